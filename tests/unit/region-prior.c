/* How much of what a scenario states lies in a region: by the distributions' own arithmetic, and against draws. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/appraisal/region-prior.h"
#include "tests/unit/minimal.h"
#include "tests/unit/near.h"

/* In the order of their use below; both providers' bid costs are one draw, of other ranges. */
static const char *const stated[] = {
    "<provider id=\"large\" kind=\"national-charity\" incumbent-in=\"east\"/>",
    "<provider id=\"large\" kind=\"national-charity\" incumbent-in=\"east\" draw-as=\"local\" "
    "bid-cost=\"uniform(10000, 20000)\" source=\"made-up\" grade=\"D\" price-year=\"2019\"/>",
    NULL};

typedef struct {
  CdScenario *scenario;
  CdAccordInput *input;
  guint n;
} Stated;

static Stated read_stated(void)
{
  Stated it = {.scenario = cd_minimal_scenario(stated)};
  it.input = cd_inputs_new(it.scenario, &it.n);
  return it;
}

static void drop(Stated *it)
{
  cd_inputs_free(it->input, it->n);
  cd_scenario_unref(it->scenario);
}

static guint find(const Stated *it, const char *path)
{
  for (guint i = 0; i < it->n; i++)
    if (g_str_equal(it->input[i].path, path))
      return i;
  fail_msg("nothing is drawn at %s", path);
  return 0;
}

static const CdDist *dist_of(const Stated *it, guint input)
{
  const CdAccordInput *at = &it->input[input];
  return &((const CdValue *)cd_field_of(cd_scenario_row(it->scenario, at->kind, at->row), at->field))->dist;
}

static double quantile(const Stated *it, guint input, double u)
{
  const CdField *field = it->input[input].field;
  return cd_dist_quantile(dist_of(it, input), u, field->low, field->high);
}

static void without_limits_all_lies_in_it(void **state)
{
  (void)state;
  Stated it = read_stated();
  assert_true(cd_region_prior(it.scenario, it.input, &(CdRegion){0}) == 1);
  drop(&it);
}

/* Two limits of one input leave a band of it, and of another they are multiplied. */
static void parts_of_draws_are_multiplied(void **state)
{
  (void)state;
  Stated it = read_stated();
  guint a = 0, b = it.n;
  for (guint i = 1; i < it.n && b == it.n; i++) /* the first that is no draw of the first's */
    if (it.input[i].kind != it.input[0].kind)
      b = i;
  assert_true(b < it.n);
  CdRegion region = {
      .n_limits = 3,
      .limit = {{a, false, quantile(&it, a, 0.2)}, {a, true, quantile(&it, a, 0.9)}, {b, true, quantile(&it, b, 0.25)}}};
  assert_near(cd_region_prior(it.scenario, it.input, &region), 0.7 * 0.25, 1e-6);
  region.limit[0].limit = quantile(&it, a, 0.95);
  assert_true(cd_region_prior(it.scenario, it.input, &region) == 0); /* nothing is left of it */
  drop(&it);
}

/* A quarter of the way along uniform(10000, 20000), in whatever year's prices, is the lowest quarter of a draw; what shares it and is kept to its own lowest half adds no limit. */
static void what_shares_a_draw_is_counted_once(void **state)
{
  (void)state;
  Stated it = read_stated();
  guint large = find(&it, "provider[large]/bid-cost"), small = find(&it, "provider[small]/bid-cost");
  const CdDist *range = dist_of(&it, large);
  double quarter = range->a + (range->b - range->a) / 4;
  CdRegion region = {.n_limits = 2, .limit = {{large, true, quarter}, {small, true, quantile(&it, small, 0.5)}}};
  assert_near(cd_region_prior(it.scenario, it.input, &region), 0.25, 1e-6);
  region.limit[1].below = false;
  assert_near(cd_region_prior(it.scenario, it.input, &region), 0, 1e-6); /* one draw is not in both */
  drop(&it);
}

/* Of every number that is drawn, as often as it is drawn there: within five standard errors. */
static void draws_lie_there_as_often(void **state)
{
  (void)state;
  const guint draws = 2000;
  Stated it = read_stated();
  g_autoptr(CdWorld) world = cd_world_new(it.scenario);
  g_autofree double *x = g_new(double, it.n + 1);
  g_autofree guint *inside = g_new0(guint, it.n + 1);
  for (guint k = 0; k < draws; k++) {
    cd_world_draw(world, 1, k);
    cd_inputs_read(it.input, it.n, world, x);
    for (guint i = 0; i < it.n; i++)
      inside[i] += x[i] <= quantile(&it, i, 0.3);
  }
  for (guint i = 0; i < it.n; i++) {
    CdRegion region = {.n_limits = 1, .limit = {{i, true, quantile(&it, i, 0.3)}}};
    double share = cd_region_prior(it.scenario, it.input, &region);
    if (fabs(inside[i] - draws * share) > 5 * sqrt(draws * share * (1 - share)) + 1)
      fail_msg("%s: %u of %u, and not %g", it.input[i].path, inside[i], draws, share);
  }
  drop(&it);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_limits_all_lies_in_it), cmocka_unit_test(parts_of_draws_are_multiplied),
      cmocka_unit_test(what_shares_a_draw_is_counted_once), cmocka_unit_test(draws_lie_there_as_often)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
