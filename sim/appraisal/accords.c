#include "sim/appraisal/accords-events.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include "sim/appraisal/estimate.h"

CdSpread cd_spread_of(double *x, guint n)
{
  if (n == 0)
    return (CdSpread){NAN, NAN, NAN, 0};
  gsl_sort(x, 1, n);
  return (CdSpread){cd_quantile(x, n, 0.05), cd_quantile(x, n, 0.5), cd_quantile(x, n, 0.95), n};
}

static bool together(const CdTalkRecord *record)
{
  return record->decision.agreed;
}

static void count_parts(CdAccords *accords)
{
  guint n = accords->replicates, true_empty = 0, own_empty = 0, missed = 0, settled_true = 0, settled_own = 0;
  for (guint k = 0; k < n; k++) {
    const CdTalkRecord *record = &accords->record[k];
    bool truth = record->inquiry.open_in_truth, own = record->inquiry.open, agreed = together(record);
    true_empty += !truth;
    own_empty += truth && !own;
    missed += truth && own && !agreed;
    settled_true += agreed && !truth;
    settled_own += agreed && truth && !own;
  }
  accords->parts = (CdBreakParts){cd_share_of(true_empty, n), cd_share_of(own_empty, n), cd_share_of(missed, n),
                                  cd_share_of(settled_true, n), cd_share_of(settled_own, n)};
}

static void add_mask(GArray *masks, guint mask)
{
  for (guint i = 0; i < masks->len; i++)
    if (g_array_index(masks, CdMaskShare, i).mask == mask) {
      g_array_index(masks, CdMaskShare, i).share.n++;
      return;
    }
  CdMaskShare fresh = {.mask = mask, .share = {.n = 1}};
  g_array_append_val(masks, fresh);
}

static int by_frequency(gconstpointer a, gconstpointer b)
{
  const CdMaskShare *first = a, *second = b;
  if (first->share.n != second->share.n)
    return first->share.n > second->share.n ? -1 : 1;
  return first->mask < second->mask ? -1 : first->mask > second->mask;
}

/* Takes MASKS over. */
static CdMaskShare *finish_masks(GArray *masks, guint of, guint *n)
{
  for (guint i = 0; i < masks->len; i++) {
    CdMaskShare *it = &g_array_index(masks, CdMaskShare, i);
    it->share = cd_share_of(it->share.n, of);
  }
  g_array_sort(masks, by_frequency);
  *n = masks->len;
  return (CdMaskShare *)(void *)g_array_free(masks, FALSE);
}

static void count_causes(CdAccords *accords)
{
  guint cause[CD_CAUSE_COUNT] = {0}, closed = 0, consequences = 0;
  GArray *masks = g_array_new(FALSE, FALSE, sizeof(CdMaskShare));
  for (guint k = 0; k < accords->replicates; k++) {
    const CdInquiry *inquiry = &accords->record[k].inquiry;
    cause[inquiry->cause]++;
    closed += !inquiry->open;
    consequences += !inquiry->open && inquiry->blocking.kind == CD_BLOCKING_CONSEQUENCES;
    for (guint s = 0; s < inquiry->blocking.n; s++)
      add_mask(masks, inquiry->blocking.set[s]);
  }
  for (guint c = 0; c < CD_CAUSE_COUNT; c++)
    accords->cause[c] = cd_share_of(cause[c], accords->replicates);
  accords->closed = cd_share_of(closed, accords->replicates);
  accords->consequences = cd_share_of(consequences, closed);
  accords->blocking = finish_masks(masks, closed, &accords->n_blocking);
}

static bool is_bridged(const CdTalkRecord *record, CdBridgeKind kind)
{
  return !record->inquiry.open && record->inquiry.bridge.kind == kind;
}

/* Payments and subsidies, and no sum of money: of the closed zones. */
static void spread_bridge(CdAccords *accords, CdBridgeKind kind, double *scratch)
{
  guint m = 0;
  for (guint k = 0; k < accords->replicates; k++)
    if (is_bridged(&accords->record[k], kind))
      scratch[m++] = accords->record[k].inquiry.bridge.pounds;
  accords->bridge[kind] = cd_share_of(m, accords->consequences.of);
  accords->pounds[kind] = cd_spread_of(scratch, kind == CD_BRIDGE_NONE ? 0 : m);
}

static void spread_payments(CdAccords *accords, double *scratch)
{
  for (guint i = 0; i < accords->n_councils; i++) {
    guint m = 0;
    for (guint k = 0; k < accords->replicates; k++)
      if (is_bridged(&accords->record[k], CD_BRIDGE_PAYMENT))
        scratch[m++] = accords->record[k].inquiry.payment[i];
    accords->payment[i] = cd_spread_of(scratch, m);
  }
}

/* An open zone missed, of all. */
static void spread_failures(CdAccords *accords, double *scratch)
{
  guint failures = 0, changed = 0;
  for (guint k = 0; k < accords->replicates; k++) {
    const CdTalkRecord *record = &accords->record[k];
    if (!record->inquiry.open || together(record))
      continue;
    failures++;
    if (record->inquiry.concession.open)
      scratch[changed++] = record->inquiry.concession.terms;
  }
  accords->bridge[CD_BRIDGE_PROCESS_FAILURE] = cd_share_of(failures, accords->replicates);
  accords->pounds[CD_BRIDGE_PROCESS_FAILURE] = cd_spread_of(scratch, 0);
  accords->concession_terms = cd_spread_of(scratch, changed);
}

static void spread_bridges(CdAccords *accords)
{
  g_autofree double *scratch = g_new(double, accords->replicates);
  for (CdBridgeKind kind = CD_BRIDGE_PAYMENT; kind <= CD_BRIDGE_NONE; kind++)
    spread_bridge(accords, kind, scratch);
  spread_payments(accords, scratch);
  spread_failures(accords, scratch);
}

static void count_stability(CdAccords *accords)
{
  guint n = accords->replicates, stable[CD_STABLE_COUNT] = {0}, convention = 0;
  GArray *coalitions = g_array_new(FALSE, FALSE, sizeof(CdMaskShare));
  GArray *partitions = g_array_new(FALSE, FALSE, sizeof(CdPartition));
  GArray *masks = g_array_new(FALSE, FALSE, sizeof(CdMaskShare));
  for (guint k = 0; k < n; k++) {
    const CdInquiry *inquiry = &accords->record[k].inquiry;
    for (guint s = 0; s < CD_STABLE_COUNT; s++)
      stable[s] += inquiry->stable[s];
    convention += inquiry->convention_dependent;
    for (guint c = 0; c < inquiry->n_coalitions; c++)
      add_mask(coalitions, inquiry->coalition[c]);
    guint at = 0;
    while (at < partitions->len && !cd_partition_equal(&g_array_index(partitions, CdPartition, at), &inquiry->expected))
      at++;
    if (at == partitions->len)
      g_array_append_val(partitions, inquiry->expected);
    add_mask(masks, at);
  }
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    accords->stable[s] = cd_share_of(stable[s], n);
  accords->convention_dependent = cd_share_of(convention, n);
  accords->coalition = finish_masks(coalitions, n, &accords->n_coalitions);
  accords->expected = finish_masks(masks, n, &accords->n_expected);
  accords->expected_partition = g_new(CdPartition, accords->n_expected);
  for (guint e = 0; e < accords->n_expected; e++)
    accords->expected_partition[e] = g_array_index(partitions, CdPartition, accords->expected[e].mask);
  g_array_free(partitions, TRUE);
}

static void summarise_rule(CdAccords *accords, CdRule rule)
{
  CdRuleSummary *it = &accords->rule[rule];
  guint n = accords->replicates, applies = 0, core = 0;
  GArray *leavers = g_array_new(FALSE, FALSE, sizeof(CdMaskShare));
  guint whole = cd_mask_all(accords->n_councils);
  for (guint k = 0; k < n; k++) {
    const CdCostShares *shares = &accords->record[k].shares;
    if (!shares->applies[rule])
      continue;
    applies++;
    core += shares->in_core[rule];
    for (guint i = 0; i < accords->n_councils; i++)
      it->part[i] += shares->share[rule][i] / shares->cost[whole];
    if (shares->leaver[rule])
      add_mask(leavers, shares->leaver[rule]);
  }
  it->applies = cd_share_of(applies, n);
  it->in_core = cd_share_of(core, applies);
  for (guint i = 0; applies > 0 && i < accords->n_councils; i++)
    it->part[i] /= applies;
  guint groups = 0;
  g_autofree CdMaskShare *leaver = finish_masks(leavers, applies, &groups);
  if (groups == 0)
    return;
  it->leaver = leaver[0];
  guint gains = 0;
  for (guint k = 0; k < n; k++) {
    const CdCostShares *shares = &accords->record[k].shares;
    if (!shares->applies[rule] || shares->leaver[rule] != it->leaver.mask)
      continue;
    it->gain += shares->gain[rule];
    gains++;
  }
  it->gain /= gains;
}

static void spread_terms(CdAccords *accords)
{
  const CdPartners *partners = accords->session->partners;
  const CdGrid *grid = &partners->grid[cd_mask_all(accords->n_councils)];
  guint n = accords->replicates;
  g_autofree double *x = g_new(double, n);
  guint n_forms = grid->levels[CD_ISSUE_FORM];
  g_autofree guint *pricing = g_new0(guint, partners->table.levels[CD_TERM_PRICING]), *form = g_new0(guint, n_forms);
  guint agreed = 0;
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++) {
    agreed = 0;
    for (guint k = 0; k < n; k++) {
      const CdDecision *decision = &accords->record[k].decision;
      if (!decision->agreed)
        continue;
      if (term == CD_TERM_PRICING) {
        pricing[cd_grid_level(grid, decision->text[0], term)]++;
        form[decision->division.form[0]]++;
      }
      x[agreed++] = cd_text_at(&partners->table, grid, decision->text[0], term);
    }
    accords->term[term] = term == CD_TERM_PRICING ? (CdSpread){NAN, NAN, NAN, agreed} : cd_spread_of(x, agreed);
  }
  accords->pricing = g_new(CdShare, partners->table.levels[CD_TERM_PRICING]);
  for (guint p = 0; p < partners->table.levels[CD_TERM_PRICING]; p++)
    accords->pricing[p] = cd_share_of(pricing[p], agreed);
  accords->form = g_new(CdShare, n_forms);
  for (guint f = 0; f < n_forms; f++)
    accords->form[f] = cd_share_of(form[f], agreed);
  for (guint i = 0; i < accords->n_councils; i++) {
    for (guint k = 0; k < n; k++)
      x[k] = accords->record[k].last[i];
    accords->last_meeting[i] = cd_spread_of(x, n);
  }
}

static void find_examples(CdAccords *accords)
{
  const CdAccord *accord = accords->accord;
  accords->n_examples = MIN(accord->n_partitions, CD_EXAMPLES_MOST);
  accords->example = g_new0(CdTalkExample, accords->n_examples);
  for (guint e = 0; e < accords->n_examples; e++) {
    guint k = 0;
    CdPartition partition = cd_decision_partition(&accords->record[0].decision);
    while (!cd_partition_equal(&partition, &accord->partition[e].partition))
      partition = cd_decision_partition(&accords->record[++k].decision);
    accords->example[e] = (CdTalkExample){.partition = e, .replicate = k + 1};
  }
}

static void mark_today(CdAccords *accords)
{
  guint baseline = (guint)cd_scenario_concordat(accords->scenario, 0)->baseline;
  CdDecision now = {.division = cd_structure_division(accords->session->partners->blocks, baseline)};
  CdPartition today = cd_decision_partition(&now);
  for (guint p = 0; p < accords->accord->n_partitions; p++) {
    CdAccordPartition *it = &accords->accord->partition[p];
    it->as_today = cd_partition_equal(&it->partition, &today);
  }
}

void cd_accords_appraise(CdAccords *accords)
{
  accords->accord =
      cd_accord_new(&accords->record[0].decision, sizeof(CdTalkRecord), accords->replicates, accords->n_councils);
  mark_today(accords);
  count_parts(accords);
  count_causes(accords);
  spread_bridges(accords);
  count_stability(accords);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    summarise_rule(accords, rule);
  spread_terms(accords);
  find_examples(accords);
  cd_accords_find_events(accords);
}

void cd_accords_free(CdAccords *accords)
{
  if (!accords)
    return;
  for (guint e = 0; e < accords->n_events; e++)
    g_free(accords->event[e].driver);
  g_free(accords->event);
  for (guint e = 0; e < accords->n_examples; e++)
    cd_minutes_free(accords->example[e].minutes);
  g_free(accords->example);
  g_free(accords->coalition);
  g_free(accords->form);
  g_free(accords->pricing);
  g_free(accords->expected);
  g_free(accords->expected_partition);
  g_free(accords->blocking);
  cd_accord_free(accords->accord);
  cd_inputs_free(accords->input, accords->n_inputs);
  g_free(accords->x);
  g_free(accords->record);
  cd_session_free(accords->session);
  cd_scenario_unref(accords->scenario);
  g_free(accords);
}
