#include "sim/appraisal/question.h"

#include <math.h>
#include "sim/appraisal/paired.h"
#include "sim/appraisal/results.h"
#include "sim/base/hash.h"
#include "sim/base/order.h"

const CdMetricKind cd_question_metric[] = {CD_METRIC_COST_ANNUAL, CD_METRIC_COMPLETIONS, CD_METRIC_DEATHS,
                                           CD_METRIC_BORDER_LOSSES};
const guint cd_question_metrics = G_N_ELEMENTS(cd_question_metric);

/* What is needed until all questions are answered. */
typedef struct {
  const CdResults *results;
  const CdColumns *columns;
} Asking;

guint cd_key_pairs(const CdResults *results, CdPair pair[CD_KEY_PAIRS])
{
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  guint joint = (guint)root->joint, apart = (guint)root->apart, baseline = (guint)root->baseline, n = 0;
  const CdPair all[CD_KEY_PAIRS] = {{joint, apart}, {joint, baseline}, {apart, baseline}};
  for (guint i = 0; i < CD_KEY_PAIRS; i++) {
    bool known = all[i].a == all[i].b;
    for (guint k = 0; k < n; k++)
      known =
          known || (pair[k].a == all[i].a && pair[k].b == all[i].b) || (pair[k].a == all[i].b && pair[k].b == all[i].a);
    if (!known)
      pair[n++] = all[i];
  }
  return n;
}

static bool is_known(const CdPair *pair, guint n, CdPair it)
{
  for (guint i = 0; i < n; i++)
    if ((pair[i].a == it.a && pair[i].b == it.b) || (pair[i].a == it.b && pair[i].b == it.a))
      return true;
  return false;
}

static guint all_pairs(const CdResults *results, CdPair *pair)
{
  guint n = cd_key_pairs(results, pair), baseline = (guint)cd_scenario_concordat(results->scenario, 0)->baseline;
  for (guint s = 0; s < results->n_structures; s++) {
    CdPair it = {s, baseline};
    if (s != baseline && !is_known(pair, n, it))
      pair[n++] = it;
  }
  return n;
}

static guint64 key_of(const CdScenario *scenario, const CdAccordInput *input)
{
  return cd_draw_key(cd_scenario_row(scenario, input->kind, input->row), input->field);
}

/* Of inputs that share their draw the first alone is kept. */
static void keep_distinct(CdQuestions *out, const CdScenario *scenario)
{
  guint n, kept = 0;
  CdAccordInput *input = cd_inputs_new(scenario, &n);
  g_autofree guint64 *key = g_new(guint64, n + 1);
  out->alike = g_new0(guint, n + 1);
  for (guint i = 0; i < n; i++) {
    guint64 own = key_of(scenario, &input[i]);
    guint known = 0;
    while (known < kept && key[known] != own)
      known++;
    if (known < kept) {
      out->alike[known]++;
      g_free(input[i].path);
      continue;
    }
    key[kept] = own;
    input[kept++] = input[i];
  }
  out->input = input;
  out->n_inputs = kept;
}

CdDrawnInputs *cd_questions_draw(const CdQuestions *questions, const CdResults *results)
{
  guint n = questions->n_inputs, replicates = results->replicates;
  CdDrawnInputs *drawn = g_new0(CdDrawnInputs, 1);
  drawn->x = g_new(double, (gsize)n *replicates + 1);
  drawn->order = g_new(guint, (gsize)n * replicates + 1);
  drawn->key = g_new(guint64, n + 1);
  drawn->columns = (CdColumns){n, replicates, drawn->x, drawn->order, drawn->key};
  g_autofree double *row = g_new(double, n + 1);
  g_autoptr(CdWorld) world = cd_world_new(results->scenario);
  for (guint k = 0; k < replicates; k++) {
    cd_world_draw(world, results->seed, k);
    cd_inputs_read(questions->input, n, world, row);
    for (guint i = 0; i < n; i++)
      drawn->x[(gsize)i * replicates + k] = row[i];
  }
  for (guint i = 0; i < n; i++) {
    cd_order(&drawn->x[(gsize)i * replicates], replicates, &drawn->order[(gsize)i * replicates]);
    drawn->key[i] = key_of(results->scenario, &questions->input[i]);
  }
  return drawn;
}

void cd_drawn_inputs_free(CdDrawnInputs *drawn)
{
  g_free(drawn->x);
  g_free(drawn->order);
  g_free(drawn->key);
  g_free(drawn);
}

static void answer(gpointer data, gpointer user)
{
  CdQuestion *it = data;
  const Asking *asking = user;
  const CdResults *results = asking->results;
  g_autofree double *a = cd_results_sample(results, CD_ARM(it->a, false), it->value);
  g_autofree double *b = cd_results_sample(results, CD_ARM(it->b, false), it->value);
  double delta = cd_results_delta(results, it->value);
  it->influences = cd_influences_new(asking->columns, a, b, isnan(delta) ? 0 : delta, results->seed,
                                     cd_hash_text(results->layout->name[it->value]));
}

/* Each fills its own place and draws from streams keyed by metric and input, so the order of threads cannot matter. */
static void answer_all(CdQuestions *questions, Asking *asking, guint jobs)
{
  GThreadPool *pool = g_thread_pool_new(answer, asking, (gint)jobs, FALSE, NULL);
  for (guint q = 0; q < questions->n; q++)
    g_thread_pool_push(pool, &questions->question[q], NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
}

static void ask(CdQuestions *questions, const CdResults *results)
{
  g_autofree CdPair *pair = g_new(CdPair, CD_KEY_PAIRS + results->n_structures);
  guint n = all_pairs(results, pair);
  questions->question = g_new0(CdQuestion, n * cd_question_metrics + 1);
  for (guint p = 0; p < n; p++)
    for (guint m = 0; m < cd_question_metrics; m++)
      questions->question[questions->n++] = (CdQuestion){
          .a = pair[p].a, .b = pair[p].b, .value = cd_metric_at(results->layout, cd_question_metric[m], CD_TOTAL, 0)};
}

CdQuestions *cd_questions_ask(const CdResults *results)
{
  CdQuestions *questions = g_new0(CdQuestions, 1);
  keep_distinct(questions, results->scenario);
  ask(questions, results);
  return questions;
}

CdQuestions *cd_questions_new(const CdResults *results, guint jobs)
{
  CdQuestions *questions = cd_questions_ask(results);
  g_autoptr(CdDrawnInputs) drawn = cd_questions_draw(questions, results);
  Asking asking = {results, &drawn->columns};
  answer_all(questions, &asking, jobs);
  return questions;
}

void cd_questions_free(CdQuestions *questions)
{
  if (!questions)
    return;
  for (guint q = 0; q < questions->n; q++)
    cd_influences_free(questions->question[q].influences);
  cd_inputs_free(questions->input, questions->n_inputs);
  g_free(questions->alike);
  g_free(questions->question);
  g_free(questions);
}

const CdQuestion *cd_questions_find(const CdQuestions *questions, const CdResults *results, guint a, guint b,
                                    CdMetricKind metric)
{
  for (guint q = 0; q < questions->n; q++) {
    const CdQuestion *it = &questions->question[q];
    if (it->a == a && it->b == b && results->layout->kind[it->value] == metric)
      return it;
  }
  return NULL;
}
