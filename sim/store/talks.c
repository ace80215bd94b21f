#include "sim/store/groups.h"

#define MONTHS_MOST 100000u
#define TEXTS_MOST 100000000u

static const CdColumn talks_columns[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run"),
    CD_WHOLE_COLUMN("months", "months", "month of the end, from the first meeting"),
    CD_WHOLE_COLUMN("together", "", "1: all councils in one block, be it by joining later"),
    CD_TEXT_COLUMN("parting", "how the talks ended: concordat explain tells of each word"),
};
static const CdStoreTable talks_table =
    CD_STORE_TABLE("talks", "How the partners' talks ended; empty where nobody talks", talks_columns);

static const CdColumn council_columns[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run"),
    CD_TEXT_COLUMN("council", "id"),
    CD_WHOLE_COLUMN(
        "block", "",
        "with whom it ends: councils of one replicate with the same number; numbered by the first council of each"),
    CD_WHOLE_COLUMN("form", "", "number of the block's form of contract"),
    CD_WHOLE_COLUMN("text", "", "number of the block's terms"),
    CD_TEXT_COLUMN("departure", "stayed to the end, gave notice, or lapsed: its last meeting passed"),
    CD_WHOLE_COLUMN("month", "months", "of its departure, else of the end"),
    CD_WHOLE_COLUMN("wanted_to_stay", "", "1: when somebody left, another's terms were worth more to it than leaving"),
    CD_REAL_COLUMN("value", "value, 0 to 1", "what was decided is worth to it, as it believed"),
    CD_REAL_COLUMN("walk_away", "value, 0 to 1", "what it could count on without the others"),
    CD_WHOLE_COLUMN("joined", "", "1: it joined a block after the talks"),
    CD_WHOLE_COLUMN("month_joined", "months", "in which it did; else 0"),
};
static const CdStoreTable council_table =
    CD_STORE_TABLE("talks_council", "How each council came out of the talks; empty where nobody talks", council_columns);

static const char *const departures[] = {[CD_STAYED] = "stayed", [CD_GAVE_NOTICE] = "gave-notice", [CD_LAPSED] = "lapsed"};

static void exchange_end(CdStore *store, CdDecision *decision, guint replicate, const char *const *partings)
{
  guint kind = decision->kind;
  cd_store_row(store);
  cd_store_key_whole(store, replicate + 1);
  cd_store_count(store, &decision->meeting, MONTHS_MOST);
  cd_store_flag(store, &decision->agreed);
  cd_store_word(store, &kind, partings, CD_PARTING_COUNT);
  cd_store_end_row(store);
  if (store->reads)
    decision->kind = (CdPartingKind)kind;
}

static guint number_of(const CdDivision *division, guint council)
{
  for (guint b = 0; b < division->n_blocks; b++)
    if (division->block[b] >> council & 1)
      return b;
  return 0;
}

/* Blocks are numbered by their lowest member, so a council's is one of those before it, or the next. */
static void exchange_block(CdStore *store, CdDecision *decision, guint council)
{
  CdDivision *division = &decision->division;
  guint block = number_of(division, council);
  cd_store_count(store, &block, store->reads ? division->n_blocks : CD_COUNCILS_MOST);
  bool is_first = block == division->n_blocks;
  if (store->reads && !store->problem) {
    division->n_blocks += is_first;
    division->block[block] = (is_first ? 0 : division->block[block]) | 1u << council;
  }
  guint form = division->form[block], text = decision->text[block];
  cd_store_count(store, &form, MONTHS_MOST);
  cd_store_count(store, &text, TEXTS_MOST);
  if (!store->reads || store->problem)
    return;
  if (!is_first && (form != division->form[block] || text != decision->text[block]))
    cd_store_fault(store, "form and terms are not those of its block");
  division->form[block] = form;
  decision->text[block] = text;
}

static void exchange_council(CdStore *store, CdDecision *decision, guint replicate, guint council, const char *id)
{
  CdCouncilEnd *end = &decision->council[council];
  guint departure = end->departure;
  cd_store_row(store);
  cd_store_key_whole(store, replicate + 1);
  cd_store_key(store, id);
  exchange_block(store, decision, council);
  cd_store_word(store, &departure, departures, G_N_ELEMENTS(departures));
  cd_store_count(store, &end->meeting, MONTHS_MOST);
  cd_store_flag(store, &end->wanted_to_stay);
  cd_store_finite(store, &end->value);
  cd_store_finite(store, &end->walk_away);
  cd_store_flag(store, &end->joined_later);
  cd_store_count(store, &end->joined, MONTHS_MOST);
  cd_store_end_row(store);
  if (store->reads)
    end->departure = (CdDeparture)departure;
}

/* A block's form and terms are among those that it has; which block it is is known with its last member. */
static void check_texts(CdStore *store, const CdDecision *decision, const CdPartners *partners)
{
  for (guint b = 0; b < decision->division.n_blocks; b++) {
    guint32 block = decision->division.block[b];
    if (decision->division.form[b] >= partners->blocks->block[block].n_forms ||
        decision->text[b] >= partners->grid[block].n_texts)
      cd_store_fault(store, "form or terms are none that its block has");
  }
}

static void exchange_councils(CdStore *store, CdResults *results, guint replicate)
{
  CdDecision *decision = &results->decision[replicate];
  guint n = results->scenario->table[CD_ENTITY_COUNCIL].n;
  for (guint i = 0; i < n; i++)
    exchange_council(store, decision, replicate, i, cd_scenario_council(results->scenario, i)->head.id);
  if (!store->reads || store->problem)
    return;
  check_texts(store, decision, cd_engine_session(results->engine)->partners);
  for (guint i = 0; i < n; i++)
    decision->council[i].block = decision->division.block[number_of(&decision->division, i)];
}

void cd_exchange_talks(CdStore *store, CdResults *results)
{
  guint replicates = cd_engine_decides(results->engine) ? results->replicates : 0;
  const char *partings[CD_PARTING_COUNT];
  for (guint k = 0; k < CD_PARTING_COUNT; k++)
    partings[k] = cd_parting_info((CdPartingKind)k)->id;
  if (store->reads && replicates > 0)
    results->decision = g_new0(CdDecision, replicates);
  cd_store_begin(store, &talks_table);
  for (guint k = 0; k < replicates && !store->problem; k++)
    exchange_end(store, &results->decision[k], k, partings);
  cd_store_end(store);
  cd_store_begin(store, &council_table);
  for (guint k = 0; k < replicates && !store->problem; k++)
    exchange_councils(store, results, k);
  cd_store_end(store);
}
