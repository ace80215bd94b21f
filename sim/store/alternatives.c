#include "sim/store/groups.h"

#include "sim/appraisal/alternative.h"

#define REFUSAL_MOST 4096u

static const char *const sides[CD_ALTERNATIVE_OPTIONS] = {"a", "b"};
static const char *const whats[] = {"stated", "other", "shift"};
static const char *const changes[] = {"stays", "verdict", "sign"};

static const CdColumn alternative_columns[] = {
    CD_TEXT_COLUMN("setting", "a choice and another word for it, as --set takes it"),
    CD_TEXT_COLUMN("stated", "the word that the run was made with"),
    CD_WHOLE_COLUMN("replicates", "", "of the rerun: the first of run"),
    CD_TEXT_COLUMN("refusal", "why the scenario cannot be run with it; NULL: it can"),
};
static const CdStoreTable alternative_table = CD_STORE_TABLE(
    "alternative", "Other words of the choices that the answer could turn on; empty where it was not rerun",
    alternative_columns);

static const CdColumn run_columns[] = {
    CD_TEXT_COLUMN("setting", "as in alternative"),
    CD_WHOLE_COLUMN("replicate", "", "as in run, with the same draws"),
    CD_WHOLE_COLUMN("luck", "", "as in run"),
    CD_TEXT_COLUMN("side", "a, b: the two options that the answer compares, under the common terms"),
    CD_TEXT_COLUMN("structure", "id of that option"),
    CD_REAL_COLUMN("cost-annual", "\302\243 a year", "as in run"),
    CD_REAL_COLUMN("completions", "people a year", "as in run"),
    CD_REAL_COLUMN("deaths", "people a year", "as in run"),
    CD_REAL_COLUMN("border-losses", "people a year", "as in run"),
};
static const CdStoreTable run_table =
    CD_STORE_TABLE("alternative_run", "Single runs of the answer with another word for a choice", run_columns);

static const CdColumn answer_columns[] = {
    CD_TEXT_COLUMN("setting", "as in alternative"),
    CD_TEXT_COLUMN("metric", "the value: a column of run, with its unit"),
    CD_TEXT_COLUMN("change", "whether the verdict or the sign changes with the other word: stays, verdict, sign"),
    CD_TEXT_COLUMN("what",
                   "stated, other: D = a - b with that word; shift: other - stated. All over the rerun's replicates"),
    CD_DIFFERENCE_COLUMNS,
};
static const CdStoreTable answer_table =
    CD_STORE_TABLE("alternative_answer", "The answer with another word for a choice", answer_columns);

static void exchange_rows(CdStore *store, CdResults *results, CdAlternatives *all)
{
  g_autofree const char **setting = g_new0(const char *, all->n + 1);
  for (guint i = 0; i < all->n; i++)
    setting[i] = all->alternative[i].setting;
  guint n = cd_store_rows(store, results->alternatives ? all->n : 0, all->n);
  for (guint i = 0; i < n; i++) {
    guint index = i;
    cd_store_row(store);
    cd_store_word(store, &index, setting, all->n);
    CdAlternative *it = &all->alternative[store->problem ? 0 : index];
    cd_store_key(store, it->stated);
    cd_store_count(store, &it->replicates, results->replicates);
    if (!cd_store_null(store, !it->refusal)) {
      if (store->reads)
        g_clear_pointer(&it->refusal, g_free);
      cd_store_text(store, &it->refusal, REFUSAL_MOST);
    }
    cd_store_end_row(store);
  }
  if (store->reads && n > 0)
    results->alternatives = all;
}

static void exchange_runs(CdStore *store, CdResults *results, CdAlternative *it, CdPair pair)
{
  gsize size = cd_alternative_at(it->replicates, 0, 0, 0);
  if (store->reads)
    it->value = g_try_new0(double, size + 1);
  if (!it->value) {
    cd_store_fault(store, "no memory for %u replicates", it->replicates);
    return;
  }
  for (guint run = 0; run < it->replicates * CD_LUCKS && !store->problem; run++)
    for (guint o = 0; o < CD_ALTERNATIVE_OPTIONS; o++) {
      cd_store_row(store);
      cd_store_key(store, it->setting);
      cd_store_key_whole(store, run / CD_LUCKS + 1);
      cd_store_key_whole(store, run % CD_LUCKS + 1);
      cd_store_key(store, sides[o]);
      cd_store_key(store, cd_store_structure(results, o == 0 ? pair.a : pair.b));
      for (guint m = 0; m < cd_question_metrics; m++)
        cd_store_real(store, &it->value[cd_alternative_at(run / CD_LUCKS, run % CD_LUCKS, o, m)]);
      cd_store_end_row(store);
    }
}

static bool was_run(const CdAlternative *it)
{
  return it->replicates > 0;
}

void cd_exchange_alternatives(CdStore *store, CdResults *results)
{
  CdAlternatives *asked = results->alternatives ? results->alternatives : cd_alternatives_ask(results);
  cd_store_begin(store, &alternative_table);
  exchange_rows(store, results, asked);
  cd_store_end(store);
  cd_store_begin(store, &run_table);
  for (guint i = 0; results->alternatives && i < asked->n; i++)
    if (was_run(&asked->alternative[i]))
      exchange_runs(store, results, &asked->alternative[i], asked->pair);
  cd_store_end(store);
  if (!results->alternatives)
    cd_alternatives_free(asked);
}

static void exchange_answer(CdStore *store, const CdResults *results, const CdAlternative *it, guint metric)
{
  CdAlternativeAnswer *answer = &it->answer[metric];
  CdDifference *const difference[] = {&answer->stated, &answer->other, &answer->shift};
  for (guint d = 0; d < G_N_ELEMENTS(difference); d++) {
    guint change = answer->change;
    cd_store_row(store);
    cd_store_key(store, it->setting);
    cd_store_key(store, results->layout->name[cd_metric_at(results->layout, cd_question_metric[metric], CD_TOTAL, 0)]);
    cd_store_word(store, &change, changes, G_N_ELEMENTS(changes));
    cd_store_key(store, whats[d]);
    cd_exchange_difference(store, difference[d], it->replicates);
    cd_store_end_row(store);
    if (store->reads)
      answer->change = (CdAlternativeChange)change;
  }
}

void cd_exchange_alternative_answers(CdStore *store, CdResults *results)
{
  cd_store_begin(store, &answer_table);
  for (guint i = 0; results->alternatives && i < results->alternatives->n; i++) {
    CdAlternative *it = &results->alternatives->alternative[i];
    if (!was_run(it))
      continue;
    if (store->reads)
      it->answer = g_new0(CdAlternativeAnswer, cd_question_metrics);
    for (guint m = 0; m < cd_question_metrics; m++)
      exchange_answer(store, results, it, m);
  }
  cd_store_end(store);
}
