#include "sim/engine/partners/joining.h"

typedef struct {
  guint council;
  guint32 larger;
  guint text; /* of the larger block */
} Joining;

static double least_to_join(const CdBlockValues *values, const CdDecision *decision, guint council)
{
  const CdRoundtable *table = values->table;
  bool parted = table->partners->bau_block[council] != 1u << council;
  return decision->council[council].value - (parted ? table->manner[council].friction : 0);
}

static bool suits_everybody(const CdBlockValues *values, const CdDecision *decision, const Joining *it)
{
  for (guint32 rest = it->larger; rest; rest &= rest - 1) {
    guint i = (guint)__builtin_ctz(rest);
    double least = i == it->council ? least_to_join(values, decision, i) : decision->council[i].value;
    if (!cd_reaches(cd_block_utility(values, it->larger, it->text, i), least))
      return false;
  }
  return true;
}

/* The five terms of TEXT of block FROM in a form of block TO. */
static guint same_terms(const CdPartners *partners, guint32 from, guint text, guint32 to, guint form)
{
  guint same = 0;
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++)
    same = cd_grid_with(&partners->grid[to], same, term, cd_grid_level(&partners->grid[from], text, term));
  return cd_grid_with(&partners->grid[to], same, CD_ISSUE_FORM, form);
}

static bool may_join(const CdBlockValues *values, const CdDecision *decision, guint b, Joining *it)
{
  const CdPartners *partners = values->table->partners;
  guint32 block = decision->division.block[b];
  it->larger = block | 1u << it->council;
  for (guint form = 0; form < partners->grid[it->larger].levels[CD_ISSUE_FORM]; form++) {
    it->text = same_terms(partners, block, decision->text[b], it->larger, form);
    if (suits_everybody(values, decision, it))
      return true;
  }
  return false;
}

/* The first council on its own that may join block B. */
static bool find_joiner(const CdBlockValues *values, const CdDecision *decision, guint b, Joining *it)
{
  const CdPartners *partners = values->table->partners;
  for (guint t = 0; t < partners->n_councils; t++) {
    it->council = partners->order[t];
    if (decision->council[it->council].block == 1u << it->council && may_join(values, decision, b, it))
      return true;
  }
  return false;
}

static void join(CdDecision *decision, const CdBlockValues *values, const Joining *it, guint month, CdLedger *ledger)
{
  guint n = values->table->partners->n_councils, text[CD_COUNCILS_MOST];
  double least = least_to_join(values, decision, it->council);
  for (guint b = 0; b < decision->division.n_blocks; b++)
    for (guint i = 0; i < n; i++)
      if (decision->division.block[b] >> i & 1)
        text[i] = decision->text[b];
  for (guint i = 0; i < n; i++)
    if (it->larger >> i & 1) {
      decision->council[i].block = it->larger;
      text[i] = it->text;
    }
  decision->council[it->council].joined_later = true;
  decision->council[it->council].joined = month;
  cd_decision_settle(decision, values, text);
  CdEvent event = {
      .step = {.meeting = month, .party = it->council, .kind = CD_STEP_JOINS_LATE, .text = it->text, .block = it->larger},
      .reason = CD_REASON_NOBODY_WORSE,
      .utility = decision->council[it->council].value,
      .threshold = least};
  cd_ledger_add(ledger, &event);
}

/* The block of at least two of which COUNCIL is the first member by hashed id. */
static bool is_first_of_block(const CdPartners *partners, guint council, guint32 block)
{
  for (guint t = 0; t < partners->n_councils; t++)
    if (block >> partners->order[t] & 1)
      return partners->order[t] == council && block != 1u << council;
  return false;
}

static guint block_number(const CdDecision *decision, guint32 block)
{
  guint b = 0;
  while (decision->division.block[b] != block)
    b++;
  return b;
}

/* Whether anybody joined. */
static bool go_round(CdDecision *decision, const CdBlockValues *values, guint month, CdLedger *ledger)
{
  const CdPartners *partners = values->table->partners;
  guint32 block_of[CD_COUNCILS_MOST]; /* as the month begins */
  bool joined = false;
  for (guint i = 0; i < partners->n_councils; i++)
    block_of[i] = decision->council[i].block;
  for (guint t = 0; t < partners->n_councils; t++) {
    guint first = partners->order[t];
    Joining it;
    if (!is_first_of_block(partners, first, block_of[first]) ||
        !find_joiner(values, decision, block_number(decision, block_of[first]), &it))
      continue;
    join(decision, values, &it, month, ledger);
    joined = true;
  }
  return joined;
}

void cd_join_later(CdDecision *decision, const CdBlockValues *values, CdLedger *ledger)
{
  for (guint month = decision->meeting + 1; go_round(decision, values, month, ledger);)
    month++;
}
