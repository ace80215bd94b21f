#include "sim/experiment/alternatives.h"

#include <string.h>
#include "sim/experiment/bench.h"
#include "sim/experiment/pool.h"
#include "sim/experiment/refusal.h"
#include "sim/scenario/load.h"

/* What the talks of a replicate, and the inquiry into them, take beside one option's run: measured on the shipped scenarios. */
#define TALKS_OPTIONS 12u
/* Of the main run's time for all reruns, at most: but for the replicates that all have. */
#define PART 2u

typedef struct {
  CdScenario *scenario;
  CdEngine *engine;
} Variant;

typedef struct {
  CdResults *results;
  CdAlternatives *all;
  const CdRunOptions *options;
  guint jobs;
  Variant *variant; /* [alternative] */
  bool *goes_on;    /* [alternative] */
} Rerun;

/* One alternative on the pool. */
typedef struct {
  const CdPair *pair;
  CdAlternative *alternative;
  const CdEngine *engine;
  const CdRunOptions *options;
  guint done;
} Piecework;

static gpointer bench_new(gpointer user)
{
  return cd_bench_new(((const Piecework *)user)->engine);
}

static void replicate(gpointer user, gpointer data, guint k)
{
  const Piecework *it = user;
  CdBench *bench = data;
  const CdMetricLayout *layout = cd_engine_layout(it->engine);
  guint arms = cd_engine_arms(it->engine);
  cd_engine_replicate(it->engine, bench->worker, k, &(CdReplicateOut){.value = bench->value});
  for (guint luck = 0; luck < CD_LUCKS; luck++)
    for (guint o = 0; o < CD_ALTERNATIVE_OPTIONS; o++)
      for (guint m = 0; m < cd_question_metrics; m++)
        it->alternative->value[cd_alternative_at(k, luck, o, m)] =
            bench->value[((gsize)luck * arms + CD_ARM(o == 0 ? it->pair->a : it->pair->b, false)) * layout->n +
                         cd_metric_at(layout, cd_question_metric[m], CD_TOTAL, 0)];
}

/* The main run is done; it is asked alone whether to go on. */
static bool tell(guint done, guint total, gpointer user)
{
  const Piecework *it = user;
  (void)done, (void)total;
  return !it->options->progress || it->options->progress(it->done, it->done, it->options->user);
}

/* The scenario that was run, with the other word: a changed copy, checked like any other. */
static void make_variants(Rerun *rerun)
{
  g_autofree char *xml = cd_scenario_to_xml(rerun->results->scenario);
  g_autofree bool *among = g_new0(bool, rerun->results->n_forced);
  among[rerun->all->pair.a] = among[rerun->all->pair.b] = true;
  for (guint i = 0; i < rerun->all->n; i++) {
    CdAlternative *it = &rerun->all->alternative[i];
    const char *const settings[] = {it->setting, NULL};
    g_autoptr(GError) problem = NULL;
    Variant *variant = &rerun->variant[i];
    variant->scenario = cd_scenario_read_text(xml, strlen(xml), rerun->results->scenario->id, NULL, settings, &problem);
    if (variant->scenario)
      variant->engine = cd_engine_new_among(variant->scenario, rerun->results->seed, among);
    else
      it->refusal = cd_refusal_text(problem);
    rerun->goes_on[i] = variant->engine;
  }
}

static void free_variants(Rerun *rerun)
{
  for (guint i = 0; i < rerun->all->n; i++) {
    cd_engine_free(rerun->variant[i].engine);
    if (rerun->variant[i].scenario)
      cd_scenario_unref(rerun->variant[i].scenario);
  }
  g_free(rerun->variant);
  g_free(rerun->goes_on);
}

/* Replicates up to TO of each that goes on; false where it was told to stop. */
static bool run_to(Rerun *rerun, guint to)
{
  for (guint i = 0; i < rerun->all->n; i++) {
    CdAlternative *it = &rerun->all->alternative[i];
    if (!rerun->goes_on[i] || it->replicates >= to)
      continue;
    Piecework piecework = {&rerun->all->pair, it, rerun->variant[i].engine, rerun->options, rerun->results->replicates};
    const CdPoolWork work = {bench_new, replicate, cd_bench_free, &piecework, tell, &piecework};
    it->value = g_renew(double, it->value, cd_alternative_at(to, 0, 0, 0));
    if (!cd_pool_run(&work, it->replicates, to, 0, rerun->jobs))
      return false;
    it->replicates = to;
  }
  return true;
}

static guint count_going(const Rerun *rerun)
{
  guint n = 0;
  for (guint i = 0; i < rerun->all->n; i++)
    n += rerun->goes_on[i];
  return n;
}

/* What a replicate of the main run takes, in runs of one option. */
static guint64 options_of(const CdResults *results)
{
  guint64 n = cd_engine_decides(results->engine) ? TALKS_OPTIONS + 2 : 0;
  for (guint s = 0; s < results->n_forced; s++)
    n += 1 + cd_engine_has_own_terms(results->engine, s);
  return n;
}

/* What the replicates that all have take, in the same; and what is left beyond them. */
static guint64 taken_of(const CdResults *results, guint all)
{
  return (guint64)MIN(CD_ALTERNATIVE_LEAST, results->replicates) * CD_ALTERNATIVE_OPTIONS * all;
}

static guint64 room_of(const CdResults *results, guint all)
{
  guint64 room = options_of(results) * results->replicates / PART, taken = taken_of(results, all);
  return room > taken ? room - taken : 0;
}

guint cd_alternatives_replicates(const CdResults *results, guint all, guint changing)
{
  guint64 least = MIN(CD_ALTERNATIVE_LEAST, results->replicates);
  guint64 more = changing > 0 ? room_of(results, all) / ((guint64)CD_ALTERNATIVE_OPTIONS * changing) : 0;
  return (guint)MIN(least + more, results->replicates);
}

double cd_alternatives_time(const CdResults *results)
{
  CdAlternatives *asked = cd_alternatives_ask(results);
  guint64 most = (guint64)results->replicates * CD_ALTERNATIVE_OPTIONS * asked->n;
  guint64 units = MIN(most, taken_of(results, asked->n) + room_of(results, asked->n));
  cd_alternatives_free(asked);
  return (double)units / (double)(options_of(results) * results->replicates);
}

static bool run_all(Rerun *rerun)
{
  guint all = count_going(rerun);
  if (!run_to(rerun, MIN(CD_ALTERNATIVE_LEAST, rerun->results->replicates)))
    return false;
  cd_alternatives_appraise(rerun->all, rerun->results, rerun->jobs);
  for (guint i = 0; i < rerun->all->n; i++)
    rerun->goes_on[i] = rerun->goes_on[i] && cd_alternative_changes(&rerun->all->alternative[i]);
  guint changing = count_going(rerun);
  if (changing == 0)
    return true;
  if (!run_to(rerun, cd_alternatives_replicates(rerun->results, all, changing)))
    return false;
  for (guint i = 0; i < rerun->all->n; i++)
    if (rerun->goes_on[i])
      cd_alternative_appraise(&rerun->all->alternative[i], rerun->all, rerun->results);
  return true;
}

bool cd_alternatives_run(CdResults *results, const CdRunOptions *options, guint jobs)
{
  CdAlternatives *all = cd_alternatives_ask(results);
  Rerun rerun = {results, all, options, jobs, g_new0(Variant, all->n + 1), g_new0(bool, all->n + 1)};
  if (all->n > 0)
    make_variants(&rerun);
  bool complete = all->n == 0 || run_all(&rerun);
  free_variants(&rerun);
  if (complete && all->n > 0)
    results->alternatives = all;
  else
    cd_alternatives_free(all);
  return complete;
}
