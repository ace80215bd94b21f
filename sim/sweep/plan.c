#include "sim/sweep/plan.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/engine/metrics.h"
#include "sim/model/world.h"
#include "sim/scenario/file.h"
#include "sim/sweep/filter.h"

/* Bytes of a table of points: some 40 of each value that one may hold. */
#define TABLE_MOST ((gsize)4 << 30)

/* A view has a term for each, and SQLite takes 500. */
#define METRICS_MOST 400

/* Beyond, a coordinate is as good as at the end. */
#define END 1e-12

static double clamp(double x, const CdField *field)
{
  return CLAMP(x, field->low, field->high); /* a quantile's rounding */
}

static bool is_endless(const CdDist *dist)
{
  return dist->kind == CD_DIST_NORMAL || dist->kind == CD_DIST_LOGNORMAL;
}

/* Ends of a distribution that has them. */
static double end_of(const CdDist *dist, bool upper)
{
  switch (dist->kind) {
  case CD_DIST_TRIANGULAR:
    return upper ? dist->c : dist->a;
  case CD_DIST_UNIFORM:
    return upper ? dist->b : dist->a;
  case CD_DIST_BETA:
    return upper ? dist->d : dist->c;
  case CD_DIST_DISCRETE:
    return dist->point[upper ? dist->n_points - 1 : 0];
  case CD_DIST_UNSET:
  case CD_DIST_POINT:
  case CD_DIST_NORMAL:
  case CD_DIST_LOGNORMAL:
    break;
  }
  return NAN;
}

/* Levels of a discrete distribution are its points, whatever their weights. */
static bool by_level(const CdSweepPlan *plan, const CdDist *dist)
{
  return dist->kind == CD_DIST_DISCRETE && (plan->kind == CD_SWEEP_GRID || plan->kind == CD_SWEEP_ONE_AT_A_TIME);
}

static double number_at(const CdSweepPlan *plan, const CdDist *dist, const CdField *field, double u)
{
  if (by_level(plan, dist))
    return dist->point[MIN((guint)(u * dist->n_points), dist->n_points - 1)];
  if (!is_endless(dist) && (u < END || u > 1 - END))
    return end_of(dist, u > 0.5);
  return clamp(cd_dist_quantile(dist, CLAMP(u, END, 1 - END), field->low, field->high), field);
}

static double value_at(const CdSweepPlan *plan, const CdSweepFactor *factor, double u)
{
  const CdVaried *varied = &factor->varied;
  if (varied->n_words > 0)
    return varied->word[MIN((guint)(u * varied->n_words), varied->n_words - 1)];
  return number_at(plan, &varied->dist, varied->address.field, u);
}

void cd_sweep_point(const CdSweepPlan *plan, CdDesignCursor *cursor, guint64 point, double *unit, double *value,
                    CdDesignLabel *label)
{
  guint64 at = plan->row ? plan->row[point] : point;
  if (plan->given) {
    const double *row = &plan->given->value[at * plan->n_factors];
    for (guint f = 0; f < plan->n_factors; f++)
      value[f] = plan->factor[f].varied.n_words > 0 ? plan->factor[f].varied.word[(guint)row[f]] : row[f];
    if (label)
      *label = (CdDesignLabel){point, CD_BLOCK_POINT, CD_NO_GROUP};
    return;
  }
  cd_design_read(cursor, at, 1, unit, label);
  if (label && plan->row)
    label->base = point;
  for (guint f = 0; f < plan->n_factors; f++)
    value[f] = value_at(plan, &plan->factor[f], unit[f]);
}

bool cd_sweep_nests(const CdSweepPlan *plan)
{
  return plan->kind == CD_SWEEP_RANDOM || plan->kind == CD_SWEEP_SOBOL || plan->kind == CD_SWEEP_SALTELLI ||
         plan->kind == CD_SWEEP_MORRIS;
}

/* --- Factors ------------------------------------------------------------------------------------------------------------- */

static void member_clear(gpointer data)
{
  g_free(((CdSweepMember *)data)->path);
}

static void add_member(CdSweepFactor *factor, const CdScenario *scenario, const CdAddress *at)
{
  g_autofree char *row = cd_scenario_path(scenario, at->kind, at->row);
  const CdValue *value = cd_field_of(cd_scenario_row(scenario, at->kind, at->row), at->field);
  CdSweepMember member = {*at, g_strconcat(row, "/", at->field->name, NULL), {0}};
  if (at->field->kind == CD_FIELD_NUMBER)
    member.dist = value->dist;
  g_array_append_val(factor->member, member);
}

static bool shares_draw(const CdScenario *scenario, const CdAddress *a, const CdAddress *b)
{
  const CdSpecHead *of_a = cd_scenario_row(scenario, a->kind, a->row), *of_b = cd_scenario_row(scenario, b->kind, b->row);
  const CdValue *value = cd_field_of(of_b, b->field);
  return cd_dist_is_uncertain(&value->dist) && cd_draw_key(of_a, a->field) == cd_draw_key(of_b, b->field);
}

/* Those that share the draw of a factor that takes the scenario's own distribution. */
static void add_sharing(CdSweepFactor *factor, const CdScenario *scenario)
{
  const CdAddress *own = &factor->varied.address;
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint row = 0; row < scenario->table[k].n; row++)
      for (guint f = 0; f < cd_entity((CdEntityKind)k)->n_fields; f++) {
        CdAddress at = {(CdEntityKind)k, row, &cd_entity((CdEntityKind)k)->field[f]};
        bool is_own = at.kind == own->kind && at.row == own->row && at.field == own->field;
        if (!is_own && at.field->kind == CD_FIELD_NUMBER && shares_draw(scenario, own, &at))
          add_member(factor, scenario, &at);
      }
}

/* False where it is held for this run: all else was checked as the scenario was read. */
static bool add_factor(CdSweepPlan *plan, const CdExperimentFactorSpec *spec, GError **error)
{
  CdSweepFactor *factor = &plan->factor[plan->n_factors++];
  CdAddress address;
  CdVariedProblem problem;
  bool fit = cd_address_find(plan->scenario, spec->path, &address) &&
             cd_varied_read(&factor->varied, plan->scenario, &address, spec->value, &problem);
  factor->spec = spec;
  factor->member = g_array_new(FALSE, FALSE, sizeof(CdSweepMember));
  g_array_set_clear_func(factor->member, member_clear);
  if (!fit) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "experiment %s varies %s, which is set for this run: %s",
                plan->experiment->head.id, spec->path, problem.message);
    g_free(problem.message);
    g_free(problem.hint);
    return false;
  }
  add_member(factor, plan->scenario, &address);
  if (address.field->kind == CD_FIELD_NUMBER && !factor->varied.is_own)
    add_sharing(factor, plan->scenario);
  plan->reads_again |= address.field->kind == CD_FIELD_CHOICE || factor->varied.is_own || plan->kind == CD_SWEEP_LIST;
  return true;
}

static bool add_factors(CdSweepPlan *plan, guint experiment, GError **error)
{
  guint n = plan->scenario->table[CD_ENTITY_EXPERIMENT_FACTOR].n;
  plan->factor = g_new0(CdSweepFactor, n);
  for (guint f = 0; f < n; f++) {
    const CdExperimentFactorSpec *spec = cd_scenario_experiment_factor(plan->scenario, f);
    if (spec->head.parent == (int)experiment && !add_factor(plan, spec, error))
      return false;
  }
  return true;
}

/* --- Points -------------------------------------------------------------------------------------------------------------- */

static guint levels_of(const CdSweepPlan *plan, const CdSweepFactor *factor)
{
  if (factor->spec->levels.dist.kind == CD_DIST_POINT)
    return (guint)factor->spec->levels.dist.a;
  if (factor->varied.n_words > 0)
    return factor->varied.n_words;
  return by_level(plan, &factor->varied.dist) ? factor->varied.dist.n_points : (guint)plan->experiment->levels.dist.a;
}

/* Of each factor the number of its group, in the order in which groups are named; factors without are groups of their own. */
static guint *groups_of(const CdSweepPlan *plan)
{
  guint *group = g_new(guint, plan->n_factors), next = 0;
  for (guint f = 0; f < plan->n_factors; f++) {
    const char *name = plan->factor[f].spec->group;
    group[f] = G_MAXUINT;
    for (guint other = 0; name && other < f; other++)
      if (g_strcmp0(plan->factor[other].spec->group, name) == 0)
        group[f] = group[other];
    if (group[f] == G_MAXUINT)
      group[f] = next++;
  }
  return group;
}

guint cd_sweep_factor(const CdSweepPlan *plan, const char *id)
{
  guint f = 0;
  while (!g_str_equal(plan->factor[f].spec->head.id, id))
    f++;
  return f;
}

/* NULL: none are correlated. */
static double *correlations_of(const CdSweepPlan *plan, guint experiment)
{
  guint k = plan->n_factors;
  double *r = NULL;
  for (guint c = 0; c < plan->scenario->table[CD_ENTITY_EXPERIMENT_CORRELATION].n; c++) {
    const CdExperimentCorrelationSpec *spec = cd_scenario_experiment_correlation(plan->scenario, c);
    if (spec->head.parent != (int)experiment)
      continue;
    if (!r) {
      r = g_new0(double, (gsize)k *k);
      for (guint f = 0; f < k; f++)
        r[f * k + f] = 1;
    }
    guint a = cd_sweep_factor(plan, spec->first), b = cd_sweep_factor(plan, spec->second);
    r[a * k + b] = r[b * k + a] = spec->value.dist.a;
  }
  return r;
}

/* STEPS: of a maximin hypercube, 0: as many as its size asks for. */
static bool make_design(CdSweepPlan *plan, guint experiment, guint64 steps, GError **error)
{
  g_autofree guint *level = g_new(guint, plan->n_factors), *group = groups_of(plan);
  g_autofree const char **name = g_new(const char *, plan->n_factors);
  g_autofree double *correlation = correlations_of(plan, experiment);
  bool endless = false, grouped = plan->kind == CD_SWEEP_SALTELLI || plan->kind == CD_SWEEP_MORRIS;
  for (guint f = 0; f < plan->n_factors; f++) {
    level[f] = levels_of(plan, &plan->factor[f]);
    name[f] = plan->factor[f].spec->head.id;
    endless |= plan->factor[f].varied.n_words == 0 && is_endless(&plan->factor[f].varied.dist);
  }
  bool leveled = plan->kind == CD_SWEEP_GRID || plan->kind == CD_SWEEP_ONE_AT_A_TIME;
  const CdDesignPlan design = {.kind = (CdDesignKind)plan->kind,
                               .factors = plan->n_factors,
                               .n = leveled ? 1 : plan->n,
                               .seed = plan->seed,
                               .steps = steps,
                               .name = name,
                               .group = grouped ? group : NULL,
                               .second_order = plan->experiment->second_order == CD_YES,
                               .nets = (guint)plan->experiment->nets.dist.a,
                               .levels = (guint)plan->experiment->levels.dist.a,
                               .level = leveled ? level : NULL,
                               .where = endless || (plan->kind == CD_SWEEP_MORRIS && correlation) ? CD_LEVELS_MIDDLES
                                                                                                  : CD_LEVELS_ENDS,
                               .correlation = correlation};
  plan->design = cd_design_new(&design, error);
  if (!plan->design)
    return false;
  plan->points = cd_design_rows(plan->design);
  return true;
}

static double given_number(double u, gconstpointer data)
{
  (void)data;
  return u;
}

bool cd_sweep_plan_read_points(CdSweepPlan *plan, gsize most, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(plan->scenario->file && plan->scenario->file[0] ? plan->scenario->file[0]
                                                                                               : "."),
                  *path = g_build_filename(folder, plan->experiment->points, NULL), *bytes = NULL;
  gsize length = 0;
  g_autoptr(GError) problem = NULL;
  bytes = cd_file_bytes(path, most, &length, &problem);
  if (!bytes) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot read the points of experiment %s: %s", plan->experiment->head.id,
                problem->message);
    return false;
  }
  if (length > most) {
    g_set_error(error, CD_ERROR, CD_ERROR_BUDGET, "%s: more than %" G_GSIZE_FORMAT " MiB of points", path, most >> 20);
    return false;
  }
  bytes = g_realloc(bytes, length + 1);
  bytes[length] = '\0';
  g_autofree CdFactor *factor = g_new0(CdFactor, plan->n_factors);
  g_autofree const char ***word = g_new0(const char **, plan->n_factors);
  for (guint f = 0; f < plan->n_factors; f++) {
    const CdVaried *varied = &plan->factor[f].varied;
    word[f] = g_new0(const char *, varied->n_words + 1);
    for (guint w = 0; w < varied->n_words; w++)
      word[f][w] = cd_choices[varied->address.field->choices][varied->word[w]];
    factor[f] = (CdFactor){.name = plan->factor[f].spec->head.id,
                           .kind = varied->n_words > 0 ? CD_FACTOR_CATEGORICAL : CD_FACTOR_CONTINUOUS,
                           .quantile = given_number,
                           .n_words = varied->n_words,
                           .word = word[f]};
  }
  plan->given = cd_given_read(bytes, length, factor, plan->n_factors, &problem);
  for (guint f = 0; f < plan->n_factors; f++)
    g_free(word[f]);
  if (!plan->given) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s: %s", path, problem->message);
    return false;
  }
  plan->points = plan->given->rows;
  plan->given_sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
  return true;
}

/* Points that are filtered out are none of the sweep's. */
static bool take_filters(CdSweepPlan *plan, guint experiment, GError **error)
{
  guint64 all = plan->points;
  plan->row = cd_filter_rows(plan, experiment, &plan->points);
  if (plan->points == 0)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "the filters of experiment %s leave none of its %" G_GUINT64_FORMAT
                " points: widen them, or take more points",
                plan->experiment->head.id, all);
  return plan->points > 0;
}

/* --- What runs ----------------------------------------------------------------------------------------------------------- */

static void add_option(CdSweepPlan *plan, guint structure)
{
  if (plan->among[structure])
    return;
  plan->among[structure] = true;
  plan->option[plan->n_options++] = structure;
}

static void add_options(CdSweepPlan *plan)
{
  const CdConcordatSpec *root = cd_scenario_concordat(plan->scenario, 0);
  const CdRefs *stated = &plan->experiment->options;
  guint n = plan->scenario->table[CD_ENTITY_STRUCTURE].n;
  plan->option = g_new0(guint, n);
  plan->among = g_new0(bool, n);
  for (guint o = 0; o < stated->n; o++)
    add_option(plan, stated->at[o]);
  if (stated->n > 0)
    return;
  add_option(plan, (guint)root->joint);
  add_option(plan, (guint)root->apart);
}

/* METRICS with each [*] replaced by all that have the metric in SCENARIO; each once. Takes METRICS. */
static char **spread_metrics(const CdScenario *scenario, char **metrics)
{
  CdMetricLayout *layout = cd_metric_layout_new(scenario);
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  for (guint m = 0; metrics[m]; m++) {
    gsize head = g_str_has_suffix(metrics[m], "[*]") ? strlen(metrics[m]) - 2 : 0;
    if (head == 0 && !g_ptr_array_find_with_equal_func(all, metrics[m], g_str_equal, NULL))
      g_ptr_array_add(all, g_strdup(metrics[m]));
    for (guint v = 0; head > 0 && v < layout->n; v++)
      if (strncmp(layout->name[v], metrics[m], head) == 0 &&
          !g_ptr_array_find_with_equal_func(all, layout->name[v], g_str_equal, NULL))
        g_ptr_array_add(all, g_strdup(layout->name[v]));
  }
  cd_metric_layout_free(layout);
  g_strfreev(metrics);
  g_ptr_array_add(all, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&all), FALSE);
}

/* Two stages, where the scenario was found to have two options to tell apart. */
static void take_precision(CdSweepPlan *plan)
{
  const CdExperimentSpec *spec = plan->experiment;
  plan->most = plan->replicates;
  if (spec->precision.dist.kind != CD_DIST_POINT)
    return;
  plan->half = spec->precision.dist.a;
  plan->close = spec->precision_where == CD_PRECISE_CLOSE;
  plan->most = MAX(plan->replicates, (guint)spec->replicates_most.dist.a);
  while (spec->precision_of && plan->precise + 1 < plan->n_metrics &&
         !g_str_equal(plan->metric[plan->precise], spec->precision_of))
    plan->precise++;
}

/* All but its points. */
static CdSweepPlan *begin(CdScenario *scenario, guint experiment, guint64 n, guint replicates, GError **error)
{
  g_autoptr(CdSweepPlan) plan = g_new0(CdSweepPlan, 1);
  plan->refs = 1;
  const CdExperimentSpec *spec = cd_scenario_experiment(scenario, experiment);
  plan->scenario = cd_scenario_ref(scenario);
  plan->experiment = spec;
  plan->kind = (CdSweepDesign)spec->design;
  plan->n = n > 0 ? n : spec->n.dist.kind == CD_DIST_POINT ? (guint64)spec->n.dist.a : 0;
  plan->replicates = replicates > 0 ? replicates : (guint)spec->replicates.dist.a;
  plan->seed = (guint64)spec->seed.dist.a;
  plan->metric = spread_metrics(scenario, cd_experiment_metrics(spec));
  plan->n_metrics = g_strv_length(plan->metric);
  if (plan->n_metrics > METRICS_MOST) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "experiment %s keeps %u values of each run, and may keep %d: name fewer metrics", spec->head.id,
                plan->n_metrics, METRICS_MOST);
    return NULL;
  }
  plan->xml = cd_scenario_to_xml(scenario);
  take_precision(plan);
  if (!add_factors(plan, experiment, error))
    return NULL;
  add_options(plan);
  if (n > 0 && (spec->n.dist.kind != CD_DIST_POINT)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "experiment %s is a %s, whose points are not counted by --points",
                spec->head.id, cd_choices[CD_CHOICES_DESIGN][plan->kind]);
    return NULL;
  }
  bool nets = plan->kind == CD_SWEEP_SOBOL || plan->kind == CD_SWEEP_SALTELLI;
  if (nets && (plan->n & (plan->n - 1)) != 0) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "%" G_GUINT64_FORMAT " points: of Sobol's sequence only 2, 4, 8, ... fill the space evenly", plan->n);
    return NULL;
  }
  return g_steal_pointer(&plan);
}

CdSweepPlan *cd_sweep_plan_outline(CdScenario *scenario, guint experiment, guint64 steps, GError **error)
{
  CdSweepPlan *plan = begin(scenario, experiment, 0, 0, error);
  if (plan && plan->kind != CD_SWEEP_LIST && !make_design(plan, experiment, steps, error))
    g_clear_pointer(&plan, cd_sweep_plan_unref);
  return plan;
}

CdSweepPlan *cd_sweep_plan_new_kept(CdScenario *scenario, guint experiment, guint64 n, guint replicates, GError **error)
{
  CdSweepPlan *plan = begin(scenario, experiment, n, replicates, error);
  if (plan && plan->kind != CD_SWEEP_LIST &&
      (!make_design(plan, experiment, 0, error) || !take_filters(plan, experiment, error)))
    g_clear_pointer(&plan, cd_sweep_plan_unref);
  return plan;
}

CdSweepPlan *cd_sweep_plan_new(CdScenario *scenario, guint experiment, guint64 n, guint replicates, GError **error)
{
  CdSweepPlan *plan = cd_sweep_plan_new_kept(scenario, experiment, n, replicates, error);
  if (plan && plan->kind == CD_SWEEP_LIST &&
      (!cd_sweep_plan_read_points(plan, TABLE_MOST, error) || !take_filters(plan, experiment, error)))
    g_clear_pointer(&plan, cd_sweep_plan_unref);
  return plan;
}

void cd_sweep_plan_take_points(CdSweepPlan *plan, guint64 rows, double *value, char *sha256)
{
  plan->given = g_new0(CdGivenPoints, 1);
  plan->given->rows = plan->points = rows;
  plan->given->value = value;
  plan->given_sha256 = sha256;
}

CdSweepPlan *cd_sweep_plan_ref(CdSweepPlan *plan)
{
  g_atomic_int_inc(&plan->refs);
  return plan;
}

void cd_sweep_plan_unref(CdSweepPlan *plan)
{
  if (!plan || !g_atomic_int_dec_and_test(&plan->refs))
    return;
  for (guint f = 0; f < plan->n_factors; f++) {
    cd_varied_clear(&plan->factor[f].varied);
    g_array_free(plan->factor[f].member, TRUE);
  }
  g_free(plan->factor);
  g_free(plan->option);
  g_free(plan->among);
  g_strfreev(plan->metric);
  cd_design_free(plan->design);
  cd_given_free(plan->given);
  g_free(plan->row);
  g_free(plan->given_sha256);
  g_free(plan->xml);
  cd_scenario_unref(plan->scenario);
  g_free(plan);
}
