#include "sim/appraisal/alternative.h"

#include <math.h>
#include "sim/appraisal/results.h"
#include "sim/base/hash.h"

#define CONFIDENCE 0.95

/* --- which there are --- */

static guint words_of(const CdScenario *scenario, const CdField *field)
{
  return field->kind == CD_FIELD_REF ? scenario->table[field->target].n
                                     : g_strv_length((char **)cd_choices[field->choices]);
}

static const char *word_at(const CdScenario *scenario, const CdField *field, guint i)
{
  return field->kind == CD_FIELD_REF ? cd_scenario_row(scenario, field->target, i)->id : cd_choices[field->choices][i];
}

static void add_words(GArray *all, const CdScenario *scenario, CdEntityKind kind, const CdField *field)
{
  const CdSpecHead *row = cd_scenario_row(scenario, kind, 0);
  int stated = *(const int *)cd_field_of(row, field);
  g_autofree char *element = cd_scenario_path(scenario, kind, 0);
  for (guint i = 0; i < words_of(scenario, field); i++) {
    if ((int)i == stated)
      continue;
    CdAlternative it = {.kind = kind,
                        .field = field,
                        .stated = stated < 0 ? "" : word_at(scenario, field, (guint)stated),
                        .word = word_at(scenario, field, i),
                        .path = g_strdup_printf("%s/%s", element, field->name)};
    it.setting = g_strdup_printf("%s=%s", it.path, it.word);
    g_array_append_val(all, it);
  }
}

CdAlternative *cd_alternatives_words(const CdScenario *scenario, guint *n)
{
  GArray *all = g_array_new(TRUE, TRUE, sizeof(CdAlternative));
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint f = 0; entity->count != CD_MANY && scenario->table[k].n > 0 && f < entity->n_fields; f++)
      if (entity->field[f].is_judged)
        add_words(all, scenario, (CdEntityKind)k, &entity->field[f]);
  }
  *n = all->len;
  return (CdAlternative *)(void *)g_array_free(all, FALSE);
}

CdAlternatives *cd_alternatives_ask(const CdResults *results)
{
  CdAlternatives *alternatives = g_new0(CdAlternatives, 1);
  CdPair pair[CD_KEY_PAIRS];
  if (cd_key_pairs(results, pair) == 0)
    return alternatives;
  alternatives->pair = pair[0];
  alternatives->alternative = cd_alternatives_words(results->scenario, &alternatives->n);
  return alternatives;
}

void cd_alternatives_forget(CdAlternatives *alternatives)
{
  for (guint i = 0; alternatives && i < alternatives->n; i++)
    g_clear_pointer(&alternatives->alternative[i].answer, g_free);
}

void cd_alternative_clear(CdAlternative *it)
{
  g_free(it->path);
  g_free(it->setting);
  g_free(it->refusal);
  g_free(it->value);
  g_free(it->answer);
}

void cd_alternatives_free(CdAlternatives *alternatives)
{
  if (!alternatives)
    return;
  for (guint i = 0; i < alternatives->n; i++)
    cd_alternative_clear(&alternatives->alternative[i]);
  g_free(alternatives->alternative);
  g_free(alternatives);
}

gsize cd_alternative_at(guint replicate, guint luck, guint option, guint metric)
{
  return (((gsize)replicate * CD_LUCKS + luck) * CD_ALTERNATIVE_OPTIONS + option) * cd_question_metrics + metric;
}

/* --- what they say --- */

static double *sample_of(const CdAlternative *it, guint option, guint metric)
{
  double *x = g_new(double, it->replicates *CD_LUCKS);
  for (guint k = 0; k < it->replicates; k++)
    for (guint luck = 0; luck < CD_LUCKS; luck++)
      x[k * CD_LUCKS + luck] = it->value[cd_alternative_at(k, luck, option, metric)];
  return x;
}

/* X less Y, into X. */
static double *less(double *x, const double *y, guint n)
{
  for (guint r = 0; r < n; r++)
    x[r] -= y[r];
  return x;
}

static bool is_told(CdVerdict verdict)
{
  return verdict != CD_VERDICT_NONE && verdict != CD_VERDICT_UNDEFINED;
}

static CdAlternativeChange change_of(const CdDifference *stated, const CdDifference *other, const CdDifference *shift)
{
  if (shift->verdict == CD_VERDICT_NONE)
    return CD_ALTERNATIVE_STAYS;
  if (is_told(stated->verdict) && is_told(other->verdict) && (stated->d.mean > 0) != (other->d.mean > 0))
    return CD_ALTERNATIVE_SIGN;
  return stated->verdict == other->verdict ? CD_ALTERNATIVE_STAYS : CD_ALTERNATIVE_VERDICT;
}

static void answer(CdAlternativeAnswer *out, const CdAlternative *it, const CdResults *results, CdPair pair, guint metric)
{
  guint value = cd_metric_at(results->layout, cd_question_metric[metric], CD_TOTAL, 0), n = it->replicates;
  double delta = cd_results_delta(results, value);
  guint64 key = cd_hash_text(results->layout->name[value]);
  g_autofree double *a = sample_of(it, 0, metric), *b = sample_of(it, 1, metric);
  g_autofree double *was_a = cd_results_sample(results, CD_ARM(pair.a, false), value);
  g_autofree double *was_b = cd_results_sample(results, CD_ARM(pair.b, false), value);
  delta = isnan(delta) ? 0 : delta;
  out->stated = cd_difference(was_a, was_b, n, delta, CONFIDENCE, results->seed, key);
  out->other = cd_difference(a, b, n, delta, CONFIDENCE, results->seed, key);
  less(a, b, n * CD_LUCKS);
  less(was_a, was_b, n * CD_LUCKS);
  out->shift = cd_difference(a, was_a, n, delta, CONFIDENCE, results->seed, key);
  out->change = change_of(&out->stated, &out->other, &out->shift);
}

void cd_alternative_appraise(CdAlternative *alternative, const CdAlternatives *all, const CdResults *results)
{
  g_clear_pointer(&alternative->answer, g_free);
  if (alternative->replicates == 0)
    return;
  alternative->answer = g_new0(CdAlternativeAnswer, cd_question_metrics);
  for (guint m = 0; m < cd_question_metrics; m++)
    answer(&alternative->answer[m], alternative, results, all->pair, m);
}

typedef struct {
  const CdAlternatives *all;
  const CdResults *results;
} Appraising;

static void appraise(gpointer data, gpointer user)
{
  const Appraising *it = user;
  cd_alternative_appraise(data, it->all, it->results);
}

/* Each fills its own place and draws from streams keyed by the metric, so the order of threads cannot matter. */
void cd_alternatives_appraise(CdAlternatives *alternatives, const CdResults *results, guint jobs)
{
  Appraising it = {alternatives, results};
  GThreadPool *pool = g_thread_pool_new(appraise, &it, (gint)jobs, FALSE, NULL);
  for (guint i = 0; i < alternatives->n; i++)
    g_thread_pool_push(pool, &alternatives->alternative[i], NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
}

bool cd_alternative_changes(const CdAlternative *alternative)
{
  bool changes = alternative->answer && alternative->answer[0].change != CD_ALTERNATIVE_STAYS;
  for (guint m = 0; alternative->answer && m < cd_question_metrics; m++)
    changes = changes || alternative->answer[m].change == CD_ALTERNATIVE_SIGN;
  return changes;
}

guint cd_alternatives_rerun(const CdAlternatives *all)
{
  guint n = 0;
  for (guint i = 0; all && i < all->n; i++)
    n += all->alternative[i].replicates > 0;
  return n;
}

bool cd_alternatives_left_out(const CdResults *results)
{
  if (results->alternatives)
    return false;
  CdAlternatives *asked = cd_alternatives_ask(results);
  bool any = asked->n > 0;
  cd_alternatives_free(asked);
  return any;
}

bool cd_alternatives_concern(const CdAlternatives *all, const CdQuestion *question)
{
  return all && all->n > 0 && all->pair.a == question->a && all->pair.b == question->b;
}

const CdAlternative *cd_alternatives_most(const CdAlternatives *all, guint metric, CdAlternativeChange *most)
{
  const CdAlternative *found = NULL;
  *most = CD_ALTERNATIVE_STAYS;
  for (guint i = 0; all && i < all->n; i++) {
    const CdAlternative *it = &all->alternative[i];
    if (it->answer && it->answer[metric].change > *most) {
      *most = it->answer[metric].change;
      found = it;
    }
  }
  return found;
}
