#include "sim/store/groups.h"

#include "sim/appraisal/question.h"

#define ASKED_COLUMNS                                                                                                  \
  CD_TEXT_COLUMN("a", "id of an option"), CD_TEXT_COLUMN("b", "id of the option taken from it: D = a - b"),            \
      CD_TEXT_COLUMN("metric", "the value: a column of run, with its unit")

static const CdColumn question_columns[] = {
    ASKED_COLUMNS,
    CD_WHOLE_COLUMN("replicates", "", "that have a value"),
    CD_WHOLE_COLUMN("tested", "", "inputs that vary"),
    CD_REAL_COLUMN("mean", "", "mean of D"),
    CD_REAL_COLUMN("luck", "share", "of the variance of a single run's D that is luck"),
    CD_REAL_COLUMN("least", "share", "that an input needs to be told from chance at even odds, about"),
    CD_REAL_COLUMN("together", "share", "of those told, added"),
    CD_WHOLE_COLUMN("told", "", "inputs told from chance: rows of influence"),
};
static const CdStoreTable question_table =
    CD_STORE_TABLE("question", "What was asked of the inputs: on which of them a difference turns", question_columns);

static const CdColumn influence_columns[] = {
    ASKED_COLUMNS,
    CD_INFLUENCE_COLUMNS,
};
static const CdStoreTable influence_table =
    CD_STORE_TABLE("influence", "Inputs told from chance, by falling share: in the order of question", influence_columns);

static const CdColumn fifth_columns[] = {
    ASKED_COLUMNS,
    CD_TEXT_COLUMN("input", "its path"),
    CD_FIFTH_COLUMNS,
};
static const CdStoreTable fifth_table =
    CD_STORE_TABLE("influence_fifth", "D where an input is low, and where it is high", fifth_columns);

static void exchange_asked(CdStore *store, const CdResults *results, const CdQuestion *question)
{
  cd_store_row(store);
  cd_store_key(store, cd_store_structure(results, question->a));
  cd_store_key(store, cd_store_structure(results, question->b));
  cd_store_key(store, results->layout->name[question->value]);
}

static void exchange_question(CdStore *store, CdResults *results, CdQuestion *question)
{
  if (store->reads)
    question->influences = g_new0(CdInfluences, 1);
  CdInfluences *it = question->influences;
  exchange_asked(store, results, question);
  cd_store_count(store, &it->n, results->replicates);
  cd_store_count(store, &it->n_tested, results->questions->n_inputs);
  cd_store_finite(store, &it->mean);
  cd_store_finite(store, &it->luck);
  cd_store_finite(store, &it->least);
  cd_store_finite(store, &it->together);
  cd_store_count(store, &it->n_told, results->questions->n_inputs);
  cd_store_end_row(store);
  if (store->reads)
    it->influence = g_new0(CdInfluence, it->n_told + 1);
}

static void exchange_influence(CdStore *store, CdResults *results, const CdQuestion *question, CdInfluence *it,
                               const char *const *path)
{
  exchange_asked(store, results, question);
  cd_exchange_influence(store, it, path, results->questions->n_inputs);
  cd_store_end_row(store);
}

static void exchange_fifth(CdStore *store, CdResults *results, const CdQuestion *question, const char *path, guint end,
                           CdInfluence *it)
{
  exchange_asked(store, results, question);
  cd_store_key(store, path);
  cd_exchange_fifth(store, it, end, results->replicates);
  cd_store_end_row(store);
}

void cd_exchange_influences(CdStore *store, CdResults *results)
{
  if (store->reads)
    results->questions = cd_questions_ask(results);
  CdQuestions *questions = results->questions;
  g_autofree const char **path = cd_store_paths(questions);
  cd_store_begin(store, &question_table);
  for (guint q = 0; q < questions->n; q++)
    exchange_question(store, results, &questions->question[q]);
  cd_store_end(store);
  cd_store_begin(store, &influence_table);
  for (guint q = 0; q < questions->n; q++)
    for (guint i = 0; i < questions->question[q].influences->n_told; i++)
      exchange_influence(store, results, &questions->question[q], &questions->question[q].influences->influence[i], path);
  cd_store_end(store);
  cd_store_begin(store, &fifth_table);
  for (guint q = 0; q < questions->n; q++)
    for (guint i = 0; i < questions->question[q].influences->n_told; i++) {
      CdInfluence *it = &questions->question[q].influences->influence[i];
      exchange_fifth(store, results, &questions->question[q], path[it->input], 0, it);
      exchange_fifth(store, results, &questions->question[q], path[it->input], 1, it);
    }
  cd_store_end(store);
}
