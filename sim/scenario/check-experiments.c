#include "sim/scenario/check.h"

#include <math.h>
#include <string.h>
#include "sim/base/suggest.h"
#include "sim/model/varied.h"
#include "sim/scenario/check-metric.h"

/* Replicates that tell how much a difference varies: of fewer Student's t asks for many times what is needed. */
#define STAGE_LEAST 8u
#define EXPERIMENT_FIELD(member) CD_FIELD(EXPERIMENT, Experiment, member)
#define FACTOR_FIELD(member) CD_FIELD(EXPERIMENT_FACTOR, ExperimentFactor, member)
#define CORRELATION_FIELD(member) CD_FIELD(EXPERIMENT_CORRELATION, ExperimentCorrelation, member)

#define FILTER_FIELD(member) CD_FIELD(EXPERIMENT_FILTER, ExperimentFilter, member)

/* A row of one of the four kinds. */
typedef struct {
  const CdResolve *resolve;
  CdEntityKind kind;
  guint row;
} Row;

static bool complain(const Row *it, const CdField *field, const char *hint, const char *format, ...) G_GNUC_PRINTF(4, 5);
static bool complain(const Row *it, const CdField *field, const char *hint, const char *format, ...)
{
  CdComplaintCode code = it->kind == CD_ENTITY_EXPERIMENT          ? CD_COMPLAINT_EXPERIMENT
                         : it->kind == CD_ENTITY_EXPERIMENT_FACTOR ? CD_COMPLAINT_FACTOR
                         : it->kind == CD_ENTITY_EXPERIMENT_FILTER ? CD_COMPLAINT_FILTER
                                                                   : CD_COMPLAINT_CORRELATION;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return cd_complain(it->resolve->complaints, code, cd_row_span(it->resolve, it->kind, it->row, field), hint, "%s", text);
}

static bool is_given(const CdValue *value)
{
  return value->dist.kind != CD_DIST_UNSET;
}

static bool check_whole(const Row *it, const CdValue *value, const CdField *field)
{
  if (!is_given(value) || (value->dist.kind == CD_DIST_POINT && value->dist.a == floor(value->dist.a)))
    return true;
  return complain(it, field, NULL, "%s is a whole number", field->name);
}

/* --- Factors ------------------------------------------------------------------------------------------------------------- */

static bool may_vary(const CdAddress *at)
{
  switch ((int)at->kind) {
  case CD_ENTITY_CONCORDAT: /* the base year: all money hangs on it */
  case CD_ENTITY_PRICE_INDEX:
  case CD_ENTITY_EXPERIMENT:
  case CD_ENTITY_EXPERIMENT_FACTOR:
  case CD_ENTITY_EXPERIMENT_CORRELATION:
  case CD_ENTITY_EXPERIMENT_FILTER:
  case CD_ENTITY_CLAIM:
  case CD_ENTITY_CLAIM_TEST:
  case CD_ENTITY_TABLE_ROW:
    return false;
  default:
    return at->field->kind == CD_FIELD_NUMBER || at->field->kind == CD_FIELD_CHOICE;
  }
}

static bool complain_of_path(const Row *it, const char *path)
{
  g_autoptr(GPtrArray) known = cd_address_all(it->resolve->scenario);
  const char *closest = cd_closest(path, known);
  g_autofree char *hint =
      closest ? g_strdup_printf("did you mean \"%s\"?", closest) : g_strdup("concordat params SCENARIO lists all");
  g_autofree char *quoted = cd_quoted(path);
  return complain(it, FACTOR_FIELD(path), hint, "no number or choice has the path %s", quoted);
}

static bool check_repeated(const Row *it, const CdExperimentFactorSpec *spec)
{
  for (guint other = 0; other < it->row; other++) {
    const CdExperimentFactorSpec *before = cd_scenario_experiment_factor(it->resolve->scenario, other);
    if (before->head.parent == spec->head.parent && g_str_equal(before->path, spec->path))
      return complain(it, FACTOR_FIELD(path), NULL, "factor \"%s\" varies it already", before->head.id);
  }
  return true;
}

/* For this run: whoever sets a number that an experiment varies does not ask for that experiment. */
static bool was_set(const CdResolve *resolve, const CdAddress *at)
{
  const CdDraftEntity *entity = cd_draft_entity(resolve->draft, at->kind, at->row);
  return entity->field[cd_field_index(cd_entity(at->kind), at->field)].set_by;
}

/* Factors are columns of the store, beside others. */
static void check_id(const Row *it, const char *id)
{
  static const char *const taken[] = {"block", "error",     "luck", "moved",  "option",
                                      "point", "replicate", "seed", "status", NULL};
  if (g_strv_contains(taken, id) || cd_metric_by_name(id) != CD_METRIC_COUNT)
    complain(it, NULL, "call it otherwise", "\"%s\" is the name of another column of the results", id);
}

static void check_factor(const Row *it)
{
  const CdScenario *scenario = it->resolve->scenario;
  const CdExperimentFactorSpec *spec = cd_scenario_experiment_factor(scenario, it->row);
  CdAddress address;
  check_whole(it, &spec->levels, FACTOR_FIELD(levels));
  check_id(it, spec->head.id);
  if (!cd_address_find(scenario, spec->path, &address)) {
    complain_of_path(it, spec->path);
    return;
  }
  if (!may_vary(&address)) {
    complain(it, FACTOR_FIELD(path), NULL, "%s is nothing that a sweep can vary", address.field->name);
    return;
  }
  if (!check_repeated(it, spec) || (!spec->value && was_set(it->resolve, &address)))
    return;
  CdVaried varied;
  CdVariedProblem problem;
  if (!cd_varied_read(&varied, scenario, &address, spec->value, &problem))
    complain(it, spec->value ? FACTOR_FIELD(value) : FACTOR_FIELD(path), problem.hint, "%s", problem.message);
  g_free(problem.message);
  g_free(problem.hint);
  cd_varied_clear(&varied);
}

/* --- Correlations -------------------------------------------------------------------------------------------------------- */

static const CdExperimentFactorSpec *find_factor(const Row *it, const CdField *field, int experiment, const char *id)
{
  const CdScenario *scenario = it->resolve->scenario;
  int found = cd_scenario_find(scenario, CD_ENTITY_EXPERIMENT_FACTOR, experiment, id);
  if (found >= 0)
    return cd_scenario_experiment_factor(scenario, (guint)found);
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint f = 0; f < scenario->table[CD_ENTITY_EXPERIMENT_FACTOR].n; f++)
    if (cd_scenario_experiment_factor(scenario, f)->head.parent == experiment)
      g_ptr_array_add(known, (gpointer)cd_scenario_experiment_factor(scenario, f)->head.id);
  g_autofree char *hint = cd_suggestion(id, known), *quoted = cd_quoted(id);
  complain(it, field, hint, "the experiment has no factor %s", quoted);
  return NULL;
}

static bool is_same_pair(const CdExperimentCorrelationSpec *a, const CdExperimentCorrelationSpec *b)
{
  return a->head.parent == b->head.parent && ((g_str_equal(a->first, b->first) && g_str_equal(a->second, b->second)) ||
                                              (g_str_equal(a->first, b->second) && g_str_equal(a->second, b->first)));
}

static void check_correlation(const Row *it)
{
  const CdScenario *scenario = it->resolve->scenario;
  const CdExperimentCorrelationSpec *spec = cd_scenario_experiment_correlation(scenario, it->row);
  const CdExperimentSpec *experiment = cd_scenario_experiment(scenario, (guint)spec->head.parent);
  const CdExperimentFactorSpec *first = find_factor(it, CORRELATION_FIELD(first), spec->head.parent, spec->first);
  const CdExperimentFactorSpec *second = find_factor(it, CORRELATION_FIELD(second), spec->head.parent, spec->second);
  CdSweepDesign design = (CdSweepDesign)experiment->design;
  if (!first || !second)
    return;
  if (spec->value.dist.kind != CD_DIST_POINT)
    complain(it, CORRELATION_FIELD(value), NULL, "a plain number is needed");
  if (first == second)
    complain(it, CORRELATION_FIELD(second), NULL, "a factor goes with itself");
  if (design == CD_SWEEP_GRID || design == CD_SWEEP_ONE_AT_A_TIME || design == CD_SWEEP_LIST)
    complain(it, NULL, "take sobol or latin-hypercube",
             "the points of a %s are where they are: nothing correlates them", cd_choices[CD_CHOICES_DESIGN][design]);
  if ((design == CD_SWEEP_SALTELLI || design == CD_SWEEP_MORRIS) &&
      (!first->group || g_strcmp0(first->group, second->group) != 0))
    complain(it, NULL, "give both the same group=, or take sobol",
             "%s tells apart what factors do, which has no meaning for two that move together",
             cd_choices[CD_CHOICES_DESIGN][design]);
  for (guint other = 0; other < it->row; other++)
    if (is_same_pair(cd_scenario_experiment_correlation(scenario, other), spec))
      complain(it, NULL, NULL, "these two are correlated already");
}

/* --- Filters ------------------------------------------------------------------------------------------------------------- */

/* Which choice it is; NULL: a number, or none at all, which is told of the factor. */
static const char *const *choices_of(const Row *it, const CdExperimentFactorSpec *factor)
{
  CdAddress at;
  bool is_choice =
      factor && cd_address_find(it->resolve->scenario, factor->path, &at) && at.field->kind == CD_FIELD_CHOICE;
  return is_choice ? cd_choices[at.field->choices] : NULL;
}

static void check_words(const Row *it, const CdExperimentFilterSpec *spec, const char *const *choices)
{
  g_auto(GStrv) word = g_strsplit_set(spec->words, " \t\r\n", -1);
  guint named = 0;
  for (guint w = 0; word[w]; w++) {
    if (!*word[w])
      continue;
    named++;
    if (g_strv_contains(choices, word[w]))
      continue;
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (guint c = 0; choices[c]; c++)
      g_ptr_array_add(known, (gpointer)choices[c]);
    g_autofree char *hint = cd_suggestion(word[w], known), *quoted = cd_quoted(word[w]);
    complain(it, FILTER_FIELD(words), hint, "the choice has no word %s", quoted);
  }
  if (named == 0)
    complain(it, FILTER_FIELD(words), NULL, "it names no words");
}

static void check_bounds(const Row *it, const CdExperimentFilterSpec *spec, const CdExperimentFactorSpec *factor)
{
  const CdExperimentFactorSpec *other =
      spec->at_most ? find_factor(it, FILTER_FIELD(at_most), spec->head.parent, spec->at_most) : NULL;
  bool from = is_given(&spec->from), to = is_given(&spec->to);
  if ((from && spec->from.dist.kind != CD_DIST_POINT) || (to && spec->to.dist.kind != CD_DIST_POINT))
    complain(it, from ? FILTER_FIELD(from) : FILTER_FIELD(to), NULL, "a plain number is needed");
  else if (from && to && spec->from.dist.a > spec->to.dist.a)
    complain(it, FILTER_FIELD(from), NULL, "from %g is above to %g: nothing lies between", spec->from.dist.a,
             spec->to.dist.a);
  if (other == factor && other)
    complain(it, FILTER_FIELD(at_most), NULL, "a factor is held against itself");
  if (choices_of(it, other))
    complain(it, FILTER_FIELD(at_most), NULL, "factor \"%s\" is a choice, which is neither more nor less", spec->at_most);
  if (!from && !to && !spec->at_most)
    complain(it, NULL, "say from=\"...\", to=\"...\" or at-most=\"...\"", "it lets everything through");
}

static void check_filter(const Row *it)
{
  const CdScenario *scenario = it->resolve->scenario;
  const CdExperimentFilterSpec *spec = cd_scenario_experiment_filter(scenario, it->row);
  CdSweepDesign design = (CdSweepDesign)cd_scenario_experiment(scenario, (guint)spec->head.parent)->design;
  const CdExperimentFactorSpec *factor = find_factor(it, FILTER_FIELD(factor), spec->head.parent, spec->factor);
  const char *const *choices = choices_of(it, factor);
  bool bounds = is_given(&spec->from) || is_given(&spec->to) || spec->at_most;
  if (design == CD_SWEEP_SALTELLI || design == CD_SWEEP_MORRIS || design == CD_SWEEP_ONE_AT_A_TIME)
    complain(it, NULL, "take sobol, or narrow the factor's value",
             "of a %s every point is needed: those that belong together tell what a factor does",
             cd_choices[CD_CHOICES_DESIGN][design]);
  if (!factor)
    return;
  if (choices ? bounds : spec->words != NULL)
    complain(it, NULL, choices ? "name those of its words that are run: words=\"...\"" : "say from and to",
             choices ? "factor \"%s\" is a choice, which is neither more nor less"
                     : "factor \"%s\" is a number and has no words",
             spec->factor);
  else if (choices && !spec->words)
    complain(it, NULL, "name those of its words that are run: words=\"...\"", "it lets everything through");
  else if (choices)
    check_words(it, spec, choices);
  else
    check_bounds(it, spec, factor);
}

/* --- Experiments --------------------------------------------------------------------------------------------------------- */

/* metric[*]: true where it is somebody's; what is wrong with it else is told as of one. */
static bool check_everybody(const Row *it, const char *name)
{
  CdMetricKind kind = cd_metric_by_name(name);
  return kind != CD_METRIC_COUNT && cd_metric_applies(it->resolve->scenario, kind) &&
         (cd_metric(kind)->scopes & ~(guint)CD_TOTAL) != 0;
}

static void check_metrics(const Row *it, const CdExperimentSpec *spec)
{
  g_auto(GStrv) metric = cd_experiment_metrics(spec);
  for (guint m = 0; metric[m]; m++) {
    char *bracket = strchr(metric[m], '[');
    gsize length = strlen(metric[m]);
    for (guint before = 0; before < m; before++)
      if (g_str_equal(metric[before], metric[m]))
        complain(it, EXPERIMENT_FIELD(metrics), NULL, "metrics names %s twice", metric[m]);
    if (bracket && metric[m][length - 1] != ']') {
      complain(it, EXPERIMENT_FIELD(metrics), "write metric[whose]", "a bracket is not closed");
      continue;
    }
    g_autofree char *whose = bracket ? g_strndup(bracket + 1, strlen(bracket) - 2) : NULL;
    g_autofree char *name = bracket ? g_strndup(metric[m], (gsize)(bracket - metric[m])) : g_strdup(metric[m]);
    if (whose && g_str_equal(whose, "*") && check_everybody(it, name))
      continue;
    cd_check_metric(&(CdNamedMetric){.resolve = it->resolve,
                                     .kind = it->kind,
                                     .row = it->row,
                                     .metric_field = EXPERIMENT_FIELD(metrics),
                                     .whose_field = EXPERIMENT_FIELD(metrics),
                                     .metric = name,
                                     .whose = whose});
  }
}

static void check_precision(const Row *it, const CdExperimentSpec *spec)
{
  g_auto(GStrv) metric = cd_experiment_metrics(spec);
  if (spec->precision_of && !g_strv_contains((const char *const *)metric, spec->precision_of))
    complain(it, EXPERIMENT_FIELD(precision_of), "add it to metrics", "%s is not among the metrics that are kept",
             spec->precision_of);
  if (!is_given(&spec->precision)) {
    if (spec->precision_of)
      complain(it, EXPERIMENT_FIELD(precision_of), "add precision=\"...\"", "no precision is asked for");
    return;
  }
  if (spec->precision.dist.kind != CD_DIST_POINT)
    complain(it, EXPERIMENT_FIELD(precision), NULL, "this is a number, not a distribution");
  if (spec->options.n == 1)
    complain(it, EXPERIMENT_FIELD(options), "name two", "precision is of a difference between two options");
  if (check_whole(it, &spec->replicates_most, EXPERIMENT_FIELD(replicates_most)) && is_given(&spec->replicates) &&
      spec->replicates_most.dist.a < spec->replicates.dist.a)
    complain(it, EXPERIMENT_FIELD(replicates_most), NULL, "there are %g replicates in the first stage already",
             spec->replicates.dist.a);
  if (spec->replicates.dist.kind == CD_DIST_POINT && spec->replicates.dist.a < STAGE_LEAST)
    complain(it, EXPERIMENT_FIELD(replicates), NULL,
             "the first stage needs %u replicates to tell how much the difference varies", STAGE_LEAST);
}

static void check_n(const Row *it, const CdExperimentSpec *spec)
{
  CdSweepDesign design = (CdSweepDesign)spec->design;
  bool counts = design != CD_SWEEP_GRID && design != CD_SWEEP_ONE_AT_A_TIME && design != CD_SWEEP_LIST;
  if (!check_whole(it, &spec->n, EXPERIMENT_FIELD(n)))
    return;
  if (counts != is_given(&spec->n)) {
    if (counts)
      complain(it, NULL, "say it: n=\"256\"", "how many points?");
    else
      complain(it, EXPERIMENT_FIELD(n), "leave it out", "a %s has as many points as its levels or its file make",
               cd_choices[CD_CHOICES_DESIGN][design]);
    return;
  }
  if (!counts)
    return;
  guint64 n = (guint64)spec->n.dist.a, above = 1;
  while (above < n)
    above *= 2;
  g_autofree char *hint = g_strdup_printf("take %" G_GUINT64_FORMAT " or %" G_GUINT64_FORMAT, above / 2, above);
  if ((design == CD_SWEEP_SOBOL || design == CD_SWEEP_SALTELLI) && above != n)
    complain(it, EXPERIMENT_FIELD(n), hint, "of Sobol's sequence only 2, 4, 8, ... points fill the space evenly");
}

/* Parts of a net are nets where their number is a power of two. */
static void check_nets(const Row *it, const CdExperimentSpec *spec)
{
  guint nets = (guint)spec->nets.dist.a;
  if (!check_whole(it, &spec->nets, EXPERIMENT_FIELD(nets)) || nets == 1)
    return;
  if (spec->design != CD_SWEEP_SOBOL && spec->design != CD_SWEEP_SALTELLI)
    complain(it, EXPERIMENT_FIELD(nets), "leave it out", "a %s has no nets", cd_choices[CD_CHOICES_DESIGN][spec->design]);
  else if ((nets & (nets - 1)) != 0)
    complain(it, EXPERIMENT_FIELD(nets), "take 8", "the points of a net are dealt evenly among 2, 4, 8, ... nets alone");
  else if (spec->n.dist.kind == CD_DIST_POINT && spec->n.dist.a < 2.0 * nets)
    complain(it, EXPERIMENT_FIELD(nets), NULL, "%g points are too few for %u nets: each has two at least",
             spec->n.dist.a, nets);
}

static void check_experiment(const Row *it)
{
  const CdScenario *scenario = it->resolve->scenario;
  const CdExperimentSpec *spec = cd_scenario_experiment(scenario, it->row);
  guint factors = 0;
  for (guint f = 0; f < scenario->table[CD_ENTITY_EXPERIMENT_FACTOR].n; f++)
    factors += cd_scenario_experiment_factor(scenario, f)->head.parent == (int)it->row;
  if (factors == 0)
    complain(it, NULL, "add a <factor id=\"...\" path=\"...\"/>", "experiment \"%s\" has no factors", spec->head.id);
  check_n(it, spec);
  check_nets(it, spec);
  check_whole(it, &spec->replicates, EXPERIMENT_FIELD(replicates));
  check_whole(it, &spec->seed, EXPERIMENT_FIELD(seed));
  if (check_whole(it, &spec->levels, EXPERIMENT_FIELD(levels)) && spec->design == CD_SWEEP_MORRIS &&
      fmod(spec->levels.dist.a, 2) != 0)
    complain(it, EXPERIMENT_FIELD(levels), NULL, "trajectories need an even number of levels");
  if ((spec->design == CD_SWEEP_LIST) != (spec->points != NULL))
    complain(it, spec->points ? EXPERIMENT_FIELD(points) : NULL,
             spec->points ? "leave it out, or say design=\"list\"" : "name it: points=\"points.csv\"",
             spec->points ? "points of a file belong to a list" : "a list needs a file of points");
  if (spec->points && (strchr(spec->points, '/') || spec->points[0] == '.'))
    complain(it, EXPERIMENT_FIELD(points), NULL, "points stand in a file of the scenario's own folder");
  check_metrics(it, spec);
  check_precision(it, spec);
}

void cd_check_experiments(const CdResolve *resolve)
{
  static const struct {
    CdEntityKind kind;
    void (*check)(const Row *it);
  } checks[] = {{CD_ENTITY_EXPERIMENT, check_experiment},
                {CD_ENTITY_EXPERIMENT_FACTOR, check_factor},
                {CD_ENTITY_EXPERIMENT_CORRELATION, check_correlation},
                {CD_ENTITY_EXPERIMENT_FILTER, check_filter}};
  for (guint c = 0; c < G_N_ELEMENTS(checks); c++)
    for (guint row = 0; row < resolve->scenario->table[checks[c].kind].n; row++)
      checks[c].check(&(Row){resolve, checks[c].kind, row});
}
