#include "sim/appraisal/lever.h"

/* Of a distribution without ends. */
#define TAIL 0.005
#define LEAST_U 1e-9

static const CdValue *value_of(const CdScenario *scenario, const CdAccordInput *input)
{
  return cd_field_of(cd_scenario_row(scenario, input->kind, input->row), input->field);
}

static double quantile(const CdScenario *scenario, const CdAccordInput *input, double u)
{
  return cd_dist_quantile(&value_of(scenario, input)->dist, u, input->field->low, input->field->high);
}

static guint64 key_of(const CdScenario *scenario, const CdAccordInput *input)
{
  return cd_draw_key(cd_scenario_row(scenario, input->kind, input->row), input->field);
}

static void set_range(const CdScenario *scenario, CdLever *lever)
{
  const CdDist *dist = &value_of(scenario, &lever->member[0])->dist;
  bool endless = dist->kind == CD_DIST_NORMAL || dist->kind == CD_DIST_LOGNORMAL;
  double end = endless ? TAIL : LEAST_U;
  lever->is_drawn = cd_dist_is_uncertain(dist);
  lever->is_stepped = dist->kind == CD_DIST_DISCRETE;
  lever->central = cd_value_median(value_of(scenario, &lever->member[0]), lever->member[0].field);
  lever->low = lever->is_drawn ? quantile(scenario, &lever->member[0], end) : lever->central;
  lever->high = lever->is_drawn ? quantile(scenario, &lever->member[0], 1 - end) : lever->central;
  if (endless)
    return;
  /* The ends themselves. */
  switch (dist->kind) {
  case CD_DIST_TRIANGULAR:
    lever->low = dist->a;
    lever->high = dist->c;
    break;
  case CD_DIST_UNIFORM:
    lever->low = dist->a;
    lever->high = dist->b;
    break;
  case CD_DIST_BETA:
    lever->low = dist->c;
    lever->high = dist->d;
    break;
  case CD_DIST_UNSET:
  case CD_DIST_POINT:
  case CD_DIST_NORMAL:
  case CD_DIST_LOGNORMAL:
  case CD_DIST_DISCRETE:
    break;
  }
}

static CdAccordInput copy_input(const CdAccordInput *input)
{
  CdAccordInput it = *input;
  it.path = g_strdup(input->path);
  return it;
}

/* INPUT and those of ALL[n] that share its draw. */
static CdLever lever_of(const CdScenario *scenario, const CdAccordInput *input, const CdAccordInput *all, guint n)
{
  guint64 key = key_of(scenario, input);
  bool drawn = cd_dist_is_uncertain(&value_of(scenario, input)->dist);
  CdLever lever = {.n = 1, .member = g_new(CdAccordInput, n + 1)};
  lever.member[0] = copy_input(input);
  for (guint i = 0; drawn && i < n; i++) {
    bool is_it = all[i].kind == input->kind && all[i].row == input->row && all[i].field == input->field;
    if (!is_it && key_of(scenario, &all[i]) == key)
      lever.member[lever.n++] = copy_input(&all[i]);
  }
  set_range(scenario, &lever);
  return lever;
}

static bool is_known(const CdScenario *scenario, const GArray *levers, const CdAccordInput *input)
{
  for (guint l = 0; l < levers->len; l++)
    if (key_of(scenario, &g_array_index(levers, CdLever, l).member[0]) == key_of(scenario, input))
      return true;
  return false;
}

GArray *cd_levers_new(const CdScenario *scenario)
{
  guint n;
  CdAccordInput *all = cd_inputs_new(scenario, &n);
  GArray *levers = g_array_new(FALSE, FALSE, sizeof(CdLever));
  for (guint i = 0; i < n; i++)
    if (!is_known(scenario, levers, &all[i])) {
      CdLever lever = lever_of(scenario, &all[i], all, n);
      g_array_append_val(levers, lever);
    }
  cd_inputs_free(all, n);
  return levers;
}

CdLever cd_lever_of(const CdScenario *scenario, CdEntityKind kind, guint row, const CdField *field)
{
  guint n;
  CdAccordInput *all = cd_inputs_new(scenario, &n);
  g_autofree char *path = cd_scenario_path(scenario, kind, row);
  CdAccordInput input = {kind, row, field, g_strdup_printf("%s/%s", path, field->name)};
  CdLever lever = lever_of(scenario, &input, all, n);
  g_free(input.path);
  cd_inputs_free(all, n);
  return lever;
}

CdLever cd_lever_copy(const CdLever *lever)
{
  CdLever copy = *lever;
  copy.member = g_new(CdAccordInput, lever->n);
  for (guint m = 0; m < lever->n; m++)
    copy.member[m] = copy_input(&lever->member[m]);
  return copy;
}

void cd_lever_clear(CdLever *lever)
{
  for (guint m = 0; m < lever->n; m++)
    g_free(lever->member[m].path);
  g_clear_pointer(&lever->member, g_free);
}

void cd_levers_free(GArray *levers)
{
  for (guint l = 0; l < levers->len; l++)
    cd_lever_clear(&g_array_index(levers, CdLever, l));
  g_array_free(levers, TRUE);
}

static bool is_same(const CdDist *a, const CdDist *b)
{
  bool same =
      a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d && a->n_points == b->n_points;
  for (guint i = 0; same && i < a->n_points; i++)
    same = a->point[i] == b->point[i] && a->weight[i] == b->weight[i];
  return same;
}

static bool is_like_first(const CdScenario *scenario, const CdLever *lever, guint m)
{
  return is_same(&value_of(scenario, &lever->member[0])->dist, &value_of(scenario, &lever->member[m])->dist);
}

bool cd_lever_is_alike(const CdScenario *scenario, const CdLever *lever)
{
  for (guint m = 1; m < lever->n; m++)
    if (!is_like_first(scenario, lever, m))
      return false;
  return true;
}

double cd_lever_at(const CdScenario *scenario, const CdLever *lever, double u)
{
  return quantile(scenario, &lever->member[0], CLAMP(u, LEAST_U, 1 - LEAST_U));
}

double cd_lever_share_below(const CdScenario *scenario, const CdLever *lever, double x)
{
  if (!lever->is_drawn)
    return x >= lever->central ? 1 : 0;
  double below = 0, above = 1;
  if (x >= quantile(scenario, &lever->member[0], 1 - LEAST_U))
    return 1;
  if (x < quantile(scenario, &lever->member[0], LEAST_U))
    return 0;
  while (above - below > 1e-12) {
    double u = (below + above) / 2;
    *(quantile(scenario, &lever->member[0], CLAMP(u, LEAST_U, 1 - LEAST_U)) <= x ? &below : &above) = u;
  }
  return below; /* of a step, still on it */
}

void cd_lever_hold(const CdScenario *scenario, const CdLever *lever, double x, GArray *held)
{
  double u = -1;
  for (guint m = 0; m < lever->n; m++) {
    const CdAccordInput *it = &lever->member[m];
    double at = x;
    if (m > 0 && !is_like_first(scenario, lever, m)) {
      if (u < 0)
        u = CLAMP(cd_lever_share_below(scenario, lever, x), LEAST_U, 1 - LEAST_U);
      at = quantile(scenario, it, u);
    }
    CdHeld hold = {it->kind, it->row, it->field, CLAMP(at, it->field->low, it->field->high)};
    g_array_append_val(held, hold);
  }
}
