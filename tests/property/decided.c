/* What partners decide depends on who they are, what they want and believe and what there is to decide: not on where they stand in the file, what
 * they are called on paper, who else is there, or how many threads run. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/results.h"
#include "tests/property/generate.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"

enum { REPLICATES = 3 };

/* What replicates of a scenario decide, and all that they come to. */
typedef struct {
  const CdScenario *scenario;
  CdEngine *engine;
  guint arms, n;
  double *value; /* [replicate][luck][arm][n] */
  CdDecision decision[REPLICATES];
} Decided;

static Decided *decided_new(const CdScenario *scenario, guint64 seed)
{
  Decided *it = g_new0(Decided, 1);
  it->scenario = scenario;
  it->engine = cd_engine_new(scenario, seed);
  it->arms = cd_engine_arms(it->engine);
  it->n = cd_engine_layout(it->engine)->n;
  gsize stride = (gsize)CD_LUCKS * it->arms * it->n;
  it->value = g_new0(double, REPLICATES *stride);
  CdWorker *worker = cd_worker_new(it->engine);
  for (guint32 k = 0; k < REPLICATES; k++)
    cd_engine_replicate(it->engine, worker, k,
                        &(CdReplicateOut){.value = &it->value[k * stride], .decision = &it->decision[k]});
  cd_worker_free(worker);
  return it;
}

static void decided_free(Decided *it)
{
  cd_engine_free(it->engine);
  g_free(it->value);
  g_free(it);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Decided, decided_free)

static CdScenario *talking(guint64 seed)
{
  return cd_generate(seed, (CdWanted){.talks = true, .horizon = 12});
}

static const double *values_of(const Decided *it, guint replicate, guint luck, guint arm)
{
  return &it->value[(((gsize)replicate * CD_LUCKS + luck) * it->arms + arm) * it->n];
}

/* --- Sound ------------------------------------------------------------------------------------------------- */

static void blocks_divide_the_councils(void **state)
{
  (void)state;
  guint n = cd_test_count(18, 12), together = 0;
  guint32 seen = 0;
  for (guint seed = 40000; seed < 40000 + n; seed++) {
    CdScenario *scenario = talking(seed);
    g_autoptr(Decided) it = decided_new(scenario, seed);
    seen |= 1u << cd_scenario_negotiation(scenario, 0)->protocol;
    for (guint k = 0; k < REPLICATES; k++) {
      const CdDecision *decision = &it->decision[k];
      guint32 all = 0;
      for (guint b = 0; b < decision->division.n_blocks; b++) {
        assert_int_equal(all & decision->division.block[b], 0);
        all |= decision->division.block[b];
      }
      assert_int_equal(all, (1u << scenario->table[CD_ENTITY_COUNCIL].n) - 1);
      together += decision->agreed;
      for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
        assert_true(isfinite(decision->council[i].value) && decision->council[i].value > CD_REFUSED);
    }
    cd_scenario_unref(scenario);
  }
  assert_true(seen == (1u << (CD_PROTOCOL_UTILITARIAN + 1)) - 1 || n < 42);
  assert_true(together > 0 && together < n * REPLICATES);
}

/* --- Timetable --------------------------------------------------------------------------------------------- */

static double total_of(const Decided *it, const double *value, CdMetricKind kind)
{
  return value[cd_metric_at(cd_engine_layout(it->engine), kind, CD_TOTAL, 0)];
}

/* From the month of its own decision each option's stages lead to the month in which it could start. Returns the months co-commissioners are waited for. */
static double assert_stages_lead_to_the_start(const Decided *it, const double *value, double decided)
{
  const CdCalendarSpec *calendar = cd_scenario_calendar(it->scenario, 0);
  double ready = decided - calendar->planned_start;
  for (CdMetricKind stage = CD_METRIC_STAGE_AGREEMENT; stage <= CD_METRIC_STAGE_SLIPPAGE; stage++) {
    double months = total_of(it, value, stage);
    assert_true(months >= 0);
    ready += months;
  }
  assert_true(fabs(ready - round(ready)) < 1e-6);
  assert_true(fabs(fmax(0, ready) - total_of(it, value, CD_METRIC_START_DELAY)) < 1e-6);
  double waited = total_of(it, value, CD_METRIC_STAGE_FUNDERS);
  assert_true((waited > 0) == (total_of(it, value, CD_METRIC_FUNDER_CRITICAL) > 0));
  bool left = total_of(it, value, CD_METRIC_EXTENSION_LEFT) > 0;
  assert_true(!left || total_of(it, value, CD_METRIC_GAP) <= 0);
  return waited;
}

static void stages_add_up_to_the_time_from_each_options_decision_to_its_start(void **state)
{
  (void)state;
  guint n = cd_test_count(18, 12), waited = 0;
  for (guint seed = 43000; seed < 43000 + n; seed++) {
    CdScenario *scenario = talking(seed);
    g_autoptr(Decided) it = decided_new(scenario, seed);
    guint forced = 2 * scenario->table[CD_ENTITY_STRUCTURE].n;
    assert_int_equal(it->arms, forced + 2);
    for (guint k = 0; k < REPLICATES; k++)
      for (guint luck = 0; luck < CD_LUCKS; luck++)
        for (guint arm = 0; arm < it->arms; arm++) {
          double talked = cd_scenario_negotiation(scenario, 0)->begin + (double)it->decision[k].meeting,
                 decided = arm < forced ? cd_scenario_calendar(scenario, 0)->decision : talked;
          waited += assert_stages_lead_to_the_start(it, values_of(it, k, luck, arm), decided) > 0;
        }
    cd_scenario_unref(scenario);
  }
  assert_true(waited > 0);
}

/* --- Order ------------------------------------------------------------------------------------------------- */

/* B's mask of the councils of A's MASK. */
static guint32 mask_in(const CdScenario *a, const CdScenario *b, guint32 mask)
{
  guint32 out = 0;
  for (guint i = 0; mask >> i; i++)
    if (mask >> i & 1)
      out |= 1u << cd_scenario_find(b, CD_ENTITY_COUNCIL, -1, cd_scenario_council(a, i)->head.id);
  return out;
}

static guint block_with(const CdDivision *division, guint32 block)
{
  for (guint b = 0; b < division->n_blocks; b++)
    if (division->block[b] == block)
      return b;
  return G_MAXUINT;
}

static void compare_decisions(const Decided *one, const Decided *other, guint replicate, guint seed)
{
  const CdDecision *a = &one->decision[replicate], *b = &other->decision[replicate];
  bool same = a->meeting == b->meeting && a->kind == b->kind && a->agreed == b->agreed &&
              a->division.n_blocks == b->division.n_blocks;
  for (guint k = 0; same && k < a->division.n_blocks; k++) {
    guint there = block_with(&b->division, mask_in(one->scenario, other->scenario, a->division.block[k]));
    same = there != G_MAXUINT && a->division.form[k] == b->division.form[there] && a->text[k] == b->text[there];
  }
  for (guint i = 0; same && i < one->scenario->table[CD_ENTITY_COUNCIL].n; i++) {
    guint there = (guint)__builtin_ctz(mask_in(one->scenario, other->scenario, 1u << i));
    const CdCouncilEnd *x = &a->council[i], *y = &b->council[there];
    same = x->departure == y->departure && x->meeting == y->meeting && x->wanted_to_stay == y->wanted_to_stay &&
           fabs(x->value - y->value) < 1e-9 && fabs(x->walk_away - y->walk_away) < 1e-9;
  }
  if (!same)
    fail_msg("seed %u, replicate %u, protocol %d: month %u kind %d blocks %u first text %u; in another order month %u "
             "kind %d blocks %u "
             "first text %u",
             seed, replicate, cd_scenario_negotiation(one->scenario, 0)->protocol, a->meeting, (int)a->kind,
             a->division.n_blocks, a->text[0], b->meeting, (int)b->kind, b->division.n_blocks, b->text[0]);
}

static void where_councils_stand_in_the_file_decides_nothing(void **state)
{
  (void)state;
  guint n = cd_test_count(12, 8);
  for (guint seed = 41000; seed < 41000 + n; seed++) {
    CdScenario *scenario = talking(seed), *shuffled = cd_shuffle(scenario, seed);
    g_autoptr(Decided) one = decided_new(scenario, seed), other = decided_new(shuffled, seed);
    for (guint k = 0; k < REPLICATES; k++)
      compare_decisions(one, other, k, seed);
    cd_scenario_unref(scenario);
    cd_scenario_unref(shuffled);
  }
}

/* --- Names ------------------------------------------------------------------------------------------------- */

static void labels_decide_nothing(void **state)
{
  (void)state;
  guint n = cd_test_count(10, 4);
  for (guint seed = 42000; seed < 42000 + n; seed++) {
    CdScenario *scenario = talking(seed), *renamed = cd_copy(scenario);
    for (guint i = 0; i < renamed->table[CD_ENTITY_COUNCIL].n; i++)
      cd_scenario_council(renamed, i)->head.label = "Another name";
    g_autoptr(Decided) one = decided_new(scenario, seed), other = decided_new(renamed, seed);
    assert_memory_equal(one->value, other->value, sizeof(double) * REPLICATES * CD_LUCKS * one->arms * one->n);
    cd_scenario_unref(scenario);
    cd_scenario_unref(renamed);
  }
}

static void rekey(CdScenario *scenario)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint i = 0; i < scenario->table[k].n; i++)
      cd_scenario_set_keys(scenario, (CdEntityKind)k, i, NULL);
}

static bool in_the_same_order(const CdScenario *a, const CdScenario *b)
{
  for (guint i = 0; i < a->table[CD_ENTITY_COUNCIL].n; i++)
    for (guint j = 0; j < i; j++)
      if ((cd_scenario_council(a, i)->head.key < cd_scenario_council(a, j)->head.key) !=
          (cd_scenario_council(b, i)->head.key < cd_scenario_council(b, j)->head.key))
        return false;
  return true;
}

/* Councils under other ids, which happen to come in the same order by hash. */
static CdScenario *with_other_ids(const CdScenario *scenario)
{
  CdScenario *renamed = cd_copy(scenario);
  guint tries = 0;
  do {
    for (guint i = 0; i < renamed->table[CD_ENTITY_COUNCIL].n; i++) {
      g_autofree char *id = g_strdup_printf("other-%u-%u", i, tries);
      cd_scenario_council(renamed, i)->head.id = g_string_chunk_insert_const(renamed->text, id);
    }
    rekey(renamed);
    g_assert(tries++ < 2000);
  } while (!in_the_same_order(scenario, renamed));
  return renamed;
}

/* Ids are what draws, turns and ties go by. Where nothing is uncertain and nobody takes turns, councils under other ids decide the same. */
static void where_nothing_is_drawn_and_nobody_takes_turns_ids_decide_nothing(void **state)
{
  (void)state;
  guint n = cd_test_count(12, 4);
  for (guint seed = 43000; seed < 43000 + n; seed++) {
    CdScenario *scenario = cd_generate(seed, (CdWanted){.talks = true, .horizon = 12, .sure = true});
    cd_scenario_negotiation(scenario, 0)->protocol = (int)(CD_PROTOCOL_NASH + seed % 4);
    cd_scenario_negotiation(scenario, 0)->lead = -1;
    CdScenario *renamed = with_other_ids(scenario);
    g_autoptr(Decided) one = decided_new(scenario, seed), other = decided_new(renamed, seed);
    for (guint k = 0; k < REPLICATES; k++) {
      assert_memory_equal(&one->decision[k].division, &other->decision[k].division, sizeof(CdDivision));
      assert_memory_equal(one->decision[k].text, other->decision[k].text, sizeof one->decision[k].text);
    }
    cd_scenario_unref(scenario);
    cd_scenario_unref(renamed);
  }
}

/* --- Others ------------------------------------------------------------------------------------------------ */

/* The structures' own arms, to the bit. */
static void talks_leave_structures_as_they_were(void **state)
{
  (void)state;
  guint n = cd_test_count(10, 4);
  for (guint seed = 44000; seed < 44000 + n; seed++) {
    CdScenario *scenario = talking(seed), *silent = cd_without(scenario, CD_ENTITY_NEGOTIATION);
    g_autoptr(Decided) with = decided_new(scenario, seed), without = decided_new(silent, seed);
    assert_int_equal(with->arms, without->arms + 2);
    for (guint k = 0; k < REPLICATES; k++)
      for (guint luck = 0; luck < CD_LUCKS; luck++)
        assert_memory_equal(values_of(with, k, luck, 0), values_of(without, k, luck, 0),
                            sizeof(double) * without->arms * without->n);
    cd_scenario_unref(scenario);
    cd_scenario_unref(silent);
  }
}

static void assert_same_decisions(const Decided *one, const Decided *other, guint seed)
{
  for (guint k = 0; k < REPLICATES; k++) {
    compare_decisions(one, other, k, seed);
    for (guint i = 0; i < one->scenario->table[CD_ENTITY_COUNCIL].n; i++)
      assert_true(one->decision[k].council[i].value == other->decision[k].council[i].value &&
                  one->decision[k].council[i].walk_away == other->decision[k].council[i].walk_away);
  }
}

/* The same contracts as those where all are apart, under another structure's id: no new form. */
static CdScenario *with_structure(const CdScenario *scenario)
{
  CdScenario *larger = cd_copy(scenario);
  guint contracts = larger->table[CD_ENTITY_CONTRACT].n, apart = (guint)cd_scenario_concordat(scenario, 0)->apart;
  cd_scenario_append(larger, CD_ENTITY_STRUCTURE, -1, "aaa-added", NULL);
  guint row = larger->table[CD_ENTITY_STRUCTURE].n - 1;
  cd_scenario_structure(larger, row)->border_policy = cd_scenario_structure(larger, apart)->border_policy;
  cd_scenario_structure(larger, row)->intelligence = cd_scenario_structure(larger, apart)->intelligence;
  cd_scenario_set_keys(larger, CD_ENTITY_STRUCTURE, row, NULL);
  for (guint c = 0; c < contracts; c++) {
    if (cd_scenario_contract(larger, c)->head.parent != (int)apart)
      continue;
    g_autofree char *id = g_strdup_printf("aaa-%u", c);
    cd_scenario_append(larger, CD_ENTITY_CONTRACT, (int)row, id, NULL);
    guint at = larger->table[CD_ENTITY_CONTRACT].n - 1;
    CdContractSpec *to = cd_scenario_contract(larger, at);
    const CdContractSpec *from = cd_scenario_contract(larger, c);
    CdSpecHead head = to->head;
    *to = *from;
    to->head = head;
    cd_scenario_set_keys(larger, CD_ENTITY_CONTRACT, at, NULL);
  }
  return larger;
}

static void a_structure_that_shows_no_new_form_decides_nothing(void **state)
{
  (void)state;
  guint n = cd_test_count(12, 4);
  for (guint seed = 45000; seed < 45000 + n; seed++) {
    CdScenario *scenario = talking(seed), *larger = with_structure(scenario);
    g_autoptr(Decided) one = decided_new(scenario, seed), other = decided_new(larger, seed);
    assert_same_decisions(one, other, seed);
    cd_scenario_unref(scenario);
    cd_scenario_unref(larger);
  }
}

/* A provider moves what the model expects of tenders, but not what councils believe, want or draw: where a typical bidder can offer within the envelope, so
 * that nobody counts on one who is cheaper. */
static void a_provider_more_decides_nothing(void **state)
{
  (void)state;
  guint n = cd_test_count(12, 4);
  for (guint seed = 46000; seed < 46000 + n; seed++) {
    CdScenario *scenario = talking(seed);
    cd_choose(scenario, CD_ENTITY_MARKET, "envelope-basis", CD_ENVELOPE_OWN_COST);
    cd_choose(scenario, CD_ENTITY_TERMS, "scoring", CD_SCORING_ABSOLUTE);
    cd_fix(scenario, CD_ENTITY_MARKET, "envelope", 2);
    CdScenario *larger = cd_copy(scenario);
    cd_scenario_append(larger, CD_ENTITY_PROVIDER, -1, "aaa-eager", NULL);
    guint row = larger->table[CD_ENTITY_PROVIDER].n - 1;
    cd_scenario_provider(larger, row)->kind = CD_PROVIDER_LERO;
    cd_scenario_set_keys(larger, CD_ENTITY_PROVIDER, row, NULL);
    g_autoptr(Decided) one = decided_new(scenario, seed), other = decided_new(larger, seed);
    assert_same_decisions(one, other, seed);
    cd_scenario_unref(scenario);
    cd_scenario_unref(larger);
  }
}

/* --- Threads ----------------------------------------------------------------------------------------------- */

static CdResults *run_on(CdScenario *scenario, guint jobs)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 5;
  options.jobs = jobs;
  g_autoptr(GError) error = NULL;
  CdResults *results = cd_run(scenario, &options, &error);
  assert_non_null(results);
  return results;
}

static void any_number_of_threads_decides_the_same(void **state)
{
  (void)state;
  static const guint jobs[] = {2, 8};
  guint n = cd_test_count(4, 2);
  for (guint seed = 47000; seed < 47000 + n; seed++) {
    CdScenario *scenario = talking(seed);
    CdResults *one = run_on(scenario, 1);
    for (guint j = 0; j < G_N_ELEMENTS(jobs); j++) {
      CdResults *many = run_on(scenario, jobs[j]);
      gsize values = (gsize)one->replicates * CD_LUCKS * one->n_arms * one->n_values;
      assert_memory_equal(one->value, many->value, values * sizeof(double));
      for (guint k = 0; k < one->replicates; k++) {
        assert_memory_equal(&one->decision[k].division, &many->decision[k].division, sizeof(CdDivision));
        assert_memory_equal(one->decision[k].text, many->decision[k].text, sizeof one->decision[k].text);
        assert_memory_equal(&one->decision[k].council[0].value, &many->decision[k].council[0].value, sizeof(double));
      }
      cd_results_free(many);
    }
    cd_results_free(one);
    cd_scenario_unref(scenario);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_divide_the_councils),
      cmocka_unit_test(stages_add_up_to_the_time_from_each_options_decision_to_its_start),
      cmocka_unit_test(where_councils_stand_in_the_file_decides_nothing),
      cmocka_unit_test(labels_decide_nothing),
      cmocka_unit_test(where_nothing_is_drawn_and_nobody_takes_turns_ids_decide_nothing),
      cmocka_unit_test(talks_leave_structures_as_they_were),
      cmocka_unit_test(a_structure_that_shows_no_new_form_decides_nothing),
      cmocka_unit_test(a_provider_more_decides_nothing),
      cmocka_unit_test(any_number_of_threads_decides_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
