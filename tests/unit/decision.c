#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/base/random.h"
#include "sim/negotiation/replay.h"
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

#define WHOLE(it) ((1u << (it)->partners->n_councils) - 1)

static CdDecision decide(CdSeated *it)
{
  return cd_partners_decide(&it->values, 1, 0, NULL, NULL, NULL);
}

/* Of the drawn world: walk-away values do not go by the protocol. */
static void put_protocol(CdSeated *it, CdProtocol protocol)
{
  it->world->negotiation->protocol = (int)protocol;
  it->world->negotiation->lead = 0;
}

static CdSeated *llr(guint32 replicate, CdProtocol protocol)
{
  CdSeated *it = cd_seated_solved(cd_seated_llr(), replicate);
  put_protocol(it, protocol);
  return it;
}

static double utility(const CdSeated *it, guint32 block, guint text, guint council)
{
  return it->values.u[block][(gsize)text * (guint)__builtin_popcount(block) + cd_mask_position(block, council)];
}

/* --- What holds of every decision ------------------------------------------------------------------------ */

static void assert_sound(const CdSeated *it, const CdDecision *decision)
{
  const CdDivision *division = &decision->division;
  guint32 all = 0;
  for (guint b = 0; b < division->n_blocks; b++) {
    guint32 block = division->block[b];
    assert_true(block != 0 && (all & block) == 0);
    all |= block;
    assert_true(b == 0 || __builtin_ctz(block) > __builtin_ctz(division->block[b - 1]));
    const CdGrid *grid = &it->partners->grid[block];
    assert_true(decision->text[b] < grid->n_texts);
    assert_int_equal(division->form[b], cd_grid_level(grid, decision->text[b], CD_ISSUE_FORM));
    assert_true(division->form[b] < it->partners->blocks->block[block].n_forms);
    for (guint i = 0; i < it->partners->n_councils; i++)
      if (block >> i & 1) {
        assert_int_equal(decision->council[i].block, block);
        assert_true(decision->council[i].value == utility(it, block, decision->text[b], i));
        assert_true(decision->council[i].value >= 0); /* nobody signs what it refuses */
      }
  }
  assert_int_equal(all, WHOLE(it));
  assert_int_equal(decision->agreed, division->n_blocks == 1);
  for (guint i = 0; i < it->partners->n_councils; i++)
    assert_true(decision->council[i].walk_away == it->values.solution[WHOLE(it)].reservation[i]);
}

/* Nobody signs what is worth less than leaving was before the talks, however many months they have cost. */
static void assert_rational(const CdSeated *it, const CdDecision *decision)
{
  for (guint i = 0; decision->agreed && i < it->partners->n_councils; i++)
    assert_true(decision->council[i].value >= it->values.solution[WHOLE(it)].reservation[i] - 1e-9);
}

static void assert_is_partition(const CdDivision *division, const CdPartition *partition)
{
  assert_int_equal(division->n_blocks, partition->n_blocks);
  for (guint b = 0; b < division->n_blocks; b++)
    assert_int_equal(division->block[b], cd_partition_block_of(partition, (guint)__builtin_ctz(division->block[b])));
}

static void every_protocol_decides_soundly_and_rationally(void **state)
{
  (void)state;
  guint agreed = 0, parted = 0;
  for (guint32 replicate = 0; replicate < 24; replicate++) {
    g_autoptr(CdSeated) it = llr(replicate, CD_PROTOCOL_OFFERS);
    for (CdProtocol protocol = CD_PROTOCOL_OFFERS; protocol <= CD_PROTOCOL_UTILITARIAN; protocol++) {
      put_protocol(it, protocol);
      CdDecision decision = decide(it);
      assert_sound(it, &decision);
      assert_rational(it, &decision);
      if (decision.agreed)
        assert_int_equal(decision.kind, CD_PARTING_NONE);
      else
        assert_true(decision.kind != CD_PARTING_NONE);
      agreed += decision.agreed;
      parted += !decision.agreed;
    }
  }
  assert_true(agreed > 20 && parted > 20);
}

static void what_is_decided_at_once_reaches_everybody_s_walk_away_value(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 16; replicate++) {
    g_autoptr(CdSeated) it = llr(replicate, CD_PROTOCOL_MEDIATED);
    for (CdProtocol protocol = CD_PROTOCOL_MEDIATED; protocol <= CD_PROTOCOL_UTILITARIAN; protocol++) {
      put_protocol(it, protocol);
      CdDecision decision = decide(it);
      assert_int_equal(decision.meeting, 0);
      for (guint i = 0; decision.agreed && i < 3; i++)
        assert_true(decision.council[i].value >= decision.council[i].walk_away - 1e-9);
      if (!decision.agreed)
        assert_is_partition(&decision.division, &it->values.solution[7].alternative);
    }
  }
}

static void the_same_seed_decides_the_same(void **state)
{
  (void)state;
  for (CdProtocol protocol = CD_PROTOCOL_OFFERS; protocol <= CD_PROTOCOL_LEAD; protocol++) {
    g_autoptr(CdSeated) one = llr(3, protocol), other = llr(3, protocol);
    CdDecision a = decide(one), b = decide(other), again = decide(one);
    assert_memory_equal(&a.division, &b.division, sizeof a.division);
    assert_memory_equal(a.text, b.text, sizeof a.text);
    assert_memory_equal(&a.division, &again.division, sizeof a.division);
    assert_memory_equal(a.text, again.text, sizeof a.text);
    assert_true(a.meeting == b.meeting && a.kind == b.kind && a.council[1].value == b.council[1].value);
  }
}

/* --- Solutions, against every text tried ------------------------------------------------------------------- */

/* Gain of the one who gains least, of all together, or their product; of ratios to what each could gain at most. */
static double score(CdProtocol protocol, const double *gain, const double *most, guint n)
{
  double least = INFINITY, ratio = INFINITY, sum = 0, product = 1;
  for (guint i = 0; i < n; i++) {
    least = fmin(least, gain[i]);
    ratio = fmin(ratio, most[i] > 1e-9 ? gain[i] / most[i] : INFINITY);
    sum += gain[i];
    product *= gain[i];
  }
  return protocol == CD_PROTOCOL_NASH                ? product
         : protocol == CD_PROTOCOL_KALAI_SMORODINSKY ? ratio
         : protocol == CD_PROTOCOL_EGALITARIAN       ? least
                                                     : sum;
}

static void solutions_are_the_best_of_all_texts_in_the_zone(void **state)
{
  (void)state;
  guint open = 0;
  for (guint32 replicate = 0; replicate < 12; replicate++) {
    g_autoptr(CdSeated) it = llr(replicate, CD_PROTOCOL_NASH);
    for (CdProtocol protocol = CD_PROTOCOL_NASH; protocol <= CD_PROTOCOL_UTILITARIAN; protocol++) {
      put_protocol(it, protocol);
      CdDecision decision = decide(it);
      const double *r = it->values.solution[7].reservation;
      double most[3] = {0}, best = -INFINITY, gain[3];
      for (guint round = 0; round < 2; round++)
        for (guint text = 0; text < it->partners->grid[7].n_texts; text++) {
          bool reaches = true;
          for (guint i = 0; i < 3; i++) {
            gain[i] = utility(it, 7, text, i) - r[i];
            reaches = reaches && gain[i] >= -1e-9;
          }
          if (!reaches)
            continue;
          for (guint i = 0; i < 3; i++)
            most[i] = fmax(most[i], gain[i]);
          best = round == 1 ? fmax(best, score(protocol, gain, most, 3)) : best;
        }
      assert_int_equal(decision.agreed, best > -INFINITY);
      if (!decision.agreed)
        continue;
      open++;
      for (guint i = 0; i < 3; i++)
        gain[i] = decision.council[i].value - r[i];
      assert_near(score(protocol, gain, most, 3), best, 1e-9);
    }
  }
  assert_true(open > 12);
}

/* --- A mediator, a lead ------------------------------------------------------------------------------------ */

static void a_mediator_s_rounds_are_the_scenario_s(void **state)
{
  (void)state;
  guint moved = 0;
  for (guint32 replicate = 0; replicate < 12; replicate++) {
    g_autoptr(CdSeated) it = llr(replicate, CD_PROTOCOL_MEDIATED);
    CdDecision many = decide(it);
    it->world->negotiation->rounds = 1;
    CdDecision one = decide(it);
    moved += many.agreed != one.agreed || many.text[0] != one.text[0];
  }
  assert_true(moved > 0);
}

/* The lead tables what it values most by the chance that the others sign; they sign what reaches their walk-away values. */
static void a_lead_s_text_is_signed_or_refused(void **state)
{
  (void)state;
  guint agreed = 0, refused = 0, silent = 0;
  for (guint32 replicate = 0; replicate < 16; replicate++) {
    g_autoptr(CdSeated) it = llr(replicate, CD_PROTOCOL_LEAD);
    for (guint lead = 0; lead < 3; lead++) {
      it->world->negotiation->lead = (int)lead;
      CdDecision decision = decide(it);
      assert_sound(it, &decision);
      agreed += decision.agreed;
      refused += decision.kind == CD_PARTING_LEAD_REFUSED;
      silent += decision.kind == CD_PARTING_LEAD_SILENT;
    }
  }
  assert_int_equal(agreed + refused + silent, 48);
  assert_true(agreed > 0 && refused > 0);
}

/* Nobody met, so nobody's time ran out: each protocol without meetings has a name of its own for having failed. */
static void what_has_no_meetings_ends_in_no_impasse(void **state)
{
  (void)state;
  static const struct {
    CdProtocol protocol;
    CdPartingKind failure;
  } known[] = {{CD_PROTOCOL_MEDIATED, CD_PARTING_MEDIATOR_FAILED},
               {CD_PROTOCOL_NASH, CD_PARTING_NO_SOLUTION},
               {CD_PROTOCOL_KALAI_SMORODINSKY, CD_PARTING_NO_SOLUTION},
               {CD_PROTOCOL_EGALITARIAN, CD_PARTING_NO_SOLUTION},
               {CD_PROTOCOL_UTILITARIAN, CD_PARTING_NO_SOLUTION}};
  for (guint p = 0; p < G_N_ELEMENTS(known); p++) {
    guint failed = 0;
    for (guint32 replicate = 0; replicate < 16; replicate++) {
      g_autoptr(CdSeated) it = llr(replicate, known[p].protocol);
      CdDecision decision = decide(it);
      assert_int_equal(decision.kind, decision.agreed ? CD_PARTING_NONE : known[p].failure);
      failed += !decision.agreed;
    }
    assert_true(failed > 0);
  }
}

/* A lead whose red lines leave it nothing to sign has nothing to offer. */
static void a_lead_without_a_text_is_silent(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = llr(0, CD_PROTOCOL_LEAD);
  it->world->negotiation->lead = 0;
  double *u = it->values.u[WHOLE(it)];
  const CdGrid *grid = &it->partners->grid[WHOLE(it)];
  for (guint text = 0; text < grid->n_texts; text++)
    u[text * 3] = CD_REFUSED;
  CdDecision decision = decide(it);
  assert_false(decision.agreed);
  assert_int_equal(decision.kind, CD_PARTING_LEAD_SILENT);
}

/* --- Offers in turn ---------------------------------------------------------------------------------------- */

/* Whoever left ends where those who left are best off; all of them: where each is without the whole. */
static void those_who_left_end_where_they_can_do_best(void **state)
{
  (void)state;
  guint all_left = 0, some_left = 0;
  for (guint32 replicate = 0; replicate < 60; replicate++) {
    g_autoptr(CdSeated) it = llr(replicate, CD_PROTOCOL_OFFERS);
    CdDecision decision = decide(it);
    guint32 left = 0;
    for (guint i = 0; i < 3; i++)
      left |= decision.council[i].departure != CD_STAYED ? 1u << i : 0;
    if (left == 0)
      continue;
    const CdBlockSolution *of = &it->values.solution[left];
    const CdPartition *where = left == 7 ? &of->alternative : &of->best;
    for (guint i = 0; i < 3; i++) {
      if (!(left >> i & 1))
        continue;
      guint32 block = cd_partition_block_of(where, i);
      assert_int_equal(decision.council[i].block, block);
      assert_true(decision.council[i].value == it->values.solution[block].value[i]);
    }
    all_left += left == 7;
    some_left += left != 7;
  }
  assert_true(all_left > 3 && some_left > 3);
}

/* Some text would have suited them all, and yet nobody is left at the table: what they did not agree on is past, and they do not meet again in it. */
static void those_who_all_left_do_not_end_together(void **state)
{
  (void)state;
  static const guint32 replicate[] = {107, 133, 169, 196, 232};
  guint open = 0;
  for (guint k = 0; k < G_N_ELEMENTS(replicate); k++) {
    g_autoptr(CdSeated) it = llr(replicate[k], CD_PROTOCOL_OFFERS);
    CdDecision decision = decide(it);
    bool all_left = true;
    for (guint i = 0; i < 3; i++)
      all_left = all_left && decision.council[i].departure != CD_STAYED;
    if (!all_left || !it->values.solution[7].forms)
      continue;
    open++;
    assert_sound(it, &decision);
    assert_false(decision.agreed);
    assert_is_partition(&decision.division, &it->values.solution[7].alternative);
  }
  assert_true(open > 0);
}

static CdDecision minuted(CdSeated *it, CdLedger *ledger, const CdSeat *seat, guint *waits_for)
{
  cd_ledger_init(ledger, it->arena);
  return cd_partners_decide(&it->values, 1, 0, ledger, seat, waits_for);
}

static void assert_same_minutes(const CdLedger *a, const CdLedger *b)
{
  assert_int_equal(a->n, b->n);
  assert_memory_equal(a->event, b->event, a->n * sizeof *a->event);
}

static void a_decision_replayed_from_its_minutes_leaves_the_same_minutes(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 12; replicate++) {
    g_autoptr(CdSeated) it = llr(replicate, CD_PROTOCOL_OFFERS);
    for (guint32 who = 1; who < 8; who++) {
      CdLedger first, second;
      CdDecision decision = minuted(it, &first, NULL, NULL);
      assert_true(first.n > 0);
      CdReplay replay[3];
      CdSeat seat[3] = {{0}};
      for (guint i = 0; i < 3; i++) {
        replay[i] = (CdReplay){.event = first.event, .n = first.n};
        if (who >> i & 1)
          seat[i] = cd_replay_seat(&replay[i]);
      }
      guint waits_for = 0;
      CdDecision again = minuted(it, &second, seat, &waits_for);
      assert_int_equal(waits_for, CD_NO_PARTY);
      assert_same_minutes(&first, &second);
      assert_memory_equal(&decision.division, &again.division, sizeof decision.division);
      assert_memory_equal(decision.text, again.text, sizeof decision.text);
    }
  }
}

static void a_seat_without_a_move_is_waited_for_and_nothing_is_decided(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = llr(0, CD_PROTOCOL_OFFERS);
  for (guint i = 0; i < 3; i++) {
    CdReplay nothing = {0};
    CdSeat seat[3] = {{0}};
    seat[i] = cd_replay_seat(&nothing);
    guint waits_for = CD_NO_PARTY;
    CdLedger ledger;
    CdDecision decision = minuted(it, &ledger, seat, &waits_for);
    assert_int_equal(waits_for, i);
    assert_int_equal(decision.division.n_blocks, 0);
  }
}

/* --- What follows from it ---------------------------------------------------------------------------------- */

static void the_terms_that_stand_are_those_of_the_text(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 12; replicate++) {
    g_autoptr(CdSeated) it = llr(replicate, CD_PROTOCOL_OFFERS);
    CdDecision decision = decide(it);
    CdBlockStand agreed, common;
    cd_decision_stand(&agreed, &it->values, &decision, true, it->arena);
    cd_decision_stand(&common, &it->values, &decision, false, it->arena);
    CdTermsDrawn of_all = cd_common_terms(it->world, NULL);
    guint c = 0;
    for (guint b = 0; b < decision.division.n_blocks; b++) {
      guint32 block = decision.division.block[b];
      for (guint k = 0; k < it->partners->blocks->block[block].form[decision.division.form[b]].n_contracts; k++, c++) {
        const CdGrid *grid = &it->partners->grid[block];
        const CdTermsDrawn *found = &agreed.footprint.at[c].terms;
        const CdNegotiation *range = it->world->negotiation;
        assert_same(found->length, range->length_least + (range->length_most - range->length_least) *
                                                             cd_grid_level(grid, decision.text[b], CD_TERM_LENGTH) / 7);
        assert_same(found->localisation, cd_grid_level(grid, decision.text[b], CD_TERM_LOCALISATION) / 5.0);
        assert_same(found->outcomes_share, cd_grid_level(grid, decision.text[b], CD_TERM_OUTCOMES_SHARE) / 5.0);
        assert_same(found->quality_weight, 0.6 + 0.05 * cd_grid_level(grid, decision.text[b], CD_TERM_QUALITY_WEIGHT));
        assert_true(found->results_share == of_all.results_share && found->exit_right == of_all.exit_right);
        assert_true(common.footprint.at[c].terms.length == of_all.length &&
                    common.footprint.at[c].terms.pricing == of_all.pricing);
        for (guint i = 0; i < 3; i++)
          assert_int_equal(agreed.footprint.at[c].party[i], block >> i & 1);
      }
    }
    assert_int_equal(agreed.footprint.n_contracts, c);
    /* Talks begin in January 2020; what is decided MEETING months later was decided that long from January 2021. */
    assert_same(agreed.footprint.decided, decision.meeting - 12.0);
    assert_same(common.footprint.decided, decision.meeting - 12.0);
  }
}

/* A contract that states terms of its own, which were not on the table: partners weighed the common ones, and those stand. */
static void terms_that_were_not_on_the_table_are_the_common_ones(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "odd", "");
  cd_small_add(
      s, CD_ENTITY_CONTRACT, "odd",
      "all", "areas=east+west+hill components=treatment+justice+youth+beds specification=odd exit-right=no notice-months=24 length=15");
  g_autoptr(CdSeated) it = cd_seated_solved(s, 0);
  CdDivision odd =
      cd_structure_division(it->partners->blocks, cd_small_row(it->scenario, CD_ENTITY_STRUCTURE, NULL, "odd"));
  guint text = cd_grid_with(&it->partners->grid[3], 0, CD_ISSUE_FORM, odd.form[0]);
  CdDecision decision = {.division = odd, .text = {text}};
  CdBlockStand stand;
  cd_decision_stand(&stand, &it->values, &decision, true, it->arena);
  assert_string_equal(stand.footprint.at[0].contract->specification, "odd");
  assert_same(stand.footprint.at[0].terms.length, 3);
  assert_same(stand.footprint.at[0].terms.notice_months, 9);
  assert_int_equal(stand.footprint.at[0].terms.exit_right,
                   it->table->stand[3][odd.form[0]].footprint.at[0].terms.exit_right);
}

/* What was agreed brings each about what it saw at the table (compile.c: two thousandths), where it costs no delay. */
static void what_was_agreed_is_worth_what_it_was_seen_to_be_worth(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_solved(cd_seated_small(), 0);
  for (guint text = 0; text < it->partners->grid[3].n_texts; text += 13) {
    CdDecision decision = {.division = {.n_blocks = 1, .block = {3}}, .text = {text}};
    decision.division.form[0] = cd_grid_level(&it->partners->grid[3], text, CD_ISSUE_FORM);
    decision.meeting = 1;
    CdBlockStand stand;
    cd_decision_stand(&stand, &it->values, &decision, true, it->arena);
    CdUtilities utilities;
    const double *same = cd_decision_same(it->partners, it->world, &decision, it->arena);
    cd_utilities_make(&utilities, &it->scene->context, &stand.footprint, &stand.funding, &it->scene->now, same,
                      it->arena);
    for (guint i = 0; i < 2; i++)
      if (it->table->stand[3][decision.division.form[0]].footprint.prepared)
        assert_near(utilities.council_own[i], utility(it, 3, text, i), 4e-3);
  }
}

static void one_provider_for_two_contracts_is_as_learnt_in_either_order(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "halves", "");
  static const char *const half[] = {"treatment+youth", "justice+beds"};
  static const char *const council[] = {"eastern", "western"}, *const areas[] = {"east+hill", "west"};
  for (guint i = 0; i < 2; i++)
    for (guint h = 0; h < 2; h++) {
      g_autofree char *id = g_strdup_printf("%s-%u", council[i], h);
      g_autofree char *fields = g_strdup_printf("areas=%s components=%s", areas[i], half[h]);
      cd_small_add(s, CD_ENTITY_CONTRACT, "halves", id, fields);
    }
  g_autoptr(CdSeated) it = cd_seated_new(s, 0);
  CdDecision first = {.division = {.n_blocks = 2, .block = {1, 2}, .form = {1, 0}}};
  CdDecision second = {.division = {.n_blocks = 2, .block = {1, 2}, .form = {0, 1}}};
  CdDecision neither = {.division = {.n_blocks = 2, .block = {1, 2}, .form = {1, 1}}};
  const double *learnt = it->partners->same[2 * it->partners->forms_most + 1]; /* western's two, then eastern's */
  assert_ptr_equal(cd_decision_same(it->partners, it->world, &first, it->arena),
                   it->partners->same[1 * it->partners->forms_most + 1]);
  const double *same = cd_decision_same(it->partners, it->world, &second, it->arena);
  static const guint place[] = {2, 0, 1}; /* of eastern's, western's two */
  for (guint c = 0; c < 3; c++)
    for (guint d = 0; d < 3; d++)
      assert_true(same[c * 3 + d] == learnt[place[c] * 3 + place[d]]);
  same = cd_decision_same(it->partners, it->world, &neither, it->arena);
  for (guint pair = 0; pair < 16; pair++)
    assert_true(same[pair] == (pair % 5 == 0 ? 1 : it->partners->same_mean));
  assert_true(it->partners->same_mean > 0 && it->partners->same_mean < 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_protocol_decides_soundly_and_rationally),
      cmocka_unit_test(what_is_decided_at_once_reaches_everybody_s_walk_away_value),
      cmocka_unit_test(the_same_seed_decides_the_same),
      cmocka_unit_test(solutions_are_the_best_of_all_texts_in_the_zone),
      cmocka_unit_test(a_mediator_s_rounds_are_the_scenario_s),
      cmocka_unit_test(a_lead_s_text_is_signed_or_refused),
      cmocka_unit_test(what_has_no_meetings_ends_in_no_impasse),
      cmocka_unit_test(a_lead_without_a_text_is_silent),
      cmocka_unit_test(those_who_left_end_where_they_can_do_best),
      cmocka_unit_test(those_who_all_left_do_not_end_together),
      cmocka_unit_test(a_decision_replayed_from_its_minutes_leaves_the_same_minutes),
      cmocka_unit_test(a_seat_without_a_move_is_waited_for_and_nothing_is_decided),
      cmocka_unit_test(the_terms_that_stand_are_those_of_the_text),
      cmocka_unit_test(terms_that_were_not_on_the_table_are_the_common_ones),
      cmocka_unit_test(what_was_agreed_is_worth_what_it_was_seen_to_be_worth),
      cmocka_unit_test(one_provider_for_two_contracts_is_as_learnt_in_either_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
