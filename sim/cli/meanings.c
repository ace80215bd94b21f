#include "sim/cli/meanings.h"

static const struct {
  const char *verb;
  CliOption option;
  const char *meaning;
} own[] = {
    {"negotiate", CLI_REPLICATES, "draws of the inputs (1000)"},
    {"flip", CLI_REPLICATES, "draws of the inputs, each with two draws of chance (800)"},
    {"sweep", CLI_REPLICATES, "replicates of each point, each with luck of its own (as the experiment states)"},
    {"sweep", CLI_CSV, "of export: as CSV, the one form that there is"},
    {"sweep", CLI_PARTS, "of emit-slurm: so many parts (10)"},
    {"sweep", CLI_SET, "another value in all points, as in --set cost/overhead=0.1; may be repeated"},
    {"sweep", CLI_POINTS, "points, base points of saltelli or trajectories of morris (as the experiment states)"},
    {"sample", CLI_POINTS, "points, base points of saltelli or trajectories of morris (1024)"},
    {"sample", CLI_DESIGN, "random, latin-hypercube, maximin, sobol, saltelli, morris, grid or one-at-a-time (sobol)"},
    {"sample", CLI_LEVELS, "of grids, trajectories and one at a time, for inputs that state none (4)"},
    {"sample", CLI_SEED, "seed of all that is random in the design (1)"},
    {"analyse", CLI_DESIGN, "of a TABLE.csv of outcomes alone: the file of points that sample wrote, row by row"},
    {"analyse", CLI_METRIC, "of a sweep, by what: a metric that it kept, or all of them (cost-annual)"},
    {"analyse", CLI_WHERE, "of a sweep, only points where the factor lies so, or FACTOR=WORD; may be repeated"},
    {"analyse", CLI_STRUCTURE, "of a sweep, the option that is held against the other (the scenario's joint one)"},
    {"analyse", CLI_AGAINST, "of a sweep, the option that it is held against (the scenario's apart one)"},
    {"analyse", CLI_OUTPUT, "of a TABLE.csv, columns that are outcomes (the last)"},
    {"analyse", CLI_INPUTS, "of a TABLE.csv, columns that are inputs (all but outcomes)"},
    {"analyse", CLI_FACTORS, "of a TABLE.csv, the table of inputs that sample took: limits and groups"},
    {"analyse", CLI_METHOD, "of a TABLE.csv: sobol, morris, pawn, delta, regression, tree, prim (what the rows allow)"},
    {"analyse", CLI_ABOVE, "of a TABLE.csv, prim: where is the outcome above this"},
    {"analyse", CLI_BELOW, "of a TABLE.csv, prim: where is the outcome below this"},
    {"analyse", CLI_SEED, "seed of resampling, and of the halves that boxes and trees are found on (1)"},
    {"negotiate", CLI_LEVELS, "of --genius: values that a real issue is cut into (11)"},
    {"import", CLI_LEVELS, "genius: values that a real issue is cut into (11)"},
    {"score", CLI_FORMAT, "what stands on standard output: text, json, csv or html"},
    {"params", CLI_FORMAT, "what stands on standard output: text, json, csv or markdown"},
    {"metrics", CLI_FORMAT, "what stands on standard output: text, json, csv or markdown"},
    {"run", CLI_OUT, "folder for the page and data (out/SCENARIO-ID)"},
    {"report", CLI_OUT, "folder for the page and data (where RESULTS lie)"},
    {"negotiate", CLI_OUT, "folder for the page and data (none is written)"},
    {"remark", CLI_QUALITY_WEIGHT, "a weight of quality, 0 to 1 (as it was)"},
    {"score", CLI_QUALITY_WEIGHT, "a weight of quality, 0 to 1 (0.5)"},
    {"import", CLI_START, "planned start of the new service (ocds: as the notice has it; genius: " CD_CASE_START ")"},
    {"import", CLI_TODAY,
     "how they commission today: apart or joint (ocds: joint where several buyers have a contract, and not one each; "
     "genius: joint)"},
};

const char *cd_cli_meaning(const char *verb, CliOption option)
{
  for (guint i = 0; i < G_N_ELEMENTS(own); i++)
    if (own[i].option == option && g_str_equal(own[i].verb, verb))
      return own[i].meaning;
  return cd_cli_option(option)->meaning;
}
