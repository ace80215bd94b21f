#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/engine/partners/inquiry.h"
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

typedef struct {
  CdSeated *seated;
  CdDecision decision;
  CdLedger ledger;
  CdInquiry it;
  guint n;
  guint32 whole;
  const double *r; /* walk-away values */
} Case;

static void inquire(Case *it, CdSeated *seated)
{
  *it = (Case){.seated = seated, .n = seated->partners->n_councils};
  it->whole = (1u << it->n) - 1;
  cd_ledger_init(&it->ledger, seated->arena);
  it->decision = cd_partners_decide(&seated->values, 1, 0, &it->ledger, NULL, NULL);
  it->r = seated->values.solution[it->whole].reservation;
  cd_inquire(&it->it, &seated->values, &it->decision, &it->ledger);
}

static guint texts(const Case *it)
{
  return it->seated->partners->grid[it->whole].n_texts;
}

static double utility(const Case *it, guint text, guint council)
{
  return it->seated->values.u[it->whole][(gsize)text * it->n + council];
}

static bool reaches_all(const Case *it, guint text)
{
  for (guint i = 0; i < it->n; i++)
    if (utility(it, text, i) < it->r[i] - 1e-9)
      return false;
  return true;
}

/* --- Belief or interest ------------------------------------------------------------------------------------ */

/* Only cost, outcomes and terms count, nothing is set locally; together saves management of 7,000 a year and takes no officers' time. */
static CdSeated *simple(const char *eastern, const char *western, const char *cost)
{
  static const char both[] =
      "weight-cost=40 weight-outcomes=60 weight-continuity=0 weight-control=0 weight-time=0 terms-weight=0"
      " belief-fit=0 belief-disruption=0 belief-scale=0.02 friction=0 cost-scale=0.1 outcome-scale=0.1"
      " ideal-length=5 ideal-outcomes=0.3 ideal-localisation=0.3";
  CdScenario *s = cd_seated_small();
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL,
               "fit=0 early-help=0 capacity-drop=0 loss-one-contract=0 loss-other-provider=0");
  cd_small_set(s, CD_ENTITY_COST, NULL, "coordination-wte=0 complexity=0");
  cd_small_set(s, CD_ENTITY_NEGOTIATION, NULL, "localisation-levels=1 localisation-least=0 localisation-most=0");
  cd_small_set(s, CD_ENTITY_COST, NULL, cost);
  cd_small_set(s, CD_ENTITY_COUNCIL, "eastern", both);
  cd_small_set(s, CD_ENTITY_COUNCIL, "western", both);
  cd_small_set(s, CD_ENTITY_COUNCIL, "eastern", eastern);
  cd_small_set(s, CD_ENTITY_COUNCIL, "western", western);
  return cd_seated_solved(s, 0);
}

static void assert_cause(const char *eastern, const char *western, const char *cost, CdCause cause)
{
  g_autoptr(CdSeated) seated = simple(eastern, western, cost);
  Case it;
  inquire(&it, seated);
  if (it.it.cause != cause)
    fail_msg("%s, not %s", cd_cause_text(it.it.cause)->id, cd_cause_text(cause)->id);
  assert_int_equal(it.it.open, cause == CD_CAUSE_NONE);
}

/* Thinks that a specification that is not its own loses much of its completions: western's part in the common one is a quarter. */
#define FEARFUL "belief-fit=0.3"
/* One wants outcomes, the other outputs, and nothing else but cost matters to them. */
#define ONE_WAY                                                                                                        \
  "terms-weight=0.6 ideal-outcomes=0 share-tolerance=0.5 weight-outcomes-share=96 weight-length=1 "                    \
  "weight-quality-weight=1"                                                                                            \
  " weight-pricing=1 weight-localisation=1"
#define OTHER_WAY                                                                                                      \
  "terms-weight=0.6 ideal-outcomes=1 share-tolerance=0.5 weight-outcomes-share=96 weight-length=1 "                    \
  "weight-quality-weight=1"                                                                                            \
  " weight-pricing=1 weight-localisation=1"
/* Going together takes four officers for each further partner. */
#define DEAR "coordination-wte=4"

static void causes_of_constructed_cases(void **state)
{
  (void)state;
  assert_cause("", "", "", CD_CAUSE_NONE);
  assert_cause("", FEARFUL, "", CD_CAUSE_BELIEF);
  assert_cause(ONE_WAY, OTHER_WAY, "", CD_CAUSE_INTEREST);
  assert_cause(ONE_WAY, FEARFUL " " OTHER_WAY, "", CD_CAUSE_BOTH);
  assert_cause("", "", DEAR, CD_CAUSE_STRUCTURAL);
  assert_cause("", FEARFUL, DEAR, CD_CAUSE_STRUCTURAL);
  assert_cause("length-most=4", "length-least=6", "", CD_CAUSE_STRUCTURAL); /* red lines are no mere preference */
}

/* Each class against the four zones counted text by text. */
static void causes_follow_from_four_zones(void **state)
{
  (void)state;
  guint seen[CD_CAUSE_COUNT] = {0};
  for (guint32 replicate = 0; replicate < 40; replicate++) {
    g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), replicate);
    Case it;
    inquire(&it, seated);
    bool open[2][2];
    for (guint b = 0; b < 2; b++)
      for (guint t = 0; t < 2; t++) {
        CdBlockValues values;
        cd_block_values_make(&values, seated->table, (CdWhoseBeliefs)b, (CdWhoseTastes)t);
        open[b][t] = false;
        for (guint text = 0; text < texts(&it) && !open[b][t]; text++) {
          open[b][t] = true;
          for (guint i = 0; i < 3; i++)
            open[b][t] = open[b][t] && values.u[7][text * 3 + i] >= values.solution[7].reservation[i] - 1e-9;
        }
      }
    CdCause expected = open[0][0]                 ? CD_CAUSE_NONE
                       : open[1][0] && open[0][1] ? CD_CAUSE_EITHER
                       : open[1][0]               ? CD_CAUSE_BELIEF
                       : open[0][1]               ? CD_CAUSE_INTEREST
                       : open[1][1]               ? CD_CAUSE_BOTH
                                                  : CD_CAUSE_STRUCTURAL;
    assert_int_equal(it.it.open, open[0][0]);
    assert_int_equal(it.it.open_in_truth, open[1][0]);
    assert_int_equal(it.it.cause, expected);
    seen[expected]++;
  }
  assert_true(seen[CD_CAUSE_NONE] > 0 && seen[CD_CAUSE_NONE] < 40);
}

static void every_cause_has_words(void **state)
{
  (void)state;
  for (guint c = 0; c < CD_CAUSE_COUNT; c++)
    for (guint d = 0; d < c; d++)
      assert_string_not_equal(cd_cause_text((CdCause)c)->id, cd_cause_text((CdCause)d)->id);
}

/* Asking does not answer: walk-away values, what is compiled and the decision stay as they were. */
static void an_inquiry_changes_nothing(void **state)
{
  (void)state;
  g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), 0);
  Case it;
  inquire(&it, seated);
  CdDecision again = cd_partners_decide(&seated->values, 1, 0, NULL, NULL, NULL);
  assert_memory_equal(&it.decision.division, &again.division, sizeof again.division);
  assert_memory_equal(it.decision.text, again.text, sizeof again.text);
  CdInquiry twice;
  cd_inquire(&twice, &seated->values, &it.decision, &it.ledger);
  assert_true(twice.cause == it.it.cause && twice.bridge.text == it.it.bridge.text &&
              twice.bridge.pounds == it.it.bridge.pounds && twice.shortfall_text == it.it.shortfall_text);
}

/* --- Money ------------------------------------------------------------------------------------------------- */

/* Utility of TEXT to COUNCIL if it paid POUNDS less. */
static double paid(const Case *it, guint text, guint council, double pounds)
{
  const CdPartners *partners = it->seated->partners;
  const CdGrid *grid = &partners->grid[it->whole];
  const CdCompiled *form = cd_roundtable_compiled(it->seated->table, council, it->whole);
  guint level[CD_TERM_COUNT];
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    level[t] = cd_grid_level(grid, text, t);
  CdConsequences then = cd_compiled_consequences(&form[cd_grid_level(grid, text, CD_ISSUE_FORM)], council, level);
  then.cost -= pounds;
  CdChange change = cd_change_of(&then, cd_roundtable_now(it->seated->table, council, council));
  return cd_taste_utility(&it->seated->table->taste[council], &change, level);
}

#define MUCH 1e8

/* The least payment with which TEXT reaches COUNCIL's walk-away value, by halving; infinite where none does, or none falls short. */
static double least_payment(const Case *it, guint text, guint council)
{
  double low = -MUCH, high = MUCH;
  if (paid(it, text, council, high) < it->r[council] - 1e-12)
    return INFINITY;
  if (paid(it, text, council, low) >= it->r[council])
    return -INFINITY;
  for (guint k = 0; k < 80; k++) {
    double middle = (low + high) / 2;
    *(paid(it, text, council, middle) >= it->r[council] ? &high : &low) = middle;
  }
  return high;
}

static void assert_bridge_pays(const Case *it)
{
  const CdBridge *bridge = &it->it.bridge;
  double given = 0, sum = 0;
  for (guint i = 0; i < it->n; i++) {
    double payment = it->it.payment[i];
    if (isinf(payment)) {
      assert_true(payment < 0);
      sum = -INFINITY;
      continue;
    }
    double u = paid(it, bridge->text, i, payment);
    assert_true(u >= it->r[i] - 1e-9);
    assert_true(paid(it, bridge->text, i, payment - 1) <= u);
    given += fmax(0, payment);
    sum += payment;
  }
  switch (bridge->kind) {
  case CD_BRIDGE_PROCESS_FAILURE:
    assert_true(given <= 1e-6 && it->it.open);
    break;
  case CD_BRIDGE_PAYMENT: /* what some need the others can spare */
    assert_nine(given, bridge->pounds);
    assert_true(sum <= 1e-6 && given > 0);
    break;
  case CD_BRIDGE_SUBSIDY: /* what is left when all have paid what they can */
    assert_nine(sum, bridge->pounds);
    assert_true(sum > 0);
    break;
  case CD_BRIDGE_NONE:
  case CD_BRIDGE_COUNT:
    fail();
  }
}

static void the_bridge_s_payments_bring_everybody_to_its_walk_away_value(void **state)
{
  (void)state;
  guint seen[4] = {0};
  for (guint32 replicate = 0; replicate < 40; replicate++) {
    g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), replicate);
    Case it;
    inquire(&it, seated);
    seen[it.it.bridge.kind]++;
    assert_int_equal(it.it.bridge.kind == CD_BRIDGE_PROCESS_FAILURE, it.it.open);
    if (it.it.bridge.kind == CD_BRIDGE_NONE)
      for (guint i = 0; i < 3; i++)
        assert_true(isnan(it.it.payment[i]));
    else
      assert_bridge_pays(&it);
  }
  assert_true(seen[CD_BRIDGE_PAYMENT] > 3 && seen[CD_BRIDGE_PROCESS_FAILURE] > 3);
}

/* No text asks for less between partners; where none lets them do it alone, none asks for less from outside. */
static void no_text_is_a_cheaper_bridge(void **state)
{
  (void)state;
  guint tried = 0;
  for (guint32 replicate = 0; replicate < 12 && tried < 3; replicate++) {
    g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), replicate);
    Case it;
    inquire(&it, seated);
    if (it.it.open)
      continue;
    tried++;
    double between = INFINITY, outside = INFINITY;
    for (guint text = 0; text < texts(&it); text++) {
      double needed = 0, sum = 0;
      for (guint i = 0; i < 3; i++) {
        double payment = least_payment(&it, text, i);
        needed += fmax(0, payment);
        sum += payment == INFINITY || sum == INFINITY ? INFINITY : payment;
      }
      if (sum <= 1e-6)
        between = fmin(between, needed);
      outside = fmin(outside, sum);
    }
    if (it.it.bridge.kind == CD_BRIDGE_PAYMENT)
      assert_near(it.it.bridge.pounds, between, 1e-6);
    if (it.it.bridge.kind == CD_BRIDGE_SUBSIDY) {
      assert_true(between == INFINITY);
      assert_near(it.it.bridge.pounds, outside, 1e-6);
    }
    if (it.it.bridge.kind == CD_BRIDGE_NONE)
      assert_true(between == INFINITY && outside == INFINITY);
  }
  assert_int_equal(tried, 3);
}

/* Where cost weighs nothing, no sum of money moves anybody who falls short. */
static void money_is_no_bridge_to_those_who_do_not_mind_cost(void **state)
{
  (void)state;
  g_autoptr(CdSeated) seated = simple("", FEARFUL " weight-cost=0 weight-outcomes=100", "");
  Case it;
  inquire(&it, seated);
  assert_false(it.it.open);
  assert_int_equal(it.it.bridge.kind, CD_BRIDGE_NONE);
  assert_true(isnan(it.it.payment[0]) && isnan(it.it.payment[1]));
}

/* --- Terms ------------------------------------------------------------------------------------------------- */

/* Whether some text suits everybody once each has its own best level of the issues in SET. */
static bool opens(const Case *it, guint set)
{
  const CdGrid *grid = &it->seated->partners->grid[it->whole];
  g_autofree double *best = g_new(double, (gsize)it->n * grid->n_texts);
  for (gsize k = 0; k < (gsize)it->n * grid->n_texts; k++)
    best[k] = -INFINITY;
  for (guint round = 0; round < 2; round++)
    for (guint text = 0; text < grid->n_texts; text++) {
      guint rest = text;
      for (guint issue = 0; issue < grid->n_issues; issue++)
        rest = set >> issue & 1 ? cd_grid_with(grid, rest, issue, 0) : rest;
      bool all = true;
      for (guint i = 0; i < it->n; i++) {
        double *most = &best[(gsize)rest * it->n + i];
        *most = fmax(*most, utility(it, text, i));
        all = all && *most >= it->r[i] - 1e-9;
      }
      if (round == 1 && all)
        return true;
    }
  return false;
}

static void blocking_sets_are_the_smallest_that_open_the_zone(void **state)
{
  (void)state;
  guint tried = 0, with_terms = 0;
  for (guint32 replicate = 0; replicate < 20 && tried < 6; replicate++) {
    g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), replicate);
    Case it;
    inquire(&it, seated);
    const CdBlocking *found = &it.it.blocking;
    assert_int_equal(found->kind == CD_BLOCKING_NOTHING, it.it.open);
    if (it.it.open)
      continue;
    tried++;
    bool open[1 << CD_ISSUE_COUNT];
    guint n = 0;
    for (guint set = 0; set < 1u << CD_ISSUE_COUNT; set++) {
      open[set] = opens(&it, set);
      bool smallest = open[set];
      for (guint issue = 0; issue < CD_ISSUE_COUNT; issue++)
        smallest = smallest && !(set >> issue & 1 && open[set & ~(1u << issue)]);
      if (smallest)
        assert_int_equal(found->set[n++], set);
    }
    assert_int_equal(found->n, n);
    assert_int_equal(found->kind, n > 0 ? CD_BLOCKING_TERMS : CD_BLOCKING_CONSEQUENCES);
    with_terms += n > 0;
  }
  assert_int_equal(tried, 6);
  assert_true(with_terms > 0);
}

static void the_least_shortfall_is_the_least_of_all_texts(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 10; replicate++) {
    g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), replicate);
    Case it;
    inquire(&it, seated);
    double least = INFINITY, found = 0;
    for (guint text = 0; text < texts(&it); text++) {
      double lacking = 0;
      for (guint i = 0; i < 3; i++)
        lacking += fmax(0, it.r[i] - utility(&it, text, i));
      least = fmin(least, lacking);
    }
    for (guint i = 0; i < 3; i++) {
      assert_true(it.it.shortfall[i] == fmax(0, it.r[i] - utility(&it, it.it.shortfall_text, i)));
      found += it.it.shortfall[i];
    }
    assert_near(found, least, 2e-9);
    assert_true(it.it.open == (found < 3e-9));
  }
}

/* Where a text would have suited all and they parted: the nearest such text to the last on the table. */
static void a_missed_agreement_names_the_least_concession(void **state)
{
  (void)state;
  guint missed = 0;
  for (guint32 replicate = 0; replicate < 80 && missed < 2; replicate++) {
    g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), replicate);
    Case it;
    inquire(&it, seated);
    bool asked = it.it.open && !it.decision.agreed;
    assert_true(asked || it.it.concession_from == CD_NO_TEXT);
    if (it.it.concession_from == CD_NO_TEXT)
      continue;
    missed++;
    guint last = CD_NO_TEXT, fewest = G_MAXUINT;
    for (guint e = 0; e < it.ledger.n; e++) {
      const CdStep *step = &it.ledger.event[e].step;
      if (step->block == 7 && (step->kind == CD_STEP_TABLES || step->kind == CD_STEP_CLOSING_TEXT))
        last = step->text;
    }
    assert_int_equal(it.it.concession_from, last);
    const CdGrid *grid = &seated->partners->grid[7];
    for (guint text = 0; text < grid->n_texts; text++) {
      guint changed = 0;
      for (guint issue = 0; issue < grid->n_issues; issue++)
        changed += cd_grid_level(grid, text, issue) != cd_grid_level(grid, last, issue);
      if (reaches_all(&it, text))
        fewest = MIN(fewest, changed);
    }
    assert_int_equal(it.it.concession.terms, fewest);
    assert_true(reaches_all(&it, it.it.concession.text));
  }
  assert_true(missed > 0);
}

static void benchmarks_are_in_the_zone_or_nowhere(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 12; replicate++) {
    g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), replicate);
    Case it;
    inquire(&it, seated);
    const guint text[] = {it.it.nash, it.it.kalai_smorodinsky, it.it.egalitarian, it.it.utilitarian};
    for (guint k = 0; k < 4; k++)
      assert_true(it.it.open ? text[k] < texts(&it) && reaches_all(&it, text[k]) : text[k] == texts(&it));
  }
}

/* --- Stability --------------------------------------------------------------------------------------------- */

static double worth(const Case *it, guint32 block, guint council)
{
  const CdBlockSolution *of = &it->seated->values.solution[block];
  const CdRoundtable *table = it->seated->values.table;
  /* Today the County buys with the City, and Rutland alone; any other group costs friction, but for all together, which is what is talked of. */
  bool as_today =
      block == cd_seated_block(it->seated, "city+county") || block == cd_seated_block(it->seated, "rutland");
  double friction = as_today || block == it->whole ? 0 : table->manner[council].friction;
  if (it->decision.council[council].block == block)
    return it->decision.council[council].value - friction;
  return of->forms ? of->value[council] - friction : -INFINITY;
}

static bool all_at_least(const Case *it, guint32 who, guint32 before, guint32 after)
{
  for (guint i = 0; i < it->n; i++)
    if (who >> i & 1 && worth(it, after, i) < worth(it, before, i) - 1e-9)
      return false;
  return true;
}

/* Whether someone would move to another block or go alone, given whose consent is needed. */
static bool somebody_moves(const Case *it, bool hosts_agree, bool those_left_agree)
{
  for (guint i = 0; i < it->n; i++) {
    guint32 home = it->decision.council[i].block;
    for (guint b = 0; b <= it->decision.division.n_blocks; b++) {
      guint32 host = b < it->decision.division.n_blocks ? it->decision.division.block[b] : 0;
      guint32 joined = host | 1u << i;
      if (host == home || joined == home || !(worth(it, joined, i) > worth(it, home, i) + 1e-9))
        continue;
      if (hosts_agree && host && !all_at_least(it, host, host, joined))
        continue;
      if (those_left_agree && home != 1u << i && !all_at_least(it, home & ~(1u << i), home, home & ~(1u << i)))
        continue;
      return true;
    }
  }
  return false;
}

static bool would_form(const Case *it, guint32 coalition)
{
  for (guint i = 0; i < it->n; i++)
    if (coalition >> i & 1 && !(worth(it, coalition, i) > worth(it, it->decision.council[i].block, i) + 1e-9))
      return false;
  return true;
}

/* Groups that would go off together, but for those which hold a smaller one; whether FOUND are they. */
static bool are_the_smallest(const Case *it, const guint32 *found, guint n)
{
  guint expected = 0, listed = 0;
  for (guint32 coalition = 1; coalition <= it->whole; coalition++) {
    bool smallest = would_form(it, coalition);
    for (guint32 part = (coalition - 1) & coalition; part; part = (part - 1) & coalition)
      smallest = smallest && !would_form(it, part);
    expected += smallest;
    for (guint f = 0; smallest && f < n; f++)
      listed += found[f] == coalition;
  }
  return expected == n && listed == n;
}

static bool somebody_blocks(const Case *it, bool strictly)
{
  for (guint32 coalition = 1; coalition <= it->whole; coalition++) {
    bool none_lose = true, all_gain = true, some_gain = false;
    for (guint i = 0; i < it->n; i++) {
      if (!(coalition >> i & 1))
        continue;
      double gain = worth(it, coalition, i) - worth(it, it->decision.council[i].block, i);
      none_lose = none_lose && gain >= -1e-9;
      all_gain = all_gain && gain > 1e-9;
      some_gain = some_gain || gain > 1e-9;
    }
    if (strictly ? none_lose && some_gain : all_gain)
      return true;
  }
  return false;
}

static void what_was_decided_is_stable_where_nobody_would_and_could_undo_it(void **state)
{
  (void)state;
  guint stable = 0, unstable = 0;
  for (guint32 replicate = 0; replicate < 60; replicate++) {
    g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), replicate);
    Case it;
    inquire(&it, seated);
    const bool expected[CD_STABLE_COUNT] = {[CD_STABLE_NASH] = !somebody_moves(&it, false, false),
                                            [CD_STABLE_INDIVIDUAL] = !somebody_moves(&it, true, false),
                                            [CD_STABLE_CONTRACTUAL_NASH] = !somebody_moves(&it, false, true),
                                            [CD_STABLE_CONTRACTUAL_INDIVIDUAL] = !somebody_moves(&it, true, true),
                                            [CD_STABLE_CORE] = !somebody_blocks(&it, false),
                                            [CD_STABLE_STRICT_CORE] = !somebody_blocks(&it, true)};
    for (guint s = 0; s < CD_STABLE_COUNT; s++)
      assert_int_equal(it.it.stable[s], expected[s]);
    assert_true(are_the_smallest(&it, it.it.coalition, it.it.n_coalitions));
    assert_true((it.it.n_coalitions == 0) == expected[CD_STABLE_CORE]);
    stable += expected[CD_STABLE_CORE];
    unstable += !expected[CD_STABLE_CORE];
    assert_true(it.it.n_expected >= 1 && it.it.expected.n_blocks >= 1);
    assert_int_equal(it.it.convention_dependent, seated->values.solution[7].convention_dependent);
  }
  assert_true(stable > 10 && unstable > 3);
}

/* Where everybody would leave alone, who would leave with others is no news. */
static void of_coalitions_only_the_smallest_are_named(void **state)
{
  (void)state;
  g_autoptr(CdSeated) seated = cd_seated_solved(cd_seated_llr(), 2);
  Case it;
  inquire(&it, seated);
  for (guint i = 0; i < it.n; i++)
    it.decision.council[i].value = -0.5;
  cd_inquire(&it.it, &seated->values, &it.decision, NULL);
  assert_true(are_the_smallest(&it, it.it.coalition, it.it.n_coalitions));
  for (guint i = 0; i < it.n; i++)
    if (it.decision.council[i].block != 1u << i)
      assert_true(would_form(&it, 1u << i));
  assert_true(it.it.n_coalitions > 0 && would_form(&it, it.whole) + would_form(&it, 3) + would_form(&it, 5) > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(causes_of_constructed_cases),
      cmocka_unit_test(causes_follow_from_four_zones),
      cmocka_unit_test(every_cause_has_words),
      cmocka_unit_test(an_inquiry_changes_nothing),
      cmocka_unit_test(the_bridge_s_payments_bring_everybody_to_its_walk_away_value),
      cmocka_unit_test(no_text_is_a_cheaper_bridge),
      cmocka_unit_test(money_is_no_bridge_to_those_who_do_not_mind_cost),
      cmocka_unit_test(blocking_sets_are_the_smallest_that_open_the_zone),
      cmocka_unit_test(the_least_shortfall_is_the_least_of_all_texts),
      cmocka_unit_test(a_missed_agreement_names_the_least_concession),
      cmocka_unit_test(benchmarks_are_in_the_zone_or_nowhere),
      cmocka_unit_test(of_coalitions_only_the_smallest_are_named),
      cmocka_unit_test(what_was_decided_is_stable_where_nobody_would_and_could_undo_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
