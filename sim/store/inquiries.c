#include "sim/store/groups.h"
#include "sim/store/sets.h"

#define ROWS_MOST 100000000u
#define TERMS_MOST 32u

/* What is kept of an inquiry is what reasons are made of (sim/appraisal/reasons.h): offers by one council alone, shortfalls and the texts of the
 * benchmark solutions are not. */

static const CdColumn inquiry_columns[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run"),
    CD_WHOLE_COLUMN("zone_open", "", "1: by what they believe, some terms suit everybody"),
    CD_WHOLE_COLUMN("zone_open_model", "", "1: by what the model finds, some would"),
    CD_TEXT_COLUMN("cause", "why none do: concordat explain tells of each word"),
    CD_TEXT_COLUMN("blocked_by", "nothing, terms (those of talks_blocking), or consequences"),
    CD_TEXT_COLUMN("bridge", "what would make some terms suit everybody"),
    CD_REAL_COLUMN("pounds", "GBP/year", "that it takes; no sum: infinite"),
    CD_WHOLE_COLUMN("terms_to_change", "terms",
                    "in the last text tabled, where they part though some would suit everybody"),
#define STABILITY(KIND, id, label, meaning) CD_WHOLE_COLUMN("stable-" id, "", "1: what was decided is so. " label),
#include "sim/coalition/stabilities.def"
#undef STABILITY
    CD_WHOLE_COLUMN("by_convention", "", "1: what they can count on hangs on a convention"),
    CD_TEXT_COLUMN("expected", "who would go with whom by stability alone"),
};
static const CdStoreTable inquiry_table = CD_STORE_TABLE(
    "talks_inquiry", "Why the talks ended so, and what would last; empty where nobody talks", inquiry_columns);

static const CdColumn payment_columns[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run"),
    CD_TEXT_COLUMN("council", "id"),
    CD_REAL_COLUMN("pounds", "GBP/year", "that it needs, or below 0 could spare, at the bridge; infinite: any sum"),
};
static const CdStoreTable payment_table = CD_STORE_TABLE(
    "talks_payment", "Whom money to bridge would come from and go to; empty where nobody talks", payment_columns);

static const CdColumn blocking_columns[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run"),
    CD_TEXT_COLUMN("issues", "one of the smallest sets that, were it no issue, would open the zone"),
};
static const CdStoreTable blocking_table =
    CD_STORE_TABLE("talks_blocking", "Which terms stand in the way; several sets may at once", blocking_columns);

static const CdColumn coalition_columns[] = {
    CD_WHOLE_COLUMN("replicate", "", "as in run"),
    CD_TEXT_COLUMN("councils", "a group that would rather go off together; none that holds a smaller one"),
};
static const CdStoreTable coalition_table =
    CD_STORE_TABLE("talks_coalition", "Who would rather form a group of their own", coalition_columns);

static const char *const blockings[] = {
    [CD_BLOCKING_NOTHING] = "nothing", [CD_BLOCKING_TERMS] = "terms", [CD_BLOCKING_CONSEQUENCES] = "consequences"};

/* What words stand for. */
typedef struct {
  const char *cause[CD_CAUSE_COUNT], *bridge[CD_BRIDGE_COUNT], *issue[CD_ISSUE_COUNT], *council[CD_COUNCILS_MOST];
  guint n_councils;
} Names;

static Names names_of(const CdScenario *scenario)
{
  Names names = {.n_councils = scenario->table[CD_ENTITY_COUNCIL].n};
  for (guint c = 0; c < CD_CAUSE_COUNT; c++)
    names.cause[c] = cd_cause_text((CdCause)c)->id;
  for (guint b = 0; b < CD_BRIDGE_COUNT; b++)
    names.bridge[b] = cd_bridge_text((CdBridgeKind)b)->id;
  for (guint i = 0; i < CD_TERM_COUNT; i++)
    names.issue[i] = cd_choices[CD_CHOICES_TERM][i];
  names.issue[CD_ISSUE_FORM] = "form";
  for (guint i = 0; i < names.n_councils; i++)
    names.council[i] = cd_scenario_council(scenario, i)->head.id;
  return names;
}

static void exchange_flag(CdStore *store, guint8 *flag)
{
  bool is = *flag;
  cd_store_flag(store, &is);
  *flag = is;
}

static void exchange_inquiry(CdStore *store, CdInquiry *inquiry, guint replicate, const Names *names)
{
  guint cause = inquiry->cause, blocked = inquiry->blocking.kind, bridge = inquiry->bridge.kind;
  cd_store_row(store);
  cd_store_key_whole(store, replicate + 1);
  cd_store_flag(store, &inquiry->open);
  cd_store_flag(store, &inquiry->open_in_truth);
  cd_store_word(store, &cause, names->cause, CD_CAUSE_COUNT);
  cd_store_word(store, &blocked, blockings, G_N_ELEMENTS(blockings));
  cd_store_word(store, &bridge, names->bridge, CD_BRIDGE_COUNT);
  cd_store_real(store, &inquiry->bridge.pounds);
  bool none = cd_store_null(store, !inquiry->concession.open);
  if (!none)
    cd_store_count(store, &inquiry->concession.terms, TERMS_MOST);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    exchange_flag(store, &inquiry->stable[s]);
  cd_store_flag(store, &inquiry->convention_dependent);
  cd_store_partition(store, &inquiry->expected, names->council, names->n_councils);
  cd_store_end_row(store);
  if (!store->reads)
    return;
  inquiry->cause = (CdCause)cause;
  inquiry->blocking.kind = (CdBlockingKind)blocked;
  inquiry->bridge.kind = (CdBridgeKind)bridge;
  inquiry->concession.open = !none;
}

static void exchange_payments(CdStore *store, CdInquiry *inquiry, guint replicate, const Names *names)
{
  for (guint i = 0; i < names->n_councils; i++) {
    cd_store_row(store);
    cd_store_key_whole(store, replicate + 1);
    cd_store_key(store, names->council[i]);
    cd_store_real(store, &inquiry->payment[i]);
    cd_store_end_row(store);
  }
}

/* The sets of an inquiry that a table lists. */
typedef struct {
  const CdStoreTable *table;
  guint *(*set)(CdInquiry *inquiry, guint **n);
  guint most;
} Sets;

static guint *blocking_of(CdInquiry *inquiry, guint **n)
{
  *n = &inquiry->blocking.n;
  return inquiry->blocking.set;
}

static guint *coalitions_of(CdInquiry *inquiry, guint **n)
{
  *n = &inquiry->n_coalitions;
  return inquiry->coalition;
}

static guint count_sets(const Sets *sets, const CdResults *results, guint replicates)
{
  guint rows = 0, *n = NULL;
  for (guint k = 0; k < replicates; k++) {
    sets->set(&results->inquiry[k], &n);
    rows += *n;
  }
  return rows;
}

static void write_sets(CdStore *store, const Sets *sets, CdResults *results, const char *const *names, guint n_names)
{
  for (guint k = 0; k < results->replicates; k++) {
    guint *n = NULL, *set = sets->set(&results->inquiry[k], &n);
    for (guint s = 0; s < *n; s++) {
      guint replicate = k + 1;
      cd_store_row(store);
      cd_store_count(store, &replicate, results->replicates);
      cd_store_set(store, &set[s], names, n_names);
      cd_store_end_row(store);
    }
  }
}

static void read_sets(CdStore *store, const Sets *sets, CdResults *results, guint rows, const char *const *names,
                      guint n_names)
{
  for (guint r = 0; r < rows && !store->problem; r++) {
    guint replicate = 0, mask = 0;
    cd_store_row(store);
    cd_store_count(store, &replicate, results->replicates);
    cd_store_set(store, &mask, names, n_names);
    cd_store_end_row(store);
    if (store->problem)
      return;
    guint *n = NULL, *set = replicate > 0 ? sets->set(&results->inquiry[replicate - 1], &n) : NULL;
    if (!set || *n >= sets->most)
      cd_store_fault(store, "more than there can be of replicate %u", replicate);
    else
      set[(*n)++] = mask;
  }
}

static void exchange_sets(CdStore *store, const Sets *sets, CdResults *results, guint replicates,
                          const char *const *names, guint n_names)
{
  cd_store_begin(store, sets->table);
  guint rows = cd_store_rows(store, store->reads ? 0 : count_sets(sets, results, replicates), ROWS_MOST);
  if (store->reads)
    read_sets(store, sets, results, replicates > 0 ? rows : 0, names, n_names);
  else if (replicates > 0)
    write_sets(store, sets, results, names, n_names);
  cd_store_end(store);
}

void cd_exchange_inquiries(CdStore *store, CdResults *results)
{
  guint replicates = cd_engine_decides(results->engine) ? results->replicates : 0;
  const Names names = names_of(results->scenario);
  const Sets blocking = {&blocking_table, blocking_of, CD_BLOCKING_MAX},
             coalitions = {&coalition_table, coalitions_of, CD_COALITIONS_MOST};
  if (store->reads && replicates > 0)
    results->inquiry = g_new0(CdInquiry, replicates);
  cd_store_begin(store, &inquiry_table);
  for (guint k = 0; k < replicates && !store->problem; k++)
    exchange_inquiry(store, &results->inquiry[k], k, &names);
  cd_store_end(store);
  cd_store_begin(store, &payment_table);
  for (guint k = 0; k < replicates && !store->problem; k++)
    exchange_payments(store, &results->inquiry[k], k, &names);
  cd_store_end(store);
  exchange_sets(store, &blocking, results, replicates, names.issue, CD_ISSUE_COUNT);
  exchange_sets(store, &coalitions, results, replicates, names.council, names.n_councils);
}
