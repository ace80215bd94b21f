#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/negotiation/blocking.h"
#include "tests/unit/three-councils.h"

enum { PARTIES = 4, TEXTS = 400 };

typedef struct {
  CdGrid grid;
  CdDomain domain;
  double u[TEXTS * PARTIES];
} Block;

static const guint numbers[PARTIES] = {0, 1, 2, 3};

static void block_init(Block *it, guint n_issues, const guint *levels, guint n_parties)
{
  cd_grid_init(&it->grid, n_issues, levels);
  g_assert(it->grid.n_texts <= TEXTS && n_parties <= PARTIES);
  it->domain = (CdDomain){.grid = &it->grid, .n_parties = n_parties, .party = numbers, .u = it->u};
}

/* Two issues of two levels, length and pricing; a party's utility is a constant for the consequences and its value
 * of each. */
enum { LENGTH = 1, PRICING = 2 };

typedef struct {
  double consequences, length[2], pricing[2];
} Tastes;

static void two_issues(Block *it, const Tastes *tastes, guint n)
{
  static const guint levels[] = {2, 2};
  block_init(it, 2, levels, n);
  for (guint x = 0; x < 4; x++)
    for (guint j = 0; j < n; j++)
      it->u[x * n + j] = tastes[j].consequences + tastes[j].length[x / 2] + tastes[j].pricing[x % 2];
}

static const double half[PARTIES] = {.5, .5, .5, .5};

static void an_open_zone_blocks_nothing(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Block it;
  const Tastes tastes[] = {{.3, {.2, 0}, {.1, 0}}, {.3, {.2, 0}, {0, .1}}};
  two_issues(&it, tastes, 2);
  CdBlocking found = cd_blocking(&it.domain, half, arena);
  assert_true(found.kind == CD_BLOCKING_NOTHING && found.n == 0);
}

/* Each wants .2 from its own length; pricing, worth .1, can make up for it to neither. */
static void length_alone_blocks(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Block it;
  const Tastes tastes[] = {{.3, {.2, 0}, {.1, 0}}, {.3, {0, .2}, {0, .1}}};
  two_issues(&it, tastes, 2);
  CdBlocking found = cd_blocking(&it.domain, half, arena);
  assert_int_equal(found.kind, CD_BLOCKING_TERMS);
  assert_int_equal(found.n, 1);
  assert_int_equal(found.set[0], LENGTH);
}

/* Opposed in both terms, each worth .2: which sets block depends on how much of .4 each must have. */
static void what_blocks_depends_on_how_much_each_needs(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Block it;
  const Tastes tastes[] = {{.3, {.2, 0}, {.2, 0}}, {.3, {0, .2}, {0, .2}}};
  two_issues(&it, tastes, 2);
  const double one_each[] = {.5, .5}, three_in_all[] = {.5, .7}, all_for_both[] = {.7, .7};
  assert_int_equal(cd_blocking(&it.domain, one_each, arena).kind, CD_BLOCKING_NOTHING);
  CdBlocking found = cd_blocking(&it.domain, three_in_all, arena);
  assert_int_equal(found.n, 2);
  assert_int_equal(found.set[0], LENGTH);
  assert_int_equal(found.set[1], PRICING);
  found = cd_blocking(&it.domain, all_for_both, arena);
  assert_int_equal(found.n, 1);
  assert_int_equal(found.set[0], LENGTH | PRICING);
}

static void consequences_block_where_the_best_terms_do_not_help(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Block it;
  const Tastes tastes[] = {{.3, {.2, 0}, {.1, 0}}, {.15, {.2, 0}, {0, .1}}};
  two_issues(&it, tastes, 2);
  CdBlocking found = cd_blocking(&it.domain, half, arena);
  assert_true(found.kind == CD_BLOCKING_CONSEQUENCES && found.n == 0);
}

/* With one set of preferences, whoever is short at the best text for all is short whatever is relaxed. */
static void parties_of_one_mind_are_blocked_by_no_terms(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Block it;
  const guint levels[] = {3, 4, 2};
  for (guint c = 0; c < 200; c++) {
    block_init(&it, 3, levels, 3);
    CdStream stream = cd_stream(3, c, CD_PURPOSE_BOOTSTRAP, 0);
    double best = 0;
    for (guint x = 0; x < it.grid.n_texts; x++) {
      double u = cd_stream_uniform(stream, 0, x);
      best = MAX(best, u);
      for (guint j = 0; j < 3; j++)
        it.u[x * 3 + j] = u;
    }
    double threshold[3];
    bool open = true;
    for (guint j = 0; j < 3; j++) {
      threshold[j] = cd_stream_uniform(stream, 1, j) * 1.3;
      open &= threshold[j] <= best;
    }
    CdBlocking found = cd_blocking(&it.domain, threshold, arena);
    assert_int_equal(found.kind, open ? CD_BLOCKING_NOTHING : CD_BLOCKING_CONSEQUENCES);
  }
}

/* ---- Against the definition ---- */

/* The largest utility of J over the levels of the issues in SET, the others as in X. */
static double relaxed(const CdDomain *domain, guint x, guint j, guint set)
{
  double most = -INFINITY;
  for (guint y = 0; y < domain->grid->n_texts; y++) {
    bool alike = true;
    for (guint i = 0; i < domain->grid->n_issues; i++)
      alike &= set >> i & 1 || cd_grid_level(domain->grid, x, i) == cd_grid_level(domain->grid, y, i);
    if (alike)
      most = MAX(most, cd_domain_u(domain, y, j));
  }
  return most;
}

static bool opens(const CdDomain *domain, const double *threshold, guint set)
{
  for (guint x = 0; x < domain->grid->n_texts; x++) {
    bool all = true;
    for (guint j = 0; all && j < domain->n_parties; j++)
      all = relaxed(domain, x, j, set) >= threshold[j];
    if (all)
      return true;
  }
  return false;
}

/* Every way in which the definition and the module could differ on one block; returns how many sets are minimal. */
static guint assert_minimal_sets(const CdDomain *domain, const double *threshold, CdArena *arena)
{
  CdBlocking found = cd_blocking(domain, threshold, arena);
  bool open[1 << CD_BLOCKING_ISSUES];
  guint sets = 1u << domain->grid->n_issues, n = 0;
  for (guint set = 0; set < sets; set++) {
    open[set] = opens(domain, threshold, set);
    bool minimal = open[set];
    for (guint i = 0; i < domain->grid->n_issues; i++)
      if (set >> i & 1) {
        assert_true(open[set] >= open[set ^ 1u << i]); /* zones only grow */
        minimal &= !open[set ^ 1u << i];
      }
    if (minimal && set > 0) {
      assert_true(n < found.n);
      assert_int_equal(found.set[n++], set);
    }
  }
  assert_int_equal(found.n, n);
  assert_int_equal(found.kind, open[0] ? CD_BLOCKING_NOTHING : n > 0 ? CD_BLOCKING_TERMS : CD_BLOCKING_CONSEQUENCES);
  return n;
}

static void minimal_sets_are_those_of_the_definition(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const guint levels[] = {2, 3, 1, 2, 2};
  guint several = 0, one = 0;
  for (guint c = 0; c < 300; c++) {
    Block it;
    guint n = 2 + c % 3;
    CdStream stream = cd_stream(4, c, CD_PURPOSE_BOOTSTRAP, 0);
    block_init(&it, 5, levels, n);
    for (guint j = 0; j < n; j++)
      for (guint x = 0; x < it.grid.n_texts; x++) {
        it.u[x * n + j] = 0.1 * cd_stream_uniform(stream, 10 + j, 50 + x);
        for (guint i = 0; i < 5; i++)
          it.u[x * n + j] += 0.18 * cd_stream_uniform(stream, 10 + j, 8 * i + cd_grid_level(&it.grid, x, i));
      }
    double threshold[PARTIES];
    for (guint j = 0; j < n; j++) /* seldom beyond the best for itself */
      threshold[j] = relaxed(&it.domain, 0, j, 31) * (0.7 + 0.31 * cd_stream_uniform(stream, 2, j));
    guint found = assert_minimal_sets(&it.domain, threshold, arena);
    one += found == 1;
    several += found > 1;
  }
  assert_true(one > 20 && several > 20);
}

static void three_councils_with_higher_hopes(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  ThreeCouncils it;
  three_councils_init(&it);
  const double higher[] = {.75, .65, .7};
  assert_true(assert_minimal_sets(&it.domain, higher, arena) > 0);
  assert_int_equal(cd_blocking(&it.domain, council_reservation, arena).kind, CD_BLOCKING_NOTHING);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_open_zone_blocks_nothing),
      cmocka_unit_test(length_alone_blocks),
      cmocka_unit_test(what_blocks_depends_on_how_much_each_needs),
      cmocka_unit_test(consequences_block_where_the_best_terms_do_not_help),
      cmocka_unit_test(parties_of_one_mind_are_blocked_by_no_terms),
      cmocka_unit_test(minimal_sets_are_those_of_the_definition),
      cmocka_unit_test(three_councils_with_higher_hopes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
