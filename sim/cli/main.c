#include <signal.h>
#include <stdio.h>
#include "concordat/version.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/cli/verb.h"

static const CliOption run_options[] = {CLI_REPLICATES,      CLI_TIME,     CLI_SEED,  CLI_SET,    CLI_PARAMS,
                                        CLI_NO_ALTERNATIVES, CLI_CELLS,    CLI_JOBS,  CLI_FORMAT, CLI_OUT,
                                        CLI_PROGRESS,        CLI_NO_COLOR, CLI_QUIET, CLI_HELP,   CLI_OPTION_NONE};
static const CliOption report_options[] = {CLI_PAPER,    CLI_FORMAT, CLI_OUT,  CLI_JOBS,
                                           CLI_NO_COLOR, CLI_QUIET,  CLI_HELP, CLI_OPTION_NONE};
static const CliOption compare_options[] = {CLI_REPLICATES, CLI_SEED,  CLI_JOBS, CLI_FORMAT,     CLI_PROGRESS,
                                            CLI_NO_COLOR,   CLI_QUIET, CLI_HELP, CLI_OPTION_NONE};
static const CliOption remark_options[] = {CLI_SCORING,  CLI_QUALITY_WEIGHT, CLI_MINIMUM_QUALITY, CLI_JOBS, CLI_FORMAT,
                                           CLI_NO_COLOR, CLI_HELP,           CLI_OPTION_NONE};
static const CliOption sample_options[] = {CLI_DESIGN,      CLI_POINTS, CLI_LEVELS, CLI_SECOND_ORDER,
                                           CLI_UNSCRAMBLED, CLI_SEED,   CLI_HELP,   CLI_OPTION_NONE};
static const CliOption share_options[] = {CLI_WEIGHTS, CLI_COVER, CLI_FORMAT, CLI_NO_COLOR, CLI_HELP, CLI_OPTION_NONE};
static const CliOption score_options[] = {CLI_QUALITY_WEIGHT, CLI_PRICE_LOW, CLI_PRICE_HIGH, CLI_WILLINGNESS,
                                          CLI_FORMAT,         CLI_NO_COLOR,  CLI_HELP,       CLI_OPTION_NONE};
static const CliOption found_options[] = {CLI_REPLICATES, CLI_SEED,   CLI_SET,        CLI_PARAMS,
                                          CLI_JOBS,       CLI_FORMAT, CLI_PROGRESS,   CLI_NO_COLOR,
                                          CLI_QUIET,      CLI_HELP,   CLI_OPTION_NONE};
static const CliOption negotiate_options[] = {
    CLI_REPLICATES, CLI_REPLICATE, CLI_MOVES,   CLI_SEAT,     CLI_SEEK,     CLI_SEED,  CLI_SET,        CLI_PARAMS,
    CLI_JOBS,       CLI_FORMAT,    CLI_OUT,     CLI_PROGRESS, CLI_NO_COLOR, CLI_QUIET, CLI_GENIUS,     CLI_PROTOCOL,
    CLI_TACTIC,     CLI_ROUNDS,    CLI_CHANGES, CLI_MINUTES,  CLI_LEVELS,   CLI_HELP,  CLI_OPTION_NONE};
static const CliOption flip_options[] = {CLI_STRUCTURE, CLI_AGAINST, CLI_METRIC,     CLI_FOR,        CLI_CLAIM,
                                         CLI_PATH,      CLI_BEYOND,  CLI_REPLICATES, CLI_TIME,       CLI_SEED,
                                         CLI_SET,       CLI_PARAMS,  CLI_JOBS,       CLI_FORMAT,     CLI_PROGRESS,
                                         CLI_NO_COLOR,  CLI_QUIET,   CLI_HELP,       CLI_OPTION_NONE};
static const CliOption sweep_options[] = {CLI_LIST,       CLI_DRY_RUN,  CLI_EXPERIMENT, CLI_STORE,   CLI_POINTS,
                                          CLI_REPLICATES, CLI_EXTEND,   CLI_RETRY,      CLI_TIMEOUT, CLI_SHARD,
                                          CLI_PARTS,      CLI_LIMIT,    CLI_SET,        CLI_PARAMS,  CLI_CSV,
                                          CLI_JOBS,       CLI_PROGRESS, CLI_QUIET,      CLI_HELP,    CLI_OPTION_NONE};
static const CliOption analyse_options[] = {
    CLI_WHERE, CLI_METRIC, CLI_STRUCTURE, CLI_AGAINST, CLI_OUTPUT, CLI_INPUTS,   CLI_DESIGN, CLI_FACTORS,    CLI_METHOD,
    CLI_ABOVE, CLI_BELOW,  CLI_DROP,      CLI_SEED,    CLI_FORMAT, CLI_NO_COLOR, CLI_HELP,   CLI_OPTION_NONE};
static const CliOption verify_options[] = {CLI_SAMPLE, CLI_HELP, CLI_OPTION_NONE};
static const CliOption validate_options[] = {CLI_SET, CLI_PARAMS, CLI_QUIET, CLI_HELP, CLI_OPTION_NONE};
static const CliOption new_options[] = {CLI_AREA, CLI_START, CLI_TODAY, CLI_LEAVING,
                                        CLI_FROM, CLI_OUT,   CLI_HELP,  CLI_OPTION_NONE};
static const CliOption import_options[] = {CLI_AREA,    CLI_START, CLI_TODAY,  CLI_OUT,  CLI_OCID,
                                           CLI_LEAVING, CLI_TERM,  CLI_LEVELS, CLI_HELP, CLI_OPTION_NONE};
static const CliOption params_options[] = {CLI_CSV, CLI_SET, CLI_PARAMS, CLI_FORMAT, CLI_HELP, CLI_OPTION_NONE};
static const CliOption registry_options[] = {CLI_FORMAT, CLI_HELP, CLI_OPTION_NONE};
static const CliOption no_options[] = {CLI_HELP, CLI_OPTION_NONE};

const CliVerb cd_cli_verbs[] = {
    {"run", "SCENARIO", "simulate every option, paired on the same draws; summary here, report and data in a folder",
     "  " CLI_PROGRAM " run scenarios/llr-2021.xml\n"
     "  " CLI_PROGRAM " run my-case.xml --time 60s --out results\n"
     "  " CLI_PROGRAM
     " run my-case.xml --set 'cost/overhead=uniform(0.05, 0.1)' --set 'council[county]/belief-scale=0'\n"
     "  " CLI_PROGRAM " run my-case.xml --format json | jq '.structures[].metrics[\"cost-annual\"].mean'\n",
     1, 1, run_options, cd_cli_run},
    {"report", "RESULTS", "page, workbook and data once more in a run's folder, from it or the results.db in it",
     "  " CLI_PROGRAM " report out/llr-2021\n"
     "  " CLI_PROGRAM " report results.db --paper --out committee\n"
     "  " CLI_PROGRAM " report results.db --format json | jq '.structures[].metrics[\"cost-annual\"].mean'\n",
     1, 1, report_options, cd_cli_report},
    {"claims", "SCENARIO|RESULTS",
     "what parties claim: whether each holds, under what share of the assumptions, and what would turn it",
     "  " CLI_PROGRAM " claims scenarios/llr-2021.xml\n"
     "  " CLI_PROGRAM " claims out/llr-2021\n"
     "  " CLI_PROGRAM " claims scenarios/llr-2021.xml --format json | jq '.claims[] | {id, verdict, probability}'\n",
     1, 1, found_options, cd_cli_claims},
    {"compare", "A B", "two scenarios, or results that are stored: inputs that differ, results that differ",
     "  " CLI_PROGRAM " compare scenarios/llr-2021.xml my-case.xml\n"
     "  " CLI_PROGRAM " compare out/llr-2021 my-case.xml\n"
     "  " CLI_PROGRAM " compare before/results.db after/results.db --format json | jq .answer\n",
     2, 2, compare_options, cd_cli_compare},
    {"remark", "RESULTS", "the bids of a run marked by another formula, weight or least quality: who would have won",
     "  " CLI_PROGRAM " remark out/llr-2021 --scoring relative\n"
     "  " CLI_PROGRAM " remark results.db --quality-weight 0.6 --minimum-quality 0.7\n"
     "  " CLI_PROGRAM " remark out/llr-2021 --scoring monetised --format json | jq .changed\n",
     1, 1, remark_options, cd_cli_remark},
    {"options", "SCENARIO|RESULTS", "tables of options: what a paper ticks, worked out; weighted sums and what tips them",
     "  " CLI_PROGRAM " options scenarios/cumbria-2024.xml\n"
     "  " CLI_PROGRAM " options out/cumbria-2024 --format csv\n"
     "  " CLI_PROGRAM " options out/cumbria-2024 --format json | jq '.tables[].criteria[].cells[]'\n",
     1, 1, found_options, cd_cli_options},
    {"evidence", "SCENARIO|RESULTS",
     "what each conclusion rests on: assumptions by influence, their grades, and which of them turns it",
     "  " CLI_PROGRAM " evidence scenarios/llr-2021.xml\n"
     "  " CLI_PROGRAM " evidence out/llr-2021 --format csv\n"
     "  " CLI_PROGRAM " evidence out/llr-2021 --format json | jq '.evidence[] | select(.weak) | .conclusion'\n",
     1, 1, found_options, cd_cli_evidence},
    {"regret", "SCENARIO|RESULTS", "what each partner would give up by each option, and by what the others would choose",
     "  " CLI_PROGRAM " regret scenarios/llr-2021.xml\n"
     "  " CLI_PROGRAM " regret out/llr-2021 --format csv\n"
     "  " CLI_PROGRAM " regret out/llr-2021 --format json | jq .regret.own.least\n",
     1, 1, found_options, cd_cli_regret},
    {"negotiate", "SCENARIO|--genius DOMAIN.xml PROFILE.xml...",
     "how the partners' talks go: who goes with whom, why they part, what would bridge it; or a domain of GENIUS",
     "  " CLI_PROGRAM " negotiate scenarios/llr-2021.xml\n"
     "  " CLI_PROGRAM " negotiate scenarios/llr-2021.xml --out talks\n"
     "  " CLI_PROGRAM " negotiate scenarios/llr-2021.xml --replicate 4\n"
     "  " CLI_PROGRAM " negotiate scenarios/llr-2021.xml --seek left-2021\n"
     "  " CLI_PROGRAM " negotiate my-case.xml --replicate 4 --format json > ledger.json\n"
     "  " CLI_PROGRAM " negotiate my-case.xml --replicate 4 --moves ledger.json --seat city\n"
     "  " CLI_PROGRAM " negotiate --genius laptop.xml buyer.xml seller.xml\n"
     "  " CLI_PROGRAM
     " negotiate --genius laptop.xml buyer.xml seller.xml --protocol offers --tactic boulware,conceder --rounds 200\n"
     "  " CLI_PROGRAM " negotiate --genius laptop.xml buyer.xml seller.xml --format json | jq .solutions.nash\n",
     1, CLI_ANY_NUMBER, negotiate_options, cd_cli_negotiate},
    {"flip", "SCENARIO", "what would have to be otherwise for the preference between two options to be reversed",
     "  " CLI_PROGRAM " flip scenarios/llr-2021.xml\n"
     "  " CLI_PROGRAM " flip scenarios/llr-2021.xml --for county\n"
     "  " CLI_PROGRAM " flip my-case.xml --structure joint --against today --metric completions\n"
     "  " CLI_PROGRAM " flip my-case.xml --path cost/overhead --path delivery/fit --beyond\n"
     "  " CLI_PROGRAM " flip my-case.xml --format json | jq '.assumptions[] | select(.reverses) | .path'\n",
     1, 1, flip_options, cd_cli_flip},
    {"sweep", "SCENARIO|status|export|merge|repair FILE.db...|emit-slurm SCENARIO",
     "an experiment of the scenario: many points of its assumptions, paired; goes on where it stopped",
     "  " CLI_PROGRAM " sweep scenarios/two-towns.xml --list\n"
     "  " CLI_PROGRAM " sweep scenarios/two-towns.xml --dry-run\n"
     "  " CLI_PROGRAM " sweep scenarios/two-towns.xml --experiment scale-and-fit --store fit.db\n"
     "  " CLI_PROGRAM " sweep scenarios/two-towns.xml --store fit.db --points 2048 --extend\n"
     "  " CLI_PROGRAM " sweep my-case.xml --shard 1/2 --store one.db\n"
     "  " CLI_PROGRAM " sweep merge both.db one.db two.db\n"
     "  " CLI_PROGRAM " sweep emit-slurm my-case.xml --parts 40 > parts.sh\n"
     "  " CLI_PROGRAM " sweep status both.db\n"
     "  " CLI_PROGRAM " sweep export --csv both.db > runs.csv\n"
     "\n"
     "An <experiment> of the scenario names factors: assumptions that are uncertain, and levers, which are for the\n"
     "councils to choose. Stopped or killed, the same command goes on. concordat analyse says what it came to.\n"
     "  status FILE.db              how far it is, what failed, where the store comes from\n"
     "  export FILE.db              every run, a row each, on standard output; docs/sweeps.md explains the columns\n"
     "  merge INTO.db FILE.db...    parts (--shard) put together in INTO.db, which is new\n"
     "  repair FILE.db              a store that may be damaged: checked whole, and units that are not whole are "
     "dropped\n"
     "  emit-slurm SCENARIO         a script of array jobs, a part each, and of what merges them\n"
     "Under mpirun, where the program was built with it, all processes work on one store.\n",
     1, CLI_ANY_NUMBER, sweep_options, cd_cli_sweep},
    {"analyse",
     "RESULTS.db|TABLE.csv", "what a sweep, or a table of runs of any model, says: which option does better, what that turns on, how much is luck",
     "  " CLI_PROGRAM " analyse out/two-towns/scale-and-fit.db\n"
     "  " CLI_PROGRAM " analyse fit.db --metric deaths\n"
     "  " CLI_PROGRAM " analyse fit.db --metric all --format csv\n"
     "  " CLI_PROGRAM " analyse fit.db --where fit=0.02..0.05 --where overhead=..0.1\n"
     "  " CLI_PROGRAM " analyse fit.db --format json | jq .analyses[0].sentences\n"
     "  " CLI_PROGRAM " analyse runs.csv --output cost,deaths\n"
     "  " CLI_PROGRAM " analyse outcomes.csv --design points.csv --method sobol --factors inputs.csv\n"
     "  " CLI_PROGRAM " analyse runs.csv --output cost --method prim --above 1000000\n",
     1, 1, analyse_options, cd_cli_analyse},
    {"sample", "FACTORS.csv", "points at which to run a model of your own: a design from a table of its inputs",
     "  " CLI_PROGRAM " sample inputs.csv --design saltelli --points 512 > points.csv\n"
     "  " CLI_PROGRAM " sample inputs.csv --design morris --points 20\n"
     "\nFACTORS.csv has a row an input and columns name, low, high; distribution (uniform), levels and group may "
     "follow:\n"
     "  name,low,high,distribution\n"
     "  price,10,20,\n"
     "  staff,1,5,integer\n"
     "  demand,,,\"normal(100, 15)\"\n"
     "Run your model on each row, add a column for what comes out, keep the order of rows and columns, and let\n"
     "concordat analyse read it.\n",
     1, 1, sample_options, cd_cli_sample},
    {"share", "COSTS.csv", "who should pay what: every cost-sharing rule on a table of what combinations of partners cost",
     "  " CLI_PROGRAM " share costs.csv\n"
     "  " CLI_PROGRAM " share costs.csv --weights people.csv\n"
     "  " CLI_PROGRAM " share costs.csv --cover\n"
     "  " CLI_PROGRAM " share costs.csv --format json | jq .rules.shapley\n"
     "\nCOSTS.csv has columns members (ids separated by spaces or +; none has a space in it) and cost, one row a\n"
     "combination of up to twenty partners, all together among them:\n"
     "  members,cost\n"
     "  city,100\n"
     "  county,80\n"
     "  city+county,165\n"
     "people.csv has a row a member, and columns for the rules that go by them (population, caseload, use, historic;\n"
     "benefit, what the service is worth to it, limits separable costs, remaining benefits):\n"
     "  member,population\n"
     "  city,350000\n"
     "  county,700000\n",
     1, 1, share_options, cd_cli_share},
    {"score",
     "BIDS.csv", "a tender's bids under every scoring formula: who wins, at which weights that changes, whether a losing bid decides",
     "  " CLI_PROGRAM " score bids.csv --quality-weight 0.6\n"
     "  " CLI_PROGRAM " score bids.csv --quality-weight 0.6 --price-low 50 --price-high 150 --willingness-to-pay 1\n"
     "  " CLI_PROGRAM " score bids.csv --format html > bids.html    # with a chart of score against weight\n"
     "  " CLI_PROGRAM " score bids.csv --format json | jq '.formulas[].winner'\n"
     "\nBIDS.csv has columns bidder, quality (0 to 100) and price, one row a bid:\n"
     "  bidder,quality,price\n"
     "  A,90,125\n"
     "  B,80,95\n",
     1, 1, score_options, cd_cli_score},
    {"verify", "FILE.db", "run a sample of a sweep again and compare bits",
     "  " CLI_PROGRAM " verify out/two-towns/scale-and-fit.db\n"
     "  " CLI_PROGRAM " verify fit.db --sample 200\n",
     1, 1, verify_options, cd_cli_verify},
    {"validate", "FILE...", "check scenarios without running them",
     "  " CLI_PROGRAM " validate my-case.xml\n"
     "  " CLI_PROGRAM " validate my-case.xml --set cost/overhead=0.1\n",
     1, CLI_ANY_NUMBER, validate_options, cd_cli_validate},
    {"new", "ID", "a scenario of your own: from your areas, on wide assumptions that you change; or a copy of another",
     "  " CLI_PROGRAM " new north-south --area 'Northshire:350000:1800' --area 'Southshire:250000:1200'\n"
     "  " CLI_PROGRAM
     " new region --area East:200000 --area West:300000 --area South:150000 --start 2028-04 --today joint\n"
     "  " CLI_PROGRAM " new my-llr --from scenarios/llr-2021.xml\n",
     1, 1, new_options, cd_cli_new},
    {"import", "ocds NOTICE.json | genius DOMAIN.xml PROFILE.xml PROFILE.xml ...",
     "a scenario from a public notice of a contract (Open Contracting Data Standard), or from preference profiles "
     "(GENIUS)",
     "  " CLI_PROGRAM " import ocds notice.json\n"
     "  " CLI_PROGRAM " import ocds notice.json --area 'Northshire:350000:1800' --area 'Southshire:250000:1200'\n"
     "  " CLI_PROGRAM " import ocds package.json --ocid ocds-213czf-1234 --out cases\n"
     "  " CLI_PROGRAM " import genius contract.xml city.xml county.xml\n"
     "  " CLI_PROGRAM " import genius contract.xml city.xml county.xml --term 'years=length' --term 'colour=none'\n"
     "\nNOTICE.json is a release, a record or a package of either, as public procurement sites offer for download.\n"
     "What it does not say stays the assumption of `" CLI_PROGRAM
     " new`; what was taken, what is missing and what was\n"
     "not used is listed.\n"
     "\nDOMAIN.xml and a PROFILE.xml of each party (two to ten), as GENIUS and NegMAS write them: each party is a "
     "council\n"
     "that values contract terms as its profile does. Issues are terms by their names (length, quality-weight, "
     "pricing,\n"
     "outcomes-share, localisation) or by --term; other issues are listed and left out. Nothing is converted: lengths "
     "are\n"
     "in years, shares from 0 to 1, pricing block, cost and volume, capped or results.\n",
     2, CLI_ANY_NUMBER, import_options, cd_cli_import},
    {"params", "[SCENARIO [FILE]]",
     "everything a scenario can say; with SCENARIO its values, with --csv as a sheet to edit",
     "  " CLI_PROGRAM " params\n"
     "  " CLI_PROGRAM " params my-case.xml --csv values.csv\n"
     "  " CLI_PROGRAM " run my-case.xml --params values.csv\n"
     "  " CLI_PROGRAM " params --format markdown > parameters.md\n",
     0, 2, params_options, cd_cli_params},
    {"metrics", "", "everything a run reports: units, definitions, what difference matters",
     "  " CLI_PROGRAM " metrics\n"
     "  " CLI_PROGRAM " metrics --format json\n",
     0, 0, registry_options, cd_cli_metrics},
    {"schema", "", "the XML schema of scenario files, for editors that complete and check",
     "  " CLI_PROGRAM " schema > concordat.xsd\n", 0, 0, no_options, cd_cli_schema},
    {"explain", "NAME", "what an error code, a metric, a parameter or a word of the talks means",
     "  " CLI_PROGRAM " explain E0123\n"
     "  " CLI_PROGRAM " explain places\n"
     "  " CLI_PROGRAM " explain nucleolus\n"
     "  " CLI_PROGRAM " explain 'missed agreement'\n"
     "  " CLI_PROGRAM " explain 'council[county]/belief-scale'\n",
     1, 1, no_options, cd_cli_explain},
    {"help", "[VERB]", "this, or help on one verb", "  " CLI_PROGRAM " help run\n", 0, 1, no_options, cd_cli_help},
    {.name = NULL},
};

static bool check_operands(const CliVerb *verb, const CliCall *call, GError **error)
{
  guint n = call->operands->len - 1;
  for (guint i = 0; i < n; i++)
    if (!*cd_cli_operand(call, i)) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s %s: one of what is given is empty", verb->name, verb->operands);
      return false;
    }
  if (n >= verb->least && n <= verb->most)
    return true;
  if (n < verb->least)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s needs %s", verb->name, verb->operands);
  else
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s takes %s%s: \"%s\" is too much", verb->name,
                verb->most ? "no more than " : "no operand", verb->operands, cd_cli_operand(call, verb->most));
  return false;
}

static bool act(const CliVerb *verb, char **arguments, GError **error)
{
  g_autoptr(CliCall) call = cd_cli_parse(arguments, verb->options, error);
  if (!call)
    return false;
  if (cd_cli_given(call, CLI_HELP)) {
    g_autofree char *text = cd_cli_verb_help(verb);
    return cd_cli_print(text, error);
  }
  return check_operands(verb, call, error) && verb->act(call, error);
}

/* *VERB: the one that was called, where it is one. */
static bool dispatch(char **arguments, const CliVerb **verb, GError **error)
{
  const char *first = arguments[1];
  if (g_str_equal(first, "--version"))
    return cd_cli_print(CLI_PROGRAM " " CD_VERSION "\n", error);
  if (g_str_equal(first, "--help") || g_str_equal(first, "-h"))
    first = "help";
  *verb = cd_cli_verb(first, error);
  return *verb && act(*verb, arguments + 2, error);
}

int main(int argc, char **argv)
{
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write first, so that what is under way is put away */
  cd_cli_interrupts_begin();
  if (argc < 2) {
    g_autofree char *text = cd_cli_program_help();
    cd_cli_tell("%s", text);
    return 2;
  }
  const CliVerb *verb = NULL;
  g_autoptr(GError) error = NULL;
  if (dispatch(argv, &verb, &error))
    return 0;
  if (cd_cli_reader_is_gone()) {
    signal(SIGPIPE, SIG_DFL); /* and then ends this as it ends others: quietly, with 141 in a shell */
    raise(SIGPIPE);
    return 128 + SIGPIPE;
  }
  bool is_listing = g_str_has_prefix(error->message, "error["); /* a scenario's faults are laid out already */
  cd_cli_tell("%s%s", is_listing ? "" : CLI_PROGRAM ": ", error->message);
  if (g_error_matches(error, CD_ERROR, CD_ERROR_USAGE))
    cd_cli_tell("See " CLI_PROGRAM " help%s%s", verb ? " " : "", verb ? verb->name : "");
  return cd_error_exit_code(error);
}
