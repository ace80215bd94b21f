#include "sim/appraisal/minutes.h"
#include "sim/store/groups.h"
#include "sim/store/sets.h"

#define STEPS_MOST 1000000u /* of all the talks kept */
#define MEETINGS_MOST 100000u

static const CdColumn minutes_columns[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run; few are kept"),
    CD_WHOLE_COLUMN("meeting", "months", "from the first, which is 0"),
    CD_TEXT_COLUMN("council", "id: whose step it is; of an agreement: whose text it is"),
    CD_TEXT_COLUMN("step", "what was done: concordat explain tells of each word"),
    CD_TEXT_COLUMN("block", "ids of those at the table; after regrouping or joining: of the council's block"),
    CD_WHOLE_COLUMN("text", "", "number of the terms, as in talks_council; none: NULL"),
    CD_TEXT_COLUMN("reason", "why; of the council's own"),
    CD_REAL_COLUMN("utility", "value, 0 to 1",
                   "the terms' to the council; on giving notice: the best that it expects by staying"),
    CD_REAL_COLUMN("threshold", "value, 0 to 1", "what it held them against"),
};
static const CdStoreTable minutes_table = CD_STORE_TABLE(
    "talks_minutes", "The talks that reports tell step by step; empty where nobody meets", minutes_columns);

typedef struct {
  const char *council[CD_COUNCILS_MOST], *step[CD_STEP_COUNT], *reason[CD_REASON_COUNT];
  guint n_councils;
} Names;

static Names names_of(const CdScenario *scenario)
{
  Names names = {.n_councils = scenario->table[CD_ENTITY_COUNCIL].n};
  for (guint i = 0; i < names.n_councils; i++)
    names.council[i] = cd_scenario_council(scenario, i)->head.id;
  for (guint s = 0; s < CD_STEP_COUNT; s++)
    names.step[s] = cd_step_wording((CdStepKind)s)->id;
  for (guint r = 0; r < CD_REASON_COUNT; r++)
    names.reason[r] = cd_reason_wording((CdReason)r)->id;
  return names;
}

static void exchange_text(CdStore *store, CdStep *step, const CdPartners *partners)
{
  if (cd_store_null(store, step->text == CD_NO_TEXT)) {
    step->text = CD_NO_TEXT;
    return;
  }
  guint texts = store->problem ? 0 : partners->grid[step->block].n_texts;
  cd_store_count(store, &step->text, texts > 0 ? texts - 1 : 0);
}

static void exchange_step(CdStore *store, CdEvent *event, guint *replicate, guint replicates, const Names *names,
                          const CdPartners *partners)
{
  CdStep *step = &event->step;
  cd_store_row(store);
  cd_store_count(store, replicate, replicates);
  cd_store_count(store, &step->meeting, MEETINGS_MOST);
  cd_store_word(store, &step->party, names->council, names->n_councils);
  cd_store_word(store, &step->kind, names->step, CD_STEP_COUNT);
  cd_store_set(store, &step->block, names->council, names->n_councils);
  exchange_text(store, step, partners);
  cd_store_word(store, &event->reason, names->reason, CD_REASON_COUNT);
  cd_store_finite(store, &event->utility);
  cd_store_finite(store, &event->threshold);
  cd_store_end_row(store);
}

static guint count_steps(const GPtrArray *minutes)
{
  guint steps = 0;
  for (guint m = 0; minutes && m < minutes->len; m++)
    steps += ((const CdMinutes *)g_ptr_array_index(minutes, m))->ledger.n;
  return steps;
}

static void write_steps(CdStore *store, const CdResults *results, const Names *names, const CdPartners *partners)
{
  for (guint m = 0; m < results->minutes->len; m++) {
    CdMinutes *minutes = g_ptr_array_index(results->minutes, m);
    for (guint e = 0; e < minutes->ledger.n; e++)
      exchange_step(store, &minutes->ledger.event[e], &minutes->replicate, results->replicates, names, partners);
  }
}

/* The minutes that a step is of: those of the step before, or the next. */
static CdMinutes *minutes_of(CdResults *results, CdSession *session, guint replicate)
{
  CdMinutes *last = results->minutes->len > 0 ? g_ptr_array_index(results->minutes, results->minutes->len - 1) : NULL;
  if (last && last->replicate == replicate)
    return last;
  CdMinutes *next = cd_minutes_new(results->scenario, session, replicate, true);
  next->decision = results->decision[replicate - 1];
  g_ptr_array_add(results->minutes, next);
  return next;
}

static void read_steps(CdStore *store, CdResults *results, CdSession *session, guint rows, const Names *names)
{
  results->minutes = g_ptr_array_new_with_free_func((GDestroyNotify)cd_minutes_free);
  for (guint r = 0; r < rows && !store->problem; r++) {
    CdEvent event = {.reason = 0};
    guint replicate = 0;
    exchange_step(store, &event, &replicate, results->replicates, names, session->partners);
    if (!store->problem && replicate < 1)
      cd_store_fault(store, "replicates are numbered from 1");
    if (!store->problem)
      cd_ledger_add(&minutes_of(results, session, replicate)->ledger, &event);
  }
}

void cd_exchange_minutes(CdStore *store, CdResults *results)
{
  CdSession *session = cd_engine_session(results->engine);
  const Names names = names_of(results->scenario);
  cd_store_begin(store, &minutes_table);
  guint rows = cd_store_rows(store, count_steps(results->minutes), STEPS_MOST);
  if (session && store->reads)
    read_steps(store, results, session, rows, &names);
  else if (results->minutes)
    write_steps(store, results, &names, session->partners);
  cd_store_end(store);
}
