#include "sim/cli/options.h"

#include <string.h>

const CliOptionKind *cd_cli_option(CliOption option)
{
  static const CliOptionKind kinds[CLI_OPTION_COUNT] = {
      [CLI_REPLICATES] = {"replicates", "N", "draws of the inputs, each with two draws of chance (400)", false},
      [CLI_REPLICATE] = {"replicate", "K", "the minutes of replicate K, from 1, instead", false},
      [CLI_MOVES] = {"moves", "FILE", "a ledger (--replicate K --format json) from which seats take their moves", false},
      [CLI_SEEK] = {"seek", "EVENT", "search for assumptions under which the talks take the course of a <talks-event>",
                    false},
      [CLI_GENIUS] = {"genius", NULL, "operands are a domain of GENIUS or NegMAS and a profile of each party, 2 to 16",
                      false},
      [CLI_PROTOCOL] = {"protocol", "P", "of --genius: offers, mediated or lead; may be repeated (all)", true},
      [CLI_TACTIC] =
          {"tactic", "T",
           "of offers in --genius: boulware, linear, conceder, exponential, trade-off, mixed, relative, absolute, "
           "averaged or informed, or polynomial:BETA, for everybody, or one a party with commas; may be repeated (each "
           "for everybody)",
           true},
      [CLI_ROUNDS] = {"rounds", "N", "of offers in --genius, at most (100)", false},
      [CLI_CHANGES] = {"changes", "N", "that a mediator tries in --genius (1000)", false},
      [CLI_MINUTES] = {"minutes", NULL, "of --genius: every offer and answer, in text and json", false},
      [CLI_SEAT] = {"seat", "COUNCIL", "a council whose moves come from --moves; may be repeated", true},
      [CLI_TIME] = {"time", "60s", "as many replicates as fit into this time instead, with their appraisal", false},
      [CLI_SEED] = {"seed", "S", "seed of all random numbers (1)", false},
      [CLI_SET] = {"set", "PATH=VALUE", "another value, as in --set cost/overhead=0.1; may be repeated", true},
      [CLI_PARAMS] = {"params", "FILE", "values from a sheet that params SCENARIO --csv wrote; --set goes before it",
                      false},
      [CLI_CSV] = {"csv", NULL, "as CSV, to FILE where one is named: a sheet to edit, for --params", false},
      [CLI_JOBS] = {"jobs", "N", "threads (as many as processors); results do not depend on it", false},
      [CLI_NO_ALTERNATIVES] = {"no-alternatives", NULL,
                               "do not rerun the answer under the other words of choices that it could turn on", false},
      [CLI_CELLS] = {"cells", NULL, "months.csv tells of each group of clients in each area, too", false},
      [CLI_STRUCTURE] = {"structure", "A", "the option that is preferred or not (the scenario's joint one)", false},
      [CLI_AGAINST] = {"against", "B", "the option that it is held against (the scenario's apart one)", false},
      [CLI_METRIC] = {"metric", "M", "by what: any metric of a run, such as completions or deaths[city] (cost-annual)",
                      false},
      [CLI_FOR] =
          {"for", "PARTNER",
           "by a council's or co-commissioner's own value instead; its own beliefs and wishes are looked at first", false},
      [CLI_CLAIM] = {"claim", "ID",
                     "whether a claim of the scenario holds instead; CLAIM/TEST where it has several tests", false},
      [CLI_PATH] = {"path", "PATH", "look at this number alone, whatever its influence; may be repeated", true},
      [CLI_BEYOND] = {"beyond", NULL, "look beyond the range that the file states, too", false},
      [CLI_FORMAT] = {"format", "F", "what stands on standard output: text, json or csv", false},
      [CLI_OUT] = {"out", "DIR", "folder for the case (here)", false},
      [CLI_PROGRESS] = {"progress", NULL, "tell progress, even where messages do not go to a terminal", false},
      [CLI_NO_COLOR] = {"no-color", NULL, "no colours; as with the variable NO_COLOR", false},
      [CLI_PAPER] = {"paper", NULL, "say where the committee paper stands: four printed pages at most", false},
      [CLI_SCORING] = {"scoring", "F",
                       "a formula in place of the run's own: concordat explain tells of each (as it was)", false},
      [CLI_QUALITY_WEIGHT] = {"quality-weight", "W", "a weight of quality, 0 to 1", false},
      [CLI_MINIMUM_QUALITY] = {"minimum-quality", "Q",
                               "a quality, 0 to 1, below which no bid is considered (as it was)", false},
      [CLI_PRICE_LOW] = {"price-low", "P", "price that has all marks for price, for absolute marks", false},
      [CLI_PRICE_HIGH] = {"price-high", "P", "price that has none, for absolute marks", false},
      [CLI_WILLINGNESS] = {"willingness-to-pay", "P", "what a point of quality is worth, for quality in pounds", false},
      [CLI_WEIGHTS] = {"weights", "FILE",
                       "a table with a row a member: member,population,use,benefit,... for the rules that go by them",
                       false},
      [CLI_COVER] = {"cover", NULL,
                     "no combination costs more than its cheapest split, and those without a row just that", false},
      [CLI_WHERE] = {"where", "FACTOR=LOW..HIGH",
                     "only points of a sweep where the factor lies so, or FACTOR=WORD; may be repeated", true},
      [CLI_DROP] = {"drop", NULL, "points that lack runs are left out, and how many is told; else they are refused",
                    false},
      [CLI_DESIGN] = {"design", "D", "a design", false},
      [CLI_FACTORS] = {"factors", "FILE.csv", "the table of inputs that sample took: limits and groups", false},
      [CLI_INPUTS] = {"inputs", "A,B", "columns that are inputs (all but outcomes)", false},
      [CLI_OUTPUT] = {"output", "Y,Z", "columns that are outcomes (the last)", false},
      [CLI_METHOD] = {"method", "M,N", "sobol, morris, pawn, delta, regression, tree, prim (what the rows allow)", false},
      [CLI_ABOVE] = {"above", "NUMBER", "prim: where is the outcome above this", false},
      [CLI_BELOW] = {"below", "NUMBER", "prim: where is the outcome below this", false},
      [CLI_LEVELS] = {"levels", "L", "levels", false},
      [CLI_SECOND_ORDER] = {"second-order", NULL, "saltelli: with the rows that pairs of inputs take", false},
      [CLI_UNSCRAMBLED] = {"unscrambled", NULL, "sobol and saltelli: the plain sequence, as other programs print it",
                           false},
      [CLI_AREA] = {"area",
                    "NAME:RESIDENTS:ADULTS", "an area with a council of its own, and its adults in treatment in a year (as in England on average); two to ten",
                    true},
      [CLI_START] = {"start", "YYYY-MM", "planned start of the new service (" CD_CASE_START ")", false},
      [CLI_TODAY] = {"today", "W", "how they commission today: apart or joint (apart)", false},
      [CLI_LEAVING] = {"leaving", "NAME",
                       "the area that would leave the others: that is what the answer holds against joint (all part)",
                       false},
      [CLI_FROM] = {"from", "SCENARIO", "copy an existing scenario, and what it includes, instead", false},
      [CLI_TERM] = {"term",
                    "ISSUE=TERM", "genius: which issue is length, quality-weight, pricing, outcomes-share or localisation, or none; may be repeated",
                    true},
      [CLI_OCID] = {"ocid", "OCID", "which contracting process of the file (the only one)", false},
      [CLI_EXPERIMENT] = {"experiment", "ID", "which of the scenario's experiments (the first)", false},
      [CLI_STORE] = {"store", "FILE.db", "where its runs are kept (out/SCENARIO-ID/EXPERIMENT.db)", false},
      [CLI_LIST] = {"list", NULL, "the scenario's experiments: their designs and factors", false},
      [CLI_DRY_RUN] = {"dry-run", NULL, "how many runs, how long and how much disk, and nothing else", false},
      [CLI_POINTS] = {"points", "N", "points", false},
      [CLI_SHARD] = {"shard", "I/N", "part I of N alone, into a store of its own; sweep merge puts parts together", false},
      [CLI_PARTS] = {"parts", "N", "parts that emit-slurm makes (10)", false},
      [CLI_LIMIT] = {"limit", "N", "runs that it may have (1000000)", false},
      [CLI_EXTEND] = {"extend", NULL, "go on in a store that was begun with fewer points or replicates", false},
      [CLI_RETRY] = {"retry", "failed", "run again what failed or timed out", false},
      [CLI_TIMEOUT] = {"timeout", "TIME",
                       "give up a replicate that takes longer, such as 30s or 2m, as timed out (none)", false},
      [CLI_SAMPLE] = {"sample", "N", "units to run again (20)", false},
      [CLI_QUIET] = {"quiet", NULL, "nothing but errors and what --format asks for", false},
      [CLI_HELP] = {"help", NULL, "this help", false},
  };
  g_assert(option > CLI_OPTION_NONE && option < CLI_OPTION_COUNT);
  return &kinds[option];
}

void cd_cli_call_free(CliCall *call)
{
  if (!call)
    return;
  g_ptr_array_unref(call->operands);
  for (int i = 0; i < CLI_OPTION_COUNT; i++)
    if (call->values[i])
      g_ptr_array_unref(call->values[i]);
  g_free(call);
}

/* The option of OPTIONS whose name is the NAME_LENGTH bytes at NAME; CLI_OPTION_NONE and ERROR where there
 * is none. */
static CliOption find(const CliOption *options, const char *name, gsize name_length, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (; *options != CLI_OPTION_NONE; options++) {
    const char *known = cd_cli_option(*options)->name;
    if (strlen(known) == name_length && strncmp(known, name, name_length) == 0)
      return *options;
    g_ptr_array_add(names, (gpointer)known);
  }
  g_ptr_array_add(names, NULL);
  g_autofree char *given = g_strndup(name, name_length), *shown = g_utf8_make_valid(given, -1);
  const char *closest = cd_closest_name(given, (const char *const *)names->pdata);
  if (closest)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "unknown option --%s: did you mean --%s?", shown, closest);
  else
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "unknown option --%s", shown);
  return CLI_OPTION_NONE;
}

static bool keep(CliCall *call, CliOption option, const char *value, GError **error)
{
  const CliOptionKind *kind = cd_cli_option(option);
  if (call->values[option] && !kind->repeats) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s is given twice", kind->name);
    return false;
  }
  if (!call->values[option])
    call->values[option] = g_ptr_array_new();
  g_ptr_array_add(call->values[option], (gpointer)value);
  return true;
}

/* One option at *AT, which moves on to its value where that stands apart. */
static bool take(CliCall *call, char ***at, const CliOption *options, GError **error)
{
  const char *name = **at + 2, *equals = strchr(name, '=');
  CliOption option = find(options, name, equals ? (gsize)(equals - name) : strlen(name), error);
  if (option == CLI_OPTION_NONE)
    return false;
  const CliOptionKind *kind = cd_cli_option(option);
  const char *value = equals ? equals + 1 : NULL;
  if (!kind->value && equals) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s takes no value", kind->name);
    return false;
  }
  if (kind->value && !equals && (*at)[1])
    value = *++*at;
  if (kind->value && (!value || !*value)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s needs a value: --%s %s", kind->name, kind->name, kind->value);
    return false;
  }
  return keep(call, option, value ? value : "", error);
}

static void end_lists(CliCall *call)
{
  g_ptr_array_add(call->operands, NULL);
  for (int i = 0; i < CLI_OPTION_COUNT; i++)
    if (call->values[i])
      g_ptr_array_add(call->values[i], NULL);
}

CliCall *cd_cli_parse(char **arguments, const CliOption *options, GError **error)
{
  g_autoptr(CliCall) call = g_new0(CliCall, 1);
  bool operands_only = false;
  call->operands = g_ptr_array_new();
  for (char **at = arguments; *at; at++) {
    if (operands_only || (*at)[0] != '-' || (*at)[1] == '\0')
      g_ptr_array_add(call->operands, *at);
    else if (g_str_equal(*at, "--"))
      operands_only = true;
    else if (g_str_equal(*at, "-h")) {
      if (!call->values[CLI_HELP])
        call->values[CLI_HELP] = g_ptr_array_new();
    } else if ((*at)[1] != '-') {
      g_autofree char *shown = g_utf8_make_valid(*at, -1);
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "unknown option %s: options are written out, as in --replicates 100",
                  shown);
      return NULL;
    } else if (!take(call, &at, options, error))
      return NULL;
  }
  end_lists(call);
  return g_steal_pointer(&call);
}

bool cd_cli_given(const CliCall *call, CliOption option)
{
  return call->values[option] != NULL;
}

const char *cd_cli_operand(const CliCall *call, guint i)
{
  g_assert(i < call->operands->len - 1);
  return g_ptr_array_index(call->operands, i);
}

const char *cd_cli_value(const CliCall *call, CliOption option)
{
  return cd_cli_given(call, option) ? g_ptr_array_index(call->values[option], 0) : NULL;
}

const char *const *cd_cli_values(const CliCall *call, CliOption option)
{
  return cd_cli_given(call, option) ? (const char *const *)call->values[option]->pdata : NULL;
}

static bool refuse(CliOption option, const char *given, const char *wanted, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid(given, -1);
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s \"%s\": %s", cd_cli_option(option)->name, shown, wanted);
  return false;
}

bool cd_cli_whole(const CliCall *call, CliOption option, guint64 low, guint64 high, guint64 *value, GError **error)
{
  const char *given = cd_cli_value(call, option);
  if (!given || g_ascii_string_to_unsigned(given, 10, low, high, value, NULL))
    return true;
  g_autofree char *wanted = g_strdup_printf("a whole number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, low, high);
  return refuse(option, given, wanted, error);
}

bool cd_cli_count(const CliCall *call, CliOption option, guint low, guint high, guint *value, GError **error)
{
  guint64 number = *value;
  const char *given = cd_cli_value(call, option);
  bool is_whole = given && g_ascii_string_to_unsigned(given, 10, 0, G_MAXUINT, &number, NULL);
  if (!is_whole && !cd_cli_whole(call, option, low, high, &number, error))
    return false;
  *value = (guint)number;
  return true;
}

bool cd_cli_seconds(const CliCall *call, CliOption option, double *value, GError **error)
{
  static const struct {
    const char *suffix;
    double seconds;
  } units[] = {{"", 1}, {"s", 1}, {"m", 60}, {"h", 3600}};
  const char *given = cd_cli_value(call, option);
  if (!given)
    return true;
  gsize digits = strspn(given, "0123456789.");
  char *end;
  double number = g_ascii_strtod(given, &end);
  for (guint i = 0; digits > 0 && end == given + digits && i < G_N_ELEMENTS(units); i++)
    if (g_str_equal(end, units[i].suffix) && number > 0) {
      *value = number * units[i].seconds;
      return true;
    }
  return refuse(option, given, "a time such as 60s, 5m or 2h", error);
}

bool cd_cli_number(const CliCall *call, CliOption option, double *value, GError **error)
{
  const char *given = cd_cli_value(call, option);
  char *end = NULL;
  if (!given)
    return true;
  double number = g_ascii_strtod(given, &end);
  if (strspn(given, "-+0123456789.") != strlen(given) || !*given || *end)
    return refuse(option, given, "a number such as 0.6", error);
  *value = number;
  return true;
}

int cd_cli_choice(const CliCall *call, CliOption option, const char *const *allowed, GError **error)
{
  const char *given = cd_cli_value(call, option);
  for (int i = 0; given && allowed[i]; i++)
    if (g_str_equal(given, allowed[i]))
      return i;
  if (!given)
    return 0;
  const char *closest = cd_closest_name(given, allowed);
  g_autofree char *all = g_strjoinv(", ", (char **)allowed);
  g_autofree char *wanted =
      closest ? g_strdup_printf("did you mean %s? (allowed: %s)", closest, all) : g_strdup_printf("one of %s", all);
  refuse(option, given, wanted, error);
  return -1;
}
