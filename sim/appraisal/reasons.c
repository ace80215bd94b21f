#include "sim/appraisal/reasons.h"

#include <math.h>
#include "sim/appraisal/minutes.h"

static const CdDecision *decision_at(const CdTalksTable *talks, guint k)
{
  return (const CdDecision *)(const void *)((const char *)talks->decision + k * talks->decision_stride);
}

static const CdInquiry *inquiry_at(const CdTalksTable *talks, guint k)
{
  return (const CdInquiry *)(const void *)((const char *)talks->inquiry + k * talks->inquiry_stride);
}

static void count_parts(CdReasons *reasons, const CdTalksTable *talks)
{
  guint n = reasons->replicates, true_empty = 0, own_empty = 0, missed = 0, settled_true = 0, settled_own = 0;
  for (guint k = 0; k < n; k++) {
    const CdInquiry *inquiry = inquiry_at(talks, k);
    bool truth = inquiry->open_in_truth, own = inquiry->open, agreed = decision_at(talks, k)->agreed;
    true_empty += !truth;
    own_empty += truth && !own;
    missed += truth && own && !agreed;
    settled_true += agreed && !truth;
    settled_own += agreed && truth && !own;
  }
  reasons->parts = (CdBreakParts){cd_share_of(true_empty, n), cd_share_of(own_empty, n), cd_share_of(missed, n),
                                  cd_share_of(settled_true, n), cd_share_of(settled_own, n)};
}

static void count_causes(CdReasons *reasons, const CdTalksTable *talks)
{
  guint cause[CD_CAUSE_COUNT] = {0}, closed = 0, consequences = 0;
  GArray *masks = g_array_new(FALSE, FALSE, sizeof(CdMaskShare));
  for (guint k = 0; k < reasons->replicates; k++) {
    const CdInquiry *inquiry = inquiry_at(talks, k);
    cause[inquiry->cause]++;
    closed += !inquiry->open;
    consequences += !inquiry->open && inquiry->blocking.kind == CD_BLOCKING_CONSEQUENCES;
    for (guint s = 0; s < inquiry->blocking.n; s++)
      cd_tally_add(masks, inquiry->blocking.set[s]);
  }
  for (guint c = 0; c < CD_CAUSE_COUNT; c++)
    reasons->cause[c] = cd_share_of(cause[c], reasons->replicates);
  reasons->closed = cd_share_of(closed, reasons->replicates);
  reasons->consequences = cd_share_of(consequences, closed);
  reasons->blocking = cd_tally_finish(masks, closed, &reasons->n_blocking);
}

static bool is_bridged(const CdInquiry *inquiry, CdBridgeKind kind)
{
  return !inquiry->open && inquiry->bridge.kind == kind;
}

/* Payments and subsidies, and no sum of money: of the closed zones. */
static void spread_bridge(CdReasons *reasons, const CdTalksTable *talks, CdBridgeKind kind, double *scratch)
{
  guint m = 0;
  for (guint k = 0; k < reasons->replicates; k++)
    if (is_bridged(inquiry_at(talks, k), kind))
      scratch[m++] = inquiry_at(talks, k)->bridge.pounds;
  reasons->bridge[kind] = cd_share_of(m, reasons->consequences.of);
  reasons->pounds[kind] = cd_spread_of(scratch, kind == CD_BRIDGE_NONE ? 0 : m);
}

static void spread_payments(CdReasons *reasons, const CdTalksTable *talks, double *scratch)
{
  for (guint i = 0; i < reasons->n_councils; i++) {
    guint m = 0;
    for (guint k = 0; k < reasons->replicates; k++)
      if (is_bridged(inquiry_at(talks, k), CD_BRIDGE_PAYMENT))
        scratch[m++] = inquiry_at(talks, k)->payment[i];
    reasons->payment[i] = cd_spread_of(scratch, m);
  }
}

/* An open zone missed, of all. */
static void spread_failures(CdReasons *reasons, const CdTalksTable *talks, double *scratch)
{
  guint failures = 0, changed = 0;
  for (guint k = 0; k < reasons->replicates; k++) {
    const CdInquiry *inquiry = inquiry_at(talks, k);
    if (!inquiry->open || decision_at(talks, k)->agreed)
      continue;
    failures++;
    if (inquiry->concession.open)
      scratch[changed++] = inquiry->concession.terms;
  }
  reasons->bridge[CD_BRIDGE_PROCESS_FAILURE] = cd_share_of(failures, reasons->replicates);
  reasons->pounds[CD_BRIDGE_PROCESS_FAILURE] = cd_spread_of(scratch, 0);
  reasons->concession_terms = cd_spread_of(scratch, changed);
}

static void spread_bridges(CdReasons *reasons, const CdTalksTable *talks)
{
  g_autofree double *scratch = g_new(double, reasons->replicates);
  for (CdBridgeKind kind = CD_BRIDGE_PAYMENT; kind <= CD_BRIDGE_NONE; kind++)
    spread_bridge(reasons, talks, kind, scratch);
  spread_payments(reasons, talks, scratch);
  spread_failures(reasons, talks, scratch);
}

static void count_stability(CdReasons *reasons, const CdTalksTable *talks)
{
  guint n = reasons->replicates, stable[CD_STABLE_COUNT] = {0}, convention = 0;
  GArray *coalitions = g_array_new(FALSE, FALSE, sizeof(CdMaskShare));
  GArray *partitions = g_array_new(FALSE, FALSE, sizeof(CdPartition));
  GArray *masks = g_array_new(FALSE, FALSE, sizeof(CdMaskShare));
  for (guint k = 0; k < n; k++) {
    const CdInquiry *inquiry = inquiry_at(talks, k);
    for (guint s = 0; s < CD_STABLE_COUNT; s++)
      stable[s] += inquiry->stable[s];
    convention += inquiry->convention_dependent;
    for (guint c = 0; c < inquiry->n_coalitions; c++)
      cd_tally_add(coalitions, inquiry->coalition[c]);
    guint at = 0;
    while (at < partitions->len && !cd_partition_equal(&g_array_index(partitions, CdPartition, at), &inquiry->expected))
      at++;
    if (at == partitions->len)
      g_array_append_val(partitions, inquiry->expected);
    cd_tally_add(masks, at);
  }
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    reasons->stable[s] = cd_share_of(stable[s], n);
  reasons->convention_dependent = cd_share_of(convention, n);
  reasons->coalition = cd_tally_finish(coalitions, n, &reasons->n_coalitions);
  reasons->expected = cd_tally_finish(masks, n, &reasons->n_expected);
  reasons->expected_partition = g_new(CdPartition, reasons->n_expected);
  for (guint e = 0; e < reasons->n_expected; e++)
    reasons->expected_partition[e] = g_array_index(partitions, CdPartition, reasons->expected[e].mask);
  g_array_free(partitions, TRUE);
}

static void spread_terms(CdReasons *reasons, const CdTalksTable *talks)
{
  const CdPartners *partners = reasons->session->partners;
  const CdGrid *grid = &partners->grid[cd_mask_all(reasons->n_councils)];
  guint n = reasons->replicates;
  g_autofree double *x = g_new(double, n);
  guint n_forms = grid->levels[CD_ISSUE_FORM];
  g_autofree guint *pricing = g_new0(guint, partners->table.levels[CD_TERM_PRICING]), *form = g_new0(guint, n_forms);
  guint agreed = 0;
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++) {
    agreed = 0;
    for (guint k = 0; k < n; k++) {
      const CdDecision *decision = decision_at(talks, k);
      if (!decision->agreed)
        continue;
      if (term == CD_TERM_PRICING) {
        pricing[cd_grid_level(grid, decision->text[0], term)]++;
        form[decision->division.form[0]]++;
      }
      x[agreed++] = cd_text_at(&partners->table, grid, decision->text[0], term);
    }
    reasons->term[term] = term == CD_TERM_PRICING ? (CdSpread){NAN, NAN, NAN, agreed} : cd_spread_of(x, agreed);
  }
  reasons->pricing = g_new(CdShare, partners->table.levels[CD_TERM_PRICING]);
  for (guint p = 0; p < partners->table.levels[CD_TERM_PRICING]; p++)
    reasons->pricing[p] = cd_share_of(pricing[p], agreed);
  reasons->form = g_new(CdShare, n_forms);
  for (guint f = 0; f < n_forms; f++)
    reasons->form[f] = cd_share_of(form[f], agreed);
}

static void find_examples(CdReasons *reasons, const CdTalksTable *talks)
{
  const CdAccord *accord = reasons->accord;
  reasons->n_examples = MIN(accord->n_partitions, CD_EXAMPLES_MOST);
  for (guint e = 0; e < reasons->n_examples; e++) {
    guint k = 0;
    CdPartition partition = cd_decision_partition(decision_at(talks, 0));
    while (!cd_partition_equal(&partition, &accord->partition[e].partition))
      partition = cd_decision_partition(decision_at(talks, ++k));
    reasons->example[e] = (CdTalkExample){.partition = e, .replicate = k + 1};
  }
}

CdReasons *cd_reasons_new(const CdScenario *scenario, const CdSession *session, const CdAccord *accord,
                          const CdTalksTable *talks)
{
  CdReasons *reasons = g_new0(CdReasons, 1);
  reasons->scenario = scenario;
  reasons->session = session;
  reasons->accord = accord;
  reasons->replicates = accord->replicates;
  reasons->n_councils = accord->n_councils;
  count_parts(reasons, talks);
  count_causes(reasons, talks);
  spread_bridges(reasons, talks);
  count_stability(reasons, talks);
  spread_terms(reasons, talks);
  find_examples(reasons, talks);
  return reasons;
}

void cd_reasons_illustrate(CdReasons *reasons, const GPtrArray *minutes)
{
  for (guint e = 0; e < reasons->n_examples; e++)
    for (guint m = 0; minutes && m < minutes->len; m++) {
      const CdMinutes *it = g_ptr_array_index(minutes, m);
      if (it->replicate == reasons->example[e].replicate)
        reasons->example[e].minutes = it;
    }
}

void cd_reasons_free(CdReasons *reasons)
{
  if (!reasons)
    return;
  g_free(reasons->blocking);
  g_free(reasons->coalition);
  g_free(reasons->expected);
  g_free(reasons->expected_partition);
  g_free(reasons->pricing);
  g_free(reasons->form);
  g_free(reasons);
}
