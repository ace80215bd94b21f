#include "sim/engine/partners/inquiry.h"

#include <math.h>
#include <string.h>
#include "sim/negotiation/solution.h"

static const CdCauseText causes[CD_CAUSE_COUNT] = {
    {"none", "Open zone", "Some text would have suited everybody."},
    {"belief",
     "Belief", "It is about what would happen: with the model's beliefs some text would suit everybody, with like preferences none."},
    {"interest",
     "Interest", "It is about what they want: with like preferences some text would suit everybody, with the model's beliefs none."},
    {"either", "Belief or interest",
     "Some text would suit everybody if they agreed on what would happen, and also if they wanted the same."},
    {"both", "Belief and interest", "Some text would suit everybody only if they both believed and wanted the same."},
    {"structural",
     "Structural", "No text suits everybody, whatever else they want and believe: together does not pay for somebody, or a red line forbids it."},
};

const CdCauseText *cd_cause_text(CdCause cause)
{
  return &causes[cause];
}

static bool zone_open(CdRoundtable *table, CdWhoseBeliefs beliefs, CdWhoseTastes tastes)
{
  gsize mark = cd_arena_mark(table->arena);
  /* What is compiled for the model stays with the table, so it is asked for before the mark is taken back to. */
  for (guint32 block = 1; beliefs == CD_BELIEFS_MODEL && block < 1u << table->partners->n_councils; block++)
    if (table->partners->blocks->weighed[block])
      cd_roundtable_compiled(table, cd_roundtable_model(table), block);
  if (beliefs == CD_BELIEFS_MODEL)
    mark = cd_arena_mark(table->arena);
  CdBlockValues values;
  cd_block_values_make(&values, table, beliefs, tastes);
  bool open = values.solution[cd_block_all(&values)].n_feasible > 0;
  cd_arena_rewind(table->arena, mark);
  return open;
}

static CdCause cause_of(CdRoundtable *table, bool open_in_truth)
{
  bool alike = zone_open(table, CD_BELIEFS_OWN, CD_TASTES_MEAN);
  if (open_in_truth || alike)
    return open_in_truth && alike ? CD_CAUSE_EITHER : open_in_truth ? CD_CAUSE_BELIEF : CD_CAUSE_INTEREST;
  return zone_open(table, CD_BELIEFS_MODEL, CD_TASTES_MEAN) ? CD_CAUSE_BOTH : CD_CAUSE_STRUCTURAL;
}

/* Pounds a year with which a council of this taste, at a cost of NOW today, would gain GAIN of utility; below 0: what it could give up for it. */
static double payment_for(const CdTaste *taste, double now, double gain)
{
  double weight = (1 - taste->terms_weight) * taste->weights.cost, scale = taste->scales.cost_scale * fabs(now);
  if (weight <= 0 || scale <= 0)
    return gain <= 0 ? -INFINITY : INFINITY;
  return 2 * scale * gain / weight;
}

static double *payments(const CdBlockValues *values, const CdDomain *domain, const double *threshold)
{
  CdRoundtable *table = values->table;
  guint n = domain->n_parties;
  double *payment = cd_arena_array_raw(table->arena, double, (gsize)domain->grid->n_texts *n);
  for (guint p = 0; p < n; p++) {
    guint council = domain->party[p];
    double now = cd_roundtable_now(table, council, council)->cost;
    for (guint text = 0; text < domain->grid->n_texts; text++) {
      double u = cd_domain_u(domain, text, p);
      payment[(gsize)text * n + p] =
          u <= CD_REFUSED ? INFINITY : payment_for(&table->taste[council], now, threshold[p] - u);
    }
  }
  return payment;
}

static void find_bridge(CdInquiry *inquiry, const CdBlockValues *values, const CdDomain *domain, const double *threshold)
{
  gsize mark = cd_arena_mark(values->table->arena);
  const double *payment = payments(values, domain, threshold);
  inquiry->bridge = cd_bridge(domain, payment);
  for (guint p = 0; p < domain->n_parties; p++)
    inquiry->payment[p] = inquiry->bridge.text < domain->grid->n_texts
                              ? payment[(gsize)inquiry->bridge.text * domain->n_parties + p]
                              : NAN;
  for (guint p = 0; p < domain->n_parties; p++)
    inquiry->offer[p] = cd_bridge_from(domain, payment, p);
  cd_arena_rewind(values->table->arena, mark);
}

static void find_shortfall(CdInquiry *inquiry, const CdDomain *domain, const double *threshold)
{
  double least = INFINITY;
  for (guint text = 0; text < domain->grid->n_texts; text++) {
    double lacking = 0;
    for (guint p = 0; p < domain->n_parties; p++)
      lacking += fmax(0, threshold[p] - cd_domain_u(domain, text, p));
    if (lacking < least - CD_TOLERANCE) {
      least = lacking;
      inquiry->shortfall_text = text;
    }
  }
  for (guint p = 0; p < domain->n_parties; p++)
    inquiry->shortfall[p] = fmax(0, threshold[p] - cd_domain_u(domain, inquiry->shortfall_text, p));
}

/* The last text that was laid before everybody. */
static guint last_tabled(const CdLedger *ledger, guint32 whole)
{
  for (guint i = ledger ? ledger->n : 0; i-- > 0;) {
    const CdStep *step = &ledger->event[i].step;
    if (step->block == whole && (step->kind == CD_STEP_TABLES || step->kind == CD_STEP_CLOSING_TEXT))
      return step->text;
  }
  return CD_NO_TEXT;
}

/* What being in BLOCK rather than in today's costs COUNCIL beyond money, as in its walk-away value for the whole, which has nobody pay it for going
 * together: without it what holds partners at the table would be no reason for them to keep to what they agreed on there. */
static double friction_of(const CdBlockValues *values, guint32 block, guint council)
{
  const CdRoundtable *table = values->table;
  bool parted = block != cd_block_all(values) && block != table->partners->bau_block[council];
  return parted ? table->manner[council].friction : 0;
}

/* U[block * n + council]: what each block would be worth to its members, friction taken off. One that was decided is worth what was decided; one that
 * would not form is nobody's wish. */
static void put_worth(double *u, const CdBlockValues *values, const CdDecision *decision)
{
  guint n = values->table->partners->n_councils;
  for (guint32 block = 1; block < 1u << n; block++)
    for (guint i = 0; i < n; i++) {
      if (!(block >> i & 1))
        continue;
      bool decided = decision->council[i].block == block;
      double worth = decided                         ? decision->council[i].value
                     : values->solution[block].forms ? values->solution[block].value[i]
                                                     : -INFINITY;
      u[block * n + i] = worth - friction_of(values, block, i);
    }
}

static void judge_stability(CdInquiry *inquiry, const CdBlockValues *values, const CdDecision *decision)
{
  CdArena *arena = values->table->arena;
  gsize mark = cd_arena_mark(arena);
  guint n = values->table->partners->n_councils;
  double *u = cd_arena_array(arena, double, (gsize)n << n);
  put_worth(u, values, decision);
  CdHedonic game = cd_hedonic(u, n, arena);
  CdPartition decided = {0};
  for (guint b = 0; b < decision->division.n_blocks; b++)
    cd_partition_add(&decided, decision->division.block[b]);
  guint senses = cd_stability_senses(&game, &decided);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    inquiry->stable[s] = senses >> s & 1;
  guint32 *coalition = cd_arena_array_raw(arena, guint32, (gsize)1 << n);
  guint found = cd_blocking_coalitions(&game, &decided, CD_STABLE_CORE, coalition);
  inquiry->n_coalitions = cd_blocking_minimal(coalition, found);
  memcpy(inquiry->coalition, coalition, inquiry->n_coalitions * sizeof *coalition);
  CdSurvey survey = cd_survey(&game, arena);
  CdPartitions expected = cd_survey_expected(&survey, arena);
  inquiry->n_expected = expected.n;
  inquiry->expected = expected.partition[0];
  cd_arena_rewind(arena, mark);
}

static void find_benchmarks(CdInquiry *inquiry, const CdDomain *domain, const double *threshold, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  CdBargain bargain = cd_bargain(domain, threshold, CD_IDEAL_RATIONAL_TEXT, arena);
  inquiry->nash = cd_solve(&bargain, CD_SOLUTION_NASH, arena).text;
  inquiry->kalai_smorodinsky = cd_solve(&bargain, CD_SOLUTION_KALAI_SMORODINSKY, arena).text;
  inquiry->egalitarian = cd_solve(&bargain, CD_SOLUTION_EGALITARIAN, arena).text;
  inquiry->utilitarian = cd_solve(&bargain, CD_SOLUTION_UTILITARIAN, arena).text;
  cd_arena_rewind(arena, mark);
}

void cd_inquire(CdInquiry *inquiry, CdBlockValues *values, const CdDecision *decision, const CdLedger *ledger)
{
  CdRoundtable *table = values->table;
  guint32 whole = cd_block_all(values);
  const CdBlockSolution *solution = &values->solution[whole];
  guint members[CD_COUNCILS_MOST];
  CdDomain domain = cd_block_domain(values, whole, members);
  *inquiry = (CdInquiry){.open = solution->n_feasible > 0,
                         .open_in_truth = zone_open(table, CD_BELIEFS_MODEL, CD_TASTES_OWN),
                         .convention_dependent = solution->convention_dependent,
                         .concession_from = CD_NO_TEXT};
  if (!inquiry->open) {
    inquiry->cause = cause_of(table, inquiry->open_in_truth);
    gsize mark = cd_arena_mark(table->arena);
    inquiry->blocking = cd_blocking(&domain, solution->reservation, table->arena);
    cd_arena_rewind(table->arena, mark);
  } else if (!decision->agreed) {
    inquiry->concession_from = last_tabled(ledger, whole);
    if (inquiry->concession_from != CD_NO_TEXT)
      inquiry->concession = cd_least_concession(&domain, solution->reservation, inquiry->concession_from);
  }
  find_bridge(inquiry, values, &domain, solution->reservation);
  find_shortfall(inquiry, &domain, solution->reservation);
  find_benchmarks(inquiry, &domain, solution->reservation, table->arena);
  judge_stability(inquiry, values, decision);
}
