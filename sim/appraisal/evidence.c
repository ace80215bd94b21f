#include "sim/appraisal/evidence.h"

#include <math.h>
#include "sim/appraisal/results.h"
#include "sim/base/hash.h"

const char *cd_conclusion_kind_text(CdConclusionKind kind)
{
  static const char *const text[CD_CONCLUSION_KINDS] = {[CD_CONCLUSION_ANSWER] = "answer",
                                                        [CD_CONCLUSION_CLAIM] = "claim",
                                                        [CD_CONCLUSION_ADVANTAGE] = "advantage",
                                                        [CD_CONCLUSION_PREFERENCE] = "preference"};
  return text[kind];
}

const CdInfluence *cd_conclusion_turns_on(const CdConclusion *it)
{
  for (int kind = CD_REVERSAL_SURE; kind > CD_REVERSAL_NONE; kind--)
    for (guint i = 0; i < it->n; i++)
      if (it->influence[i].reversal == (CdReversal)kind)
        return &it->influence[i];
  return NULL;
}

/* --- Which there are ----------------------------------------------------------------------------------------------------- */

static void add(GArray *all, CdConclusion it)
{
  it.mean = NAN;
  g_array_append_val(all, it);
}

static void add_answers(GArray *all, const CdResults *results)
{
  CdPair pair[CD_KEY_PAIRS];
  if (cd_key_pairs(results, pair) == 0)
    return;
  for (guint q = 0; q < results->questions->n; q++) {
    const CdQuestion *it = &results->questions->question[q];
    if (it->a == pair[0].a && it->b == pair[0].b)
      add(all, (CdConclusion){.kind = CD_CONCLUSION_ANSWER, .row = q, .a = it->a, .b = it->b});
  }
}

/* What a model must be able to reproduce is no conclusion, but a test of the model. */
static bool is_concluded(const CdResults *results, const CdClaimAnswer *claim)
{
  return claim->verdict != CD_CLAIM_NOT_MODELLED && claim->verdict != CD_CLAIM_UNDEFINED &&
         !cd_claim_is_to_reproduce(results, claim);
}

static void add_claims(GArray *all, const CdResults *results)
{
  for (guint c = 0; c < results->claims->n; c++)
    if (is_concluded(results, &results->claims->claim[c]))
      add(all, (CdConclusion){.kind = CD_CONCLUSION_CLAIM, .row = c});
}

static void add_advantages(GArray *all, const CdResults *results)
{
  for (guint t = 0; t < results->options->n; t++) {
    const CdTableAnswer *table = &results->options->table[t];
    for (guint i = 0; i < table->n_rows * table->n_columns; i++)
      if (table->cell[i].answer.n > 0)
        add(all, (CdConclusion){.kind = CD_CONCLUSION_ADVANTAGE, .row = t, .cell = i});
  }
}

static double worth_of(const CdResults *results, const CdRegretPartner *who, guint structure)
{
  CdScope scope = who->kind == CD_ENTITY_COUNCIL ? CD_BY_COUNCIL : CD_BY_FUNDER;
  return cd_results_summary(results, CD_ARM(structure, false), CD_METRIC_UTILITY, scope, who->row)->mean;
}

/* The option that is most often first but for NOT (-1: any); ties: by mean value, then in the order of the file. */
static int most_often_first(const CdResults *results, const CdRegretPartner *who, int not )
{
  const CdRanking *ranking =
      who->kind == CD_ENTITY_COUNCIL ? &results->ranking_council[who->row] : &results->ranking_funder[who->row];
  int best = -1;
  for (guint s = 0; s < results->n_forced; s++) {
    if ((int)s == not )
      continue;
    double more = best < 0 ? 1 : ranking->first_own[s] - ranking->first_own[best];
    if (more > 0 || (more == 0 && worth_of(results, who, s) > worth_of(results, who, (guint)best)))
      best = (int)s;
  }
  return best;
}

static void add_preferences(GArray *all, const CdResults *results)
{
  for (guint p = 0; results->n_forced > 1 && p < results->regrets->n; p++) {
    const CdRegretPartner *who = &results->regrets->partner[p];
    int a = most_often_first(results, who, -1), b = most_often_first(results, who, a);
    add(all, (CdConclusion){.kind = CD_CONCLUSION_PREFERENCE, .row = p, .a = (guint)a, .b = (guint)b});
  }
}

CdEvidence *cd_evidence_ask(const CdResults *results)
{
  GArray *all = g_array_new(FALSE, TRUE, sizeof(CdConclusion));
  add_answers(all, results);
  add_claims(all, results);
  add_advantages(all, results);
  add_preferences(all, results);
  CdEvidence *evidence = g_new0(CdEvidence, 1);
  evidence->n = all->len;
  evidence->conclusion = (CdConclusion *)(void *)g_array_free(all, FALSE);
  return evidence;
}

/* --- On what they rest --------------------------------------------------------------------------------------------------- */

typedef struct {
  const CdResults *results;
  const CdDrawnInputs *inputs;
} Asking;

/* X less Y, run by run. The caller frees. */
static double *sample_of_difference(const CdResults *results, guint value, guint a, guint b)
{
  CdMeasure measure = {value, CD_ARM(a, false), (int)CD_ARM(b, false)};
  return cd_measure_sample(results, &measure);
}

/* By how much the option has the criterion's advantage. */
static double *sample_of_cell(const CdResults *results, const CdConclusion *it)
{
  const CdTableAnswer *table = &results->options->table[it->row];
  guint structure = table->cell[it->cell].option;
  CdTableTest test = cd_table_test(results, table->first + it->cell / table->n_columns, structure);
  double *x = cd_measure_sample(results, &test.measure);
  cd_criterion_margin(&test.criterion, x, results->replicates, x);
  return x;
}

static double *sample_of_preference(const CdResults *results, const CdConclusion *it)
{
  const CdRegretPartner *who = &results->regrets->partner[it->row];
  CdScope scope = who->kind == CD_ENTITY_COUNCIL ? CD_BY_COUNCIL : CD_BY_FUNDER;
  return sample_of_difference(results, cd_metric_at(results->layout, CD_METRIC_UTILITY, scope, who->row), it->a, it->b);
}

static guint64 key_of(const CdResults *results, const CdConclusion *it)
{
  return cd_hash_pair(cd_hash_text(cd_conclusion_kind_text(it->kind)),
                      cd_hash_pair(cd_hash_text(results->scenario->id), ((guint64)it->row << 32) + it->cell));
}

static void keep(CdConclusion *it, const CdInfluences *influences)
{
  const CdInfluence *turns = cd_influences_reversing(influences, CD_REVERSAL_SURE);
  turns = turns ? turns : cd_influences_reversing(influences, CD_REVERSAL_PERHAPS);
  it->mean = influences->mean;
  it->n_tested = influences->n_tested;
  it->n_told = influences->n_told;
  it->n = MIN(influences->n_told, CD_EVIDENCE_MOST);
  for (guint i = 0; i < it->n; i++)
    it->influence[i] = influences->influence[i];
  if (turns && turns >= influences->influence + it->n)
    it->influence[it->n++] = *turns;
}

/* Each fills its own place and draws from streams of its own, so the order of threads cannot matter. */
static void ask(gpointer data, gpointer user)
{
  CdConclusion *it = data;
  const Asking *asking = user;
  const CdResults *results = asking->results;
  if (it->kind == CD_CONCLUSION_ANSWER) {
    keep(it, results->questions->question[it->row].influences);
    return;
  }
  g_autofree double *margin = it->kind == CD_CONCLUSION_CLAIM
                                  ? cd_claim_margin(results, &results->claims->claim[it->row])
                              : it->kind == CD_CONCLUSION_ADVANTAGE ? sample_of_cell(results, it)
                                                                    : sample_of_preference(results, it);
  g_autofree double *nought = g_new0(double, CD_LUCKS *(gsize)results->replicates);
  if (!margin)
    return;
  CdInfluences *influences =
      cd_influences_new(&asking->inputs->columns, margin, nought, 0, results->seed, key_of(results, it));
  keep(it, influences);
  cd_influences_free(influences);
}

CdEvidence *cd_evidence_new(const CdResults *results, guint jobs)
{
  CdEvidence *evidence = cd_evidence_ask(results);
  g_autoptr(CdDrawnInputs) inputs = cd_questions_draw(results->questions, results);
  Asking asking = {results, inputs};
  GThreadPool *pool = g_thread_pool_new(ask, &asking, (gint)jobs, FALSE, NULL);
  for (guint c = 0; c < evidence->n; c++)
    g_thread_pool_push(pool, &evidence->conclusion[c], NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
  return evidence;
}

void cd_evidence_free(CdEvidence *evidence)
{
  if (!evidence)
    return;
  g_free(evidence->conclusion);
  g_free(evidence);
}
