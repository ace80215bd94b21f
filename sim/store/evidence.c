#include "sim/store/groups.h"

#define OF_CONCLUSION                                                                                                  \
  CD_TEXT_COLUMN("kind", "answer, claim, advantage (a cell of a table of options), preference (of a partner)"),        \
      CD_WHOLE_COLUMN("conclusion", "", "number within all, from 1")

static const CdColumn conclusion_columns[] = {
    OF_CONCLUSION,
    CD_TEXT_COLUMN("about", "value, claim, criterion or partner that it is about"),
    CD_TEXT_COLUMN("option", "id of the option that is held against another; NULL: of a claim"),
    CD_TEXT_COLUMN("against", "id of that other, of a preference; else NULL"),
    CD_REAL_COLUMN("mean", "", "of the margin, whose sign it goes by"),
    CD_WHOLE_COLUMN("tested", "", "inputs that vary"),
    CD_WHOLE_COLUMN("told", "", "of those, told from chance to move it"),
    CD_WHOLE_COLUMN("kept", "", "of those, rows of evidence_input: the most influential, and one that turns it"),
};
static const CdStoreTable conclusion_table =
    CD_STORE_TABLE("evidence", "Each conclusion, and how many assumptions it rests on", conclusion_columns);

static const CdColumn input_columns[] = {OF_CONCLUSION, CD_INFLUENCE_COLUMNS};
static const CdStoreTable input_table =
    CD_STORE_TABLE("evidence_input",
                   "The assumptions that a conclusion rests on, by falling influence; D is its margin", input_columns);

static const CdColumn fifth_columns[] = {OF_CONCLUSION, CD_TEXT_COLUMN("input", "its path"), CD_FIFTH_COLUMNS};
static const CdStoreTable fifth_table =
    CD_STORE_TABLE("evidence_fifth", "The margin where such an assumption is low, and where it is high", fifth_columns);

static void begin_row(CdStore *store, const CdResults *results, guint c)
{
  cd_store_row(store);
  cd_store_key(store, cd_conclusion_kind_text(results->evidence->conclusion[c].kind));
  cd_store_key_whole(store, c + 1);
}

static const char *about(const CdResults *results, const CdConclusion *it)
{
  const CdTableAnswer *table = it->kind == CD_CONCLUSION_ADVANTAGE ? &results->options->table[it->row] : NULL;
  switch (it->kind) {
  case CD_CONCLUSION_ANSWER:
    return results->layout->name[results->questions->question[it->row].value];
  case CD_CONCLUSION_CLAIM:
    return cd_scenario_claim(results->scenario, it->row)->head.id;
  case CD_CONCLUSION_ADVANTAGE:
    return cd_scenario_table_row(results->scenario, table->first + it->cell / table->n_columns)->head.id;
  default:
    return cd_scenario_row(results->scenario, results->regrets->partner[it->row].kind,
                           results->regrets->partner[it->row].row)
        ->id;
  }
}

static const char *option(const CdResults *results, const CdConclusion *it)
{
  if (it->kind == CD_CONCLUSION_CLAIM)
    return NULL;
  return cd_store_structure(
      results, it->kind == CD_CONCLUSION_ADVANTAGE ? results->options->table[it->row].cell[it->cell].option : it->a);
}

/* Which options a partner ranks first and second is found, and so is read. */
static void exchange_options(CdStore *store, const CdResults *results, CdConclusion *it)
{
  g_autofree const char **id = g_new0(const char *, results->n_forced + 1);
  if (it->kind != CD_CONCLUSION_PREFERENCE) {
    cd_store_key(store, option(results, it));
    cd_store_key(store, NULL);
    return;
  }
  for (guint s = 0; s < results->n_forced; s++)
    id[s] = cd_store_structure(results, s);
  cd_store_word(store, &it->a, id, results->n_forced);
  cd_store_word(store, &it->b, id, results->n_forced);
}

static void exchange_conclusion(CdStore *store, CdResults *results, guint c)
{
  CdConclusion *it = &results->evidence->conclusion[c];
  guint most = results->questions->n_inputs;
  begin_row(store, results, c);
  cd_store_key(store, about(results, it));
  exchange_options(store, results, it);
  cd_store_finite(store, &it->mean);
  cd_store_count(store, &it->n_tested, most);
  cd_store_count(store, &it->n_told, most);
  cd_store_count(store, &it->n, CD_EVIDENCE_MOST + 1);
  cd_store_end_row(store);
}

static void exchange_inputs(CdStore *store, CdResults *results, guint c, const char *const *path)
{
  CdConclusion *it = &results->evidence->conclusion[c];
  for (guint i = 0; i < it->n; i++) {
    begin_row(store, results, c);
    cd_exchange_influence(store, &it->influence[i], path, results->questions->n_inputs);
    cd_store_end_row(store);
  }
}

static void exchange_fifths(CdStore *store, CdResults *results, guint c, const char *const *path)
{
  CdConclusion *it = &results->evidence->conclusion[c];
  for (guint i = 0; i < it->n; i++)
    for (guint end = 0; end < 2; end++) {
      begin_row(store, results, c);
      cd_store_key(store, path[it->influence[i].input]);
      cd_exchange_fifth(store, &it->influence[i], end, results->replicates);
      cd_store_end_row(store);
    }
}

void cd_exchange_evidence(CdStore *store, CdResults *results)
{
  if (store->problem)
    return; /* what it is about may not be there */
  if (store->reads)
    results->evidence = cd_evidence_ask(results);
  g_autofree const char **path = cd_store_paths(results->questions);
  cd_store_begin(store, &conclusion_table);
  for (guint c = 0; c < results->evidence->n; c++)
    exchange_conclusion(store, results, c);
  cd_store_end(store);
  cd_store_begin(store, &input_table);
  for (guint c = 0; c < results->evidence->n; c++)
    exchange_inputs(store, results, c, path);
  cd_store_end(store);
  cd_store_begin(store, &fifth_table);
  for (guint c = 0; c < results->evidence->n; c++)
    exchange_fifths(store, results, c, path);
  cd_store_end(store);
}
