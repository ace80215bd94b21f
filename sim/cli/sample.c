#include "sim/cli/output.h"
#include "sim/cli/verb.h"

static bool print_part(const char *text, gpointer unused, GError **error)
{
  (void)unused;
  return cd_cli_print(text, error);
}

/* Designs that are none are the library's to refuse, which names those that there are. */
static bool is_design(const char *word)
{
  static const char *const designs[] = {"random", "latin-hypercube", "maximin", "sobol", "saltelli", "morris",
                                        "grid",   "one-at-a-time",   NULL};
  return g_strv_contains(designs, word);
}

/* An option that the design does not go by would be taken for one that it does. */
static bool check_options(const CliCall *call, const char *design, GError **error)
{
  static const struct {
    CliOption option;
    const char *of[6]; /* designs that go by it */
    const char *instead;
  } known[] = {
      {CLI_POINTS,
       {"random", "latin-hypercube", "maximin", "sobol", "saltelli", "morris"},
       "its points follow from the levels (--levels, or a column levels)"},
      {CLI_LEVELS, {"grid", "one-at-a-time", "morris"}, "it has no levels"},
      {CLI_SECOND_ORDER, {"saltelli"}, "saltelli has such rows"},
      {CLI_UNSCRAMBLED, {"sobol", "saltelli"}, "sobol and saltelli have a plain sequence"},
  };
  for (guint k = 0; k < G_N_ELEMENTS(known); k++) {
    bool fits = !is_design(design) || !cd_cli_given(call, known[k].option);
    for (guint d = 0; d < G_N_ELEMENTS(known[k].of); d++)
      fits = fits || g_strcmp0(known[k].of[d], design) == 0;
    if (!fits) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "--%s says nothing of --design %s: %s",
                  cd_cli_option(known[k].option)->name, design, known[k].instead);
      return false;
    }
  }
  return true;
}

bool cd_cli_sample(const CliCall *call, GError **error)
{
  CdSampleOptions options = CD_SAMPLE_OPTIONS_INIT;
  guint64 levels = options.levels;
  if (!cd_cli_whole(call, CLI_POINTS, 1, G_MAXUINT32, &options.n, error) ||
      !cd_cli_whole(call, CLI_SEED, 0, G_MAXUINT64, &options.seed, error) ||
      !cd_cli_whole(call, CLI_LEVELS, 1, 10000, &levels, error))
    return false;
  options.design = cd_cli_value(call, CLI_DESIGN);
  options.levels = (guint)levels;
  options.second_order = cd_cli_given(call, CLI_SECOND_ORDER);
  options.plain = cd_cli_given(call, CLI_UNSCRAMBLED);
  if (!check_options(call, options.design ? options.design : "sobol", error))
    return false;
  return cd_sample(cd_cli_operand(call, 0), &options, print_part, NULL, error);
}
