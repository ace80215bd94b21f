#include "sim/experiment/flip.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/appraisal/influence.h"
#include "sim/base/hash.h"
#include "sim/base/order.h"
#include "sim/base/suggest.h"
#include "sim/experiment/run.h"
#include "sim/model/address.h"

/* Each value looked at has so many times fewer replicates than things as they are, from which it takes the rest (control.h). */
#define EACH 8u
#define EACH_LEAST 40u
/* Of assumptions that are nobody's own, at most so many are looked at: those that a run tells to matter most. */
#define INFLUENCES_MOST 12u
/* How long a replicate takes is measured on so many. */
#define MEASURED 40u

static bool check(const CdRunOptions *options, GError **error)
{
  if (options->seconds == 0 &&
      (options->replicates < CD_FLIP_REPLICATES_LEAST || options->replicates > CD_FLIP_REPLICATES_MOST)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%u replicates: at least %d and at most %d are possible",
                options->replicates, CD_FLIP_REPLICATES_LEAST, CD_FLIP_REPLICATES_MOST);
    return false;
  }
  return cd_run_check(options, error);
}

static double asked_of_run(gconstpointer of, const CdEngine *engine, const double *value)
{
  const CdFlip *flip = of;
  double x = cd_measure_of_run(&flip->measure, value, cd_engine_layout(engine)->n);
  return flip->test < 0 ? x : cd_criterion_margin_of(&flip->criterion, x);
}

/* --- which assumptions --- */

static bool is_own(const CdFlip *flip, const CdLever *lever)
{
  for (guint m = 0; m < lever->n; m++) {
    CdEntityKind kind = lever->member[m].kind;
    guint row = lever->member[m].row;
    while (flip->kind != CD_ENTITY_NONE && kind != CD_ENTITY_NONE && kind != CD_ENTITY_CONCORDAT) {
      if (kind == flip->kind && row == flip->partner)
        return true;
      int parent = cd_scenario_row(flip->scenario, kind, row)->parent;
      if (parent < 0)
        break;
      row = (guint)parent;
      kind = cd_entity(kind)->parent;
    }
  }
  return false;
}

static void add_lever(CdFlip *flip, CdLever lever, double share)
{
  flip->lever = g_renew(CdFlipLever, flip->lever, flip->n + 1);
  flip->lever[flip->n++] = (CdFlipLever){.lever = lever, .own = is_own(flip, &lever), .share = share, .reversed = NAN};
}

static bool is_set_number(const CdScenario *scenario, const CdAddress *address)
{
  return address->field->kind == CD_FIELD_NUMBER &&
         cd_scenario_is_set(cd_scenario_row(scenario, address->kind, address->row), address->field);
}

static bool refuse_number(const CdScenario *scenario, const char *path, GError **error)
{
  g_autoptr(GPtrArray) all = cd_address_all(scenario), known = g_ptr_array_new();
  CdAddress address;
  for (guint i = 0; i < all->len; i++)
    if (cd_address_find(scenario, g_ptr_array_index(all, i), &address) && is_set_number(scenario, &address))
      g_ptr_array_add(known, g_ptr_array_index(all, i));
  const char *closest = cd_closest(path, known);
  g_autofree char *shown = g_utf8_make_valid(path, -1);
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "there is no number \"%s\" that is set%s%s%s; params SCENARIO lists them",
              shown, closest ? ": did you mean \"" : "", closest ? closest : "", closest ? "\"?" : "");
  return false;
}

static bool find_number(const CdScenario *scenario, const char *path, CdLever *lever, GError **error)
{
  CdAddress address;
  if (!cd_address_find(scenario, path, &address) || !is_set_number(scenario, &address))
    return refuse_number(scenario, path, error);
  *lever = cd_lever_of(scenario, address.kind, address.row, address.field);
  return true;
}

static bool add_named(CdFlip *flip, const char *const *path, GError **error)
{
  for (; *path; path++) {
    CdLever lever;
    if (!find_number(flip->scenario, *path, &lever, error))
      return false;
    add_lever(flip, lever, NAN);
  }
  return true;
}

/* What a run with the replicates as things are tells of all that is drawn (influence.h). EACH: D by luck. */
static CdInfluences *influences_of(const CdFlip *flip, const GArray *levers, const double *each)
{
  guint n = levers->len, replicates = flip->replicates;
  g_autofree double *x = g_new(double, (gsize)n *replicates + 1), *nothing = g_new0(double, CD_LUCKS *replicates);
  g_autofree guint *order = g_new(guint, (gsize)n * replicates + 1);
  g_autofree guint64 *key = g_new(guint64, n + 1);
  g_autoptr(CdWorld) world = cd_world_new(flip->scenario);
  for (guint k = 0; k < replicates; k++) {
    cd_world_draw(world, flip->seed, k);
    for (guint l = 0; l < n; l++)
      cd_inputs_read(g_array_index(levers, CdLever, l).member, 1, world, &x[(gsize)l * replicates + k]);
  }
  for (guint l = 0; l < n; l++) {
    const CdAccordInput *it = &g_array_index(levers, CdLever, l).member[0];
    key[l] = cd_draw_key(cd_scenario_row(flip->scenario, it->kind, it->row), it->field);
    cd_order(&x[(gsize)l * replicates], replicates, &order[(gsize)l * replicates]);
  }
  const CdColumns columns = {n, replicates, x, order, key};
  return cd_influences_new(&columns, each, nothing, 0, flip->seed, cd_hash_text(flip->layout->name[flip->measure.value]));
}

static double share_of(const CdInfluences *influences, guint lever)
{
  for (guint i = 0; i < influences->n_told; i++)
    if (influences->influence[i].input == lever)
      return influences->influence[i].share;
  return NAN;
}

static void add_found(CdFlip *flip, const double *each)
{
  GArray *levers = cd_levers_new(flip->scenario);
  CdInfluences *influences = influences_of(flip, levers, each);
  flip->n_inputs = levers->len;
  for (guint l = 0; l < levers->len; l++)
    if (is_own(flip, &g_array_index(levers, CdLever, l)))
      add_lever(flip, cd_lever_copy(&g_array_index(levers, CdLever, l)), share_of(influences, l));
  guint others = 0;
  for (guint i = 0; i < influences->n_told && others < INFLUENCES_MOST; i++) {
    const CdLever *lever = &g_array_index(levers, CdLever, influences->influence[i].input);
    if (is_own(flip, lever))
      continue;
    add_lever(flip, cd_lever_copy(lever), influences->influence[i].share);
    others++;
  }
  cd_influences_free(influences);
  cd_levers_free(levers);
}

/* --- the work --- */

/* About how many replicates all will take, for each as things are: what crosses takes some six times what does not. */
static double rounds_of(guint levers)
{
  return 1 + 2.0 * levers + 20;
}

/* Some number that is likely to fit into the time: from what a few take. Only how many there are depends on the machine. */
static bool fit_into_time(CdFlipWork *work, double seconds)
{
  CdFlip *flip = work->flip;
  double d[MEASURED * CD_LUCKS];
  gint64 began = g_get_monotonic_time();
  if (!cd_probe_run(&work->probe, flip->scenario, flip->seed, MEASURED, d))
    return false;
  double took = (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC / MEASURED;
  guint levers = flip->chosen ? flip->n : INFLUENCES_MOST;
  double fits = seconds / MAX(took, 1e-6) / rounds_of(levers);
  flip->replicates = (guint)CLAMP(fits, CD_FLIP_REPLICATES_LEAST, CD_FLIP_REPLICATES_MOST);
  return true;
}

static bool stand(CdFlipWork *work, double *each)
{
  CdFlip *flip = work->flip;
  work->base = g_new(double, flip->replicates);
  if (!cd_probe_run(&work->probe, flip->scenario, flip->seed, flip->replicates, each))
    return false;
  cd_probe_means(each, flip->replicates, work->base);
  CdEstimate stated = cd_uncontrolled(work->base, flip->replicates);
  flip->stated = cd_flip_end(NAN, &stated, flip->replicates - 1.0);
  flip->side = cd_flip_is_clear(&flip->stated) ? (flip->stated.mean > 0 ? 1 : -1) : 0;
  return true;
}

static void keep_drawn(CdFlipWork *work)
{
  const CdFlip *flip = work->flip;
  g_autoptr(CdWorld) world = cd_world_new(flip->scenario);
  work->drawn = g_new(double, (gsize)flip->n * flip->replicates + 1);
  for (guint k = 0; k < flip->replicates; k++) {
    cd_world_draw(world, flip->seed, k);
    for (guint l = 0; l < flip->n; l++)
      cd_inputs_read(flip->lever[l].lever.member, 1, world, &work->drawn[(gsize)l * flip->replicates + k]);
  }
}

static bool look_at_all(CdFlipWork *work)
{
  CdFlip *flip = work->flip;
  keep_drawn(work);
  for (guint l = 0; l < flip->n; l++)
    if (!cd_flip_look(work, &flip->lever[l]))
      return false;
  return cd_flip_look_together(work) && (flip->chosen || cd_flip_look_at_choices(work));
}

static bool stopped(GError **error)
{
  g_set_error_literal(error, CD_ERROR, CD_ERROR_STOPPED, "the search was stopped");
  return false;
}

static bool is_told(const CdFlip *flip, GError **error)
{
  if (isfinite(flip->stated.mean))
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "\"%s\" is not told of options by themselves: ask about another metric",
              flip->layout->name[flip->measure.value]);
  return false;
}

static bool work_out(CdFlipWork *work, const CdFlipQuestion *question, const CdRunOptions *options, GError **error)
{
  CdFlip *flip = work->flip;
  flip->chosen = question->path && *question->path;
  flip->beyond = question->beyond;
  if (flip->chosen && !add_named(flip, question->path, error))
    return false;
  flip->replicates = options->replicates;
  if (options->seconds > 0 && !fit_into_time(work, options->seconds))
    return stopped(error);
  flip->each = MIN(MAX(flip->replicates / EACH, EACH_LEAST), flip->replicates);
  flip->freedom = flip->each - 3.0; /* of a constant, things as they are, and what was drawn of the number that is held */
  work->probe.done = 0;
  work->probe.total = (guint)(flip->replicates * rounds_of(flip->chosen ? flip->n : INFLUENCES_MOST));
  g_autofree double *each = g_new(double, (gsize)flip->replicates *CD_LUCKS);
  if (!cd_flip_settle_delta(work) || !stand(work, each))
    return stopped(error);
  if (!is_told(flip, error))
    return false;
  if (!flip->chosen)
    add_found(flip, each);
  return look_at_all(work) || stopped(error);
}

CdFlip *cd_flip(CdScenario *scenario, const CdFlipQuestion *question, const CdRunOptions *options, GError **error)
{
  if (!check(options, error))
    return NULL;
  g_autoptr(CdFlip) flip = g_new0(CdFlip, 1);
  flip->scenario = cd_scenario_ref(scenario);
  flip->layout = cd_metric_layout_new(scenario);
  flip->kind = CD_ENTITY_NONE;
  flip->test = -1;
  flip->seed = options->seed;
  flip->fresh = cd_hash_pair(options->seed, cd_hash_text("fresh draws")) >> 12; /* which any reader of JSON keeps whole */
  if (!cd_flip_settle(flip, question, error))
    return NULL;
  g_autofree bool *among = g_new0(bool, scenario->table[CD_ENTITY_STRUCTURE].n);
  among[CD_ARM_STRUCTURE(flip->measure.arm)] = true;
  if (flip->measure.against >= 0)
    among[CD_ARM_STRUCTURE((guint)flip->measure.against)] = true;
  CdMetricKind metric = flip->layout->kind[flip->measure.value];
  if (metric == CD_METRIC_PLACES || metric == CD_METRIC_PLACES_EXPECTED) /* told beside business as usual */
    among[cd_scenario_concordat(scenario, 0)->baseline] = true;
  CdFlipWork work = {.flip = flip,
                     .probe = {.scenario = scenario,
                               .among = among,
                               .views_alone = metric == CD_METRIC_UTILITY || metric == CD_METRIC_UTILITY_MODEL,
                               .probed = asked_of_run,
                               .of = flip,
                               .jobs = options->jobs > 0 ? options->jobs : MIN(g_get_num_processors(), CD_RUN_JOBS_MOST),
                               .progress = options->progress,
                               .user = options->user}};
  bool done = work_out(&work, question, options, error);
  g_free(work.base);
  g_free(work.drawn);
  return done ? g_steal_pointer(&flip) : NULL;
}
