#include "sim/appraisal/regret.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include "sim/appraisal/results.h"
#include "sim/base/order.h"

#define ALIKE 1e-9 /* as first choices are told apart (sim/engine/replicate.c) */
#define TENTH_MOST 0.9

const char *cd_regret_beliefs_text(CdRegretBeliefs beliefs)
{
  static const char *const text[CD_REGRET_BELIEFS] = {[CD_REGRET_OWN] = "own", [CD_REGRET_MODEL] = "model"};
  return text[beliefs];
}

CdRegrets *cd_regrets_ask(const CdResults *results)
{
  static const CdEntityKind kinds[] = {CD_ENTITY_COUNCIL, CD_ENTITY_FUNDER};
  CdRegrets *it = g_new0(CdRegrets, 1);
  it->n = results->scenario->table[CD_ENTITY_COUNCIL].n + results->scenario->table[CD_ENTITY_FUNDER].n;
  it->partner = g_new0(CdRegretPartner, it->n + 1);
  it->n_options = results->n_structures;
  guint p = 0;
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
    for (guint i = 0; i < results->scenario->table[kinds[k]].n; i++)
      it->partner[p++] = (CdRegretPartner){kinds[k], i};
  for (guint b = 0; b < CD_REGRET_BELIEFS; b++) {
    it->of[b] = g_new0(CdRegret, (gsize)it->n * it->n_options + 1);
    it->seen[b] = g_new0(CdRegret, (gsize)it->n * it->n + 1);
  }
  return it;
}

/* One partner's values of all options in a draw, and which are its first choice. */
typedef struct {
  double best, worst;    /* of the scenario's options */
  double *value, *first; /* [n_options] */
} View;

static void look(const CdResults *results, const CdRegretPartner *partner, CdRegretBeliefs beliefs, guint k, View *view)
{
  CdScope scope = partner->kind == CD_ENTITY_COUNCIL ? CD_BY_COUNCIL : CD_BY_FUNDER;
  bool own = beliefs == CD_REGRET_OWN;
  guint worth = cd_metric_at(results->layout, own ? CD_METRIC_UTILITY : CD_METRIC_UTILITY_MODEL, scope, partner->row),
        first = cd_metric_at(results->layout, own ? CD_METRIC_FIRST_CHOICE : CD_METRIC_FIRST_CHOICE_MODEL, scope,
                             partner->row);
  view->best = -INFINITY;
  view->worst = INFINITY;
  for (guint s = 0; s < results->n_structures; s++) {
    const double *run = &results->value[((gsize)k * CD_LUCKS * results->n_arms + CD_ARM(s, false)) * results->n_values];
    view->value[s] = run[worth];
    view->first[s] = s < results->n_forced ? run[first] : 0;
    if (s < results->n_forced) {
      view->best = fmax(view->best, run[worth]);
      view->worst = fmin(view->worst, run[worth]);
    }
  }
}

static double regret_of(const View *view, guint option)
{
  double x = view->best - view->value[option];
  return x > ALIKE ? x : 0;
}

/* Of the first choice of CHOOSER, as JUDGE sees it; those that the chooser cannot tell apart count alike. */
static double regret_of_choice(const View *chooser, const View *judge, guint n_options)
{
  double sum = 0;
  for (guint s = 0; s < n_options; s++)
    sum += chooser->first[s] * regret_of(judge, s);
  return sum;
}

/* X[n], which is sorted; RANGE[n]: what lies between best and worst. */
static CdRegret gather(double *x, const double *range, guint n)
{
  g_autofree double *twice = g_new(double, 2 * (gsize)n);
  CdRegret it = {.of_range = NAN};
  double parts = 0;
  guint apart = 0;
  for (guint k = 0; k < n; k++) {
    twice[2 * k] = twice[2 * k + 1] = x[k];
    it.none += x[k] <= 0 ? 1.0 / n : 0;
    it.matters += x[k] > cd_metric(CD_METRIC_UTILITY)->materiality ? 1.0 / n : 0;
    if (range[k] > ALIKE) {
      parts += x[k] / range[k];
      apart++;
    }
  }
  CdSummary summary = cd_summarise(twice, n);
  it.mean = summary.mean;
  it.low = summary.low;
  it.high = summary.high;
  it.of_range = apart > 0 ? parts / apart : NAN;
  gsl_sort(x, 1, n);
  it.p90 = cd_quantile(x, n, TENTH_MOST);
  return it;
}

/* Regrets of each draw, by partner: [(partner * width + column) * replicates + k]. */
typedef struct {
  CdRegrets *regrets;
  const CdResults *results;
  double *of, *seen, *range;
} Draws;

static void add_draw(const Draws *it, CdRegretBeliefs beliefs, guint k, View *view)
{
  guint n = it->regrets->n, options = it->regrets->n_options, replicates = it->results->replicates;
  for (guint p = 0; p < n; p++) {
    look(it->results, &it->regrets->partner[p], beliefs, k, &view[p]);
    it->range[(gsize)p * replicates + k] = view[p].best - view[p].worst;
    for (guint s = 0; s < options; s++)
      it->of[((gsize)p * options + s) * replicates + k] = regret_of(&view[p], s);
  }
  for (guint p = 0; p < n; p++)
    for (guint q = 0; q < n; q++)
      it->seen[((gsize)p * n + q) * replicates + k] =
          p == q ? 0 : regret_of_choice(&view[p], &view[q], it->results->n_forced);
}

static void gather_all(const Draws *it, CdRegretBeliefs beliefs)
{
  CdRegrets *regrets = it->regrets;
  guint n = regrets->n, options = regrets->n_options, replicates = it->results->replicates;
  for (guint p = 0; p < n; p++) {
    const double *range = &it->range[(gsize)p * replicates];
    for (guint s = 0; s < options; s++)
      regrets->of[beliefs][p * options + s] = gather(&it->of[((gsize)p * options + s) * replicates], range, replicates);
  }
  for (guint p = 0; p < n; p++)
    for (guint q = 0; q < n; q++)
      regrets->seen[beliefs][p * n + q] =
          gather(&it->seen[((gsize)p * n + q) * replicates], &it->range[(gsize)q * replicates], replicates);
}

/* The partner that gives up the largest part of its range; -1: none has any. */
static int worst_off(const CdRegrets *it, CdRegretBeliefs beliefs, guint option)
{
  int worst = -1;
  for (guint p = 0; p < it->n; p++) {
    double part = it->of[beliefs][p * it->n_options + option].of_range;
    if (isfinite(part) && (worst < 0 || part > it->of[beliefs][(guint)worst * it->n_options + option].of_range))
      worst = (int)p;
  }
  return worst;
}

void cd_regrets_settle(CdRegrets *it)
{
  for (guint b = 0; b < CD_REGRET_BELIEFS; b++) {
    double least = INFINITY;
    it->least[b] = it->worst[b] = -1;
    for (guint s = 0; s < it->n_options; s++) {
      int worst = worst_off(it, (CdRegretBeliefs)b, s);
      if (worst < 0 || it->of[b][(guint)worst * it->n_options + s].of_range >= least)
        continue;
      least = it->of[b][(guint)worst * it->n_options + s].of_range;
      it->least[b] = (int)s;
      it->worst[b] = worst;
    }
  }
}

CdRegrets *cd_regrets_new(const CdResults *results)
{
  CdRegrets *regrets = cd_regrets_ask(results);
  gsize n = regrets->n, options = regrets->n_options, replicates = results->replicates;
  g_autofree double *of = g_new0(double, n *options *replicates + 1), *seen = g_new0(double, n *n *replicates + 1),
                    *range = g_new0(double, n *replicates + 1), *room = g_new0(double, 2 * n * options + 1);
  g_autofree View *view = g_new0(View, n + 1);
  const Draws draws = {regrets, results, of, seen, range};
  for (gsize p = 0; p < n; p++) {
    view[p].value = &room[2 * p * options];
    view[p].first = &room[(2 * p + 1) * options];
  }
  for (guint b = 0; b < CD_REGRET_BELIEFS; b++) {
    for (guint k = 0; k < results->replicates; k++)
      add_draw(&draws, (CdRegretBeliefs)b, k, view);
    gather_all(&draws, (CdRegretBeliefs)b);
  }
  cd_regrets_settle(regrets);
  return regrets;
}

void cd_regrets_free(CdRegrets *regrets)
{
  if (!regrets)
    return;
  for (guint b = 0; b < CD_REGRET_BELIEFS; b++) {
    g_free(regrets->of[b]);
    g_free(regrets->seen[b]);
  }
  g_free(regrets->partner);
  g_free(regrets);
}
