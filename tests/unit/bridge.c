#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/negotiation/bridge.h"
#include "tests/unit/near.h"
#include "tests/unit/three-councils.h"

enum { PARTIES = 4, TEXTS = 30 };

typedef struct {
  CdGrid grid;
  CdDomain domain;
  double u[TEXTS * PARTIES], payment[TEXTS * PARTIES];
} Block;

static const guint numbers[PARTIES] = {0, 1, 2, 3};

static void block_init(Block *it, guint n_issues, const guint *levels, guint n_parties)
{
  cd_grid_init(&it->grid, n_issues, levels);
  g_assert(it->grid.n_texts <= TEXTS && n_parties <= PARTIES);
  it->domain = (CdDomain){.grid = &it->grid, .n_parties = n_parties, .party = numbers, .u = it->u};
}

static CdBridge bridge_of(guint n_texts, guint n_parties, const double *payment)
{
  Block it;
  block_init(&it, 1, &n_texts, n_parties);
  return cd_bridge(&it.domain, payment);
}

/* ---- Money ---- */

/* City, county and small. The first text takes 50 and leaves 60 to give; the second needs less but nobody has it;
 * the third takes more. */
static void the_cheapest_bridge_that_the_parties_can_pay(void **state)
{
  (void)state;
  const double payment[] = {-60, 20, 30, 10, 10, -15, -200, 80, 10};
  CdBridge bridge = bridge_of(3, 3, payment);
  assert_int_equal(bridge.kind, CD_BRIDGE_PAYMENT);
  assert_int_equal(bridge.text, 0);
  assert_near(bridge.pounds, 50, 1e-12);
}

static void a_subsidy_is_what_the_parties_cannot_raise(void **state)
{
  (void)state;
  const double payment[] = {-60, 20, 75, 10, 10, -15, -200, 180, 40};
  CdBridge bridge = bridge_of(3, 3, payment);
  assert_int_equal(bridge.kind, CD_BRIDGE_SUBSIDY);
  assert_int_equal(bridge.text, 1);
  assert_near(bridge.pounds, 5, 1e-12);
}

static void where_nobody_needs_anything_process_failed(void **state)
{
  (void)state;
  const double payment[] = {-60, 20, -5, 0};
  CdBridge bridge = bridge_of(2, 2, payment);
  assert_int_equal(bridge.kind, CD_BRIDGE_PROCESS_FAILURE);
  assert_int_equal(bridge.text, 1);
  assert_true(bridge.pounds == 0);
}

static void no_money_reaches_beyond_a_saturated_value(void **state)
{
  (void)state;
  const double none[] = {-1e6, INFINITY, INFINITY, -INFINITY}, one[] = {-1e6, INFINITY, 30, -INFINITY};
  CdBridge bridge = bridge_of(2, 2, none);
  assert_int_equal(bridge.kind, CD_BRIDGE_NONE);
  assert_int_equal(bridge.text, 2);
  assert_true(isinf(bridge.pounds));
  bridge = bridge_of(2, 2, one);
  assert_int_equal(bridge.kind, CD_BRIDGE_PAYMENT);
  assert_near(bridge.pounds, 30, 1e-12);
}

/* The second party has 60 to give in the first text, where 50 are needed; in the second it needs 5 itself; in the third its 15 are too few, but
 * the third's 100 to spare are not its own. */
static void one_party_alone_pays_out_of_its_own(void **state)
{
  (void)state;
  const double payment[] = {20, -60, 30, -40, 5, 10, 25, -15, -100};
  Block it;
  const guint levels = 3;
  block_init(&it, 1, &levels, 3);
  CdBridge from_second = cd_bridge_from(&it.domain, payment, 1);
  assert_int_equal(from_second.kind, CD_BRIDGE_PAYMENT);
  assert_int_equal(from_second.text, 0);
  assert_near(from_second.pounds, 50, 1e-12);
  CdBridge from_first = cd_bridge_from(&it.domain, payment, 0); /* 15 of its 40 */
  assert_int_equal(from_first.text, 1);
  assert_near(from_first.pounds, 15, 1e-12);
  assert_near(cd_bridge_from(&it.domain, payment, 2).pounds, 25, 1e-12);
  assert_near(cd_bridge(&it.domain, payment).pounds, 15, 1e-12);
}

static void one_party_alone_may_not_be_able_to(void **state)
{
  (void)state;
  Block it;
  const guint levels = 2;
  block_init(&it, 1, &levels, 2);
  const double too_little[] = {-10, 20, -5, 6}, beyond[] = {-1e6, INFINITY, INFINITY, -1e6};
  assert_int_equal(cd_bridge_from(&it.domain, too_little, 0).kind, CD_BRIDGE_NONE);
  assert_int_equal(cd_bridge_from(&it.domain, too_little, 0).text, 2);
  assert_int_equal(cd_bridge_from(&it.domain, beyond, 0).kind, CD_BRIDGE_NONE);
  assert_int_equal(cd_bridge_from(&it.domain, beyond, 1).kind, CD_BRIDGE_NONE);
  const double nothing[] = {-10, 0, 5, 5};
  assert_int_equal(cd_bridge_from(&it.domain, nothing, 1).kind, CD_BRIDGE_PROCESS_FAILURE);
}

static void ties_leave_the_most_to_spare(void **state)
{
  (void)state;
  const double payment[] = {-25, 20, -30, 20, -30, 20};
  assert_int_equal(bridge_of(3, 2, payment).text, 1);
}

static void rounding_does_not_unbalance_the_books(void **state)
{
  (void)state;
  const double payment[] = {.1 + .2, -.3};
  assert_int_equal(bridge_of(1, 2, payment).kind, CD_BRIDGE_PAYMENT);
}

/* Least transfers that reach all thresholds at a text: what is needed, if it is there. By trying every text. */
static void assert_bridge(const Block *it)
{
  guint n = it->domain.n_parties;
  double bridge = INFINITY, subsidy = INFINITY;
  for (guint x = 0; x < it->grid.n_texts; x++) {
    double needed = 0, given = 0;
    for (guint j = 0; j < n; j++)
      *(it->payment[x * n + j] > 0 ? &needed : &given) += it->payment[x * n + j];
    if (needed <= -given)
      bridge = MIN(bridge, needed);
    subsidy = MIN(subsidy, needed + given);
  }
  CdBridge found = cd_bridge(&it->domain, it->payment);
  CdBridgeKind kind = bridge == 0          ? CD_BRIDGE_PROCESS_FAILURE
                      : bridge < INFINITY  ? CD_BRIDGE_PAYMENT
                      : subsidy < INFINITY ? CD_BRIDGE_SUBSIDY
                                           : CD_BRIDGE_NONE;
  assert_int_equal(found.kind, kind);
  assert_near(found.pounds, kind <= CD_BRIDGE_PAYMENT ? bridge : subsidy, 1e-9);
}

static void bridges_are_the_cheapest_of_all_texts(void **state)
{
  (void)state;
  const guint levels[] = {3, 2, 2};
  guint count[4] = {0};
  for (guint c = 0; c < 2000; c++) {
    Block it;
    guint n = 1 + c % PARTIES;
    CdStream stream = cd_stream(6, c, CD_PURPOSE_BOOTSTRAP, 0);
    block_init(&it, 3, levels, n);
    double shift = 0.1 + 0.8 * cd_stream_uniform(stream, 1, 0), lost = cd_stream_uniform(stream, 1, 1);
    for (guint k = 0; k < it.grid.n_texts * n; k++) {
      bool saturated = cd_stream_uniform(stream, 2, k) < lost;
      it.payment[k] = saturated ? INFINITY : floor(2e4 * (cd_stream_uniform(stream, 0, k) - shift));
    }
    assert_bridge(&it);
    count[cd_bridge(&it.domain, it.payment).kind]++;
  }
  for (guint kind = 0; kind < 4; kind++)
    assert_true(count[kind] > 100);
}

/* ---- Terms ---- */

static void the_fewest_terms_come_before_the_least_loss(void **state)
{
  (void)state;
  Block it;
  const guint levels[] = {2, 3};
  const double threshold[] = {.5, .5};
  /* From the first text: the second term changed opens nothing; the first alone does at a loss of .2; both, at none. */
  const double u[] = {.8, .2, .8, .3, .8, .4, .6, .5, .8, .5, .9, .9};
  block_init(&it, 2, levels, 2);
  it.domain.u = u;
  CdConcession found = cd_least_concession(&it.domain, threshold, 0);
  assert_true(found.open);
  assert_int_equal(found.text, 3);
  assert_int_equal(found.terms, 1);
  assert_near(found.loss, .2, 1e-12);
  /* From the second: one term again, and nothing lost. */
  found = cd_least_concession(&it.domain, threshold, 1);
  assert_int_equal(found.text, 4);
  assert_int_equal(found.terms, 1);
  assert_near(found.loss, 0, 1e-12);
}

static void a_standing_text_in_the_zone_needs_no_concession(void **state)
{
  (void)state;
  ThreeCouncils it;
  three_councils_init(&it);
  guint nash = council_text(3, 50, COST_AND_VOLUME);
  CdConcession found = cd_least_concession(&it.domain, council_reservation, nash);
  assert_true(found.open && found.text == nash && found.terms == 0 && found.loss == 0);
}

static void no_concession_opens_a_closed_zone(void **state)
{
  (void)state;
  ThreeCouncils it;
  three_councils_init(&it);
  const double too_much[] = {.9, .9, .9};
  assert_false(cd_least_concession(&it.domain, too_much, 3).open);
}

static void assert_concession(const Block *it, const double *threshold, guint standing)
{
  CdConcession found = cd_least_concession(&it->domain, threshold, standing);
  guint n = it->domain.n_parties, passing = 0;
  for (guint x = 0; x < it->grid.n_texts; x++) {
    guint terms = 0;
    for (guint i = 0; i < it->grid.n_issues; i++)
      terms += cd_grid_level(&it->grid, x, i) != cd_grid_level(&it->grid, standing, i);
    double loss = 0;
    bool passes = true;
    for (guint j = 0; j < n; j++) {
      loss += fmax(0, it->u[standing * n + j] - it->u[x * n + j]);
      passes &= it->u[x * n + j] >= threshold[j];
    }
    passing += passes;
    if (x == found.text && found.open) {
      assert_true(passes && terms == found.terms);
      assert_near(found.loss, loss, 1e-12);
    } else if (passes)
      assert_true(terms > found.terms || (terms == found.terms && loss >= found.loss - 1e-12));
  }
  assert_int_equal(found.open, passing > 0);
}

static void concessions_are_the_smallest_of_all_texts(void **state)
{
  (void)state;
  const guint levels[] = {3, 2, 2, 2};
  guint open = 0;
  for (guint c = 0; c < 1000; c++) {
    Block it;
    guint n = 1 + c % PARTIES;
    CdStream stream = cd_stream(7, c, CD_PURPOSE_BOOTSTRAP, 0);
    block_init(&it, 4, levels, n);
    for (guint k = 0; k < it.grid.n_texts * n; k++)
      it.u[k] = cd_stream_uniform(stream, 0, k);
    double threshold[PARTIES];
    for (guint j = 0; j < n; j++)
      threshold[j] = cd_stream_uniform(stream, 1, j);
    assert_concession(&it, threshold, c % it.grid.n_texts);
    open += cd_least_concession(&it.domain, threshold, c % it.grid.n_texts).open;
  }
  assert_in_range(open, 100, 980);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_cheapest_bridge_that_the_parties_can_pay),
      cmocka_unit_test(a_subsidy_is_what_the_parties_cannot_raise),
      cmocka_unit_test(where_nobody_needs_anything_process_failed),
      cmocka_unit_test(no_money_reaches_beyond_a_saturated_value),
      cmocka_unit_test(one_party_alone_pays_out_of_its_own),
      cmocka_unit_test(one_party_alone_may_not_be_able_to),
      cmocka_unit_test(ties_leave_the_most_to_spare),
      cmocka_unit_test(rounding_does_not_unbalance_the_books),
      cmocka_unit_test(bridges_are_the_cheapest_of_all_texts),
      cmocka_unit_test(the_fewest_terms_come_before_the_least_loss),
      cmocka_unit_test(a_standing_text_in_the_zone_needs_no_concession),
      cmocka_unit_test(no_concession_opens_a_closed_zone),
      cmocka_unit_test(concessions_are_the_smallest_of_all_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
