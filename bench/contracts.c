/* What a structure of six contracts costs a replicate, in the measure of a structure of one: LLR 2021 with some of each put in beside its own, and the time
 * that they add. One JSON object a line; one with a limit has "ok". Exit 1 when it is missed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bench/measure.h"
#include "sim/engine/replicate.h"
#include "sim/scenario/load.h"

#define REPEATS 9
#define REPLICATES 4
#define COPIES 4u
#define LIMIT 3.0

#define ALL "adult-treatment young-people criminal-justice recovery detoxification residential-rehabilitation"
#define CARE "adult-treatment young-people recovery"
#define REST "criminal-justice detoxification residential-rehabilitation"

static void add_contract(GString *xml, const char *id, const char *areas, const char *components)
{
  g_string_append_printf(xml, "<contract id=\"%s\" label=\"%s\" areas=\"%s\" components=\"%s\"/>\n", id, id, areas,
                         components);
}

static void add_structure(GString *xml, guint number, guint contracts)
{
  static const char *const area[] = {"city", "county", "rutland"};
  g_string_append_printf(xml, "<structure id=\"more-%u\" label=\"More %u\" terms=\"stated\">\n", number, number);
  if (contracts == 1)
    add_contract(xml, "all", "city county rutland", ALL);
  for (guint a = 0; contracts > 1 && a < G_N_ELEMENTS(area); a++) {
    g_autofree char *care = g_strconcat("care-", area[a], NULL), *rest = g_strconcat("rest-", area[a], NULL);
    add_contract(xml, care, area[a], CARE);
    add_contract(xml, rest, area[a], REST);
  }
  g_string_append(xml, "</structure>\n");
}

/* SCENARIO without talks and with COPIES structures more, of so many contracts each; 0: with none. */
static CdScenario *with_structures(const char *scenario, guint contracts)
{
  const char *end = strstr(scenario, "<negotiation");
  g_assert(end);
  g_autoptr(GString) xml = g_string_new_len(scenario, end - scenario);
  for (guint i = 0; contracts > 0 && i < COPIES; i++)
    add_structure(xml, i + 1, contracts);
  g_string_append(xml, end);
  GError *error = NULL;
  CdScenario *made = cd_scenario_read_text(xml->str, xml->len, "more", NULL, NULL, &error);
  if (!made)
    g_error("%s", error->message);
  made->table[CD_ENTITY_NEGOTIATION].n = 0; /* once read, for its claims ask about the talks */
  return made;
}

typedef struct {
  CdScenario *scenario;
  CdEngine *engine;
  CdWorker *worker;
  double *value;
} Work;

static Work work_new(const char *scenario, guint contracts)
{
  Work work = {.scenario = with_structures(scenario, contracts)};
  work.engine = cd_engine_new(work.scenario, 1);
  work.worker = cd_worker_new(work.engine);
  work.value = g_new(double, (gsize)cd_engine_arms(work.engine) * CD_LUCKS * cd_engine_layout(work.engine)->n);
  return work;
}

static void work_free(Work *work)
{
  g_free(work->value);
  cd_worker_free(work->worker);
  cd_engine_free(work->engine);
  cd_scenario_unref(work->scenario);
}

/* Milliseconds a replicate. */
static double run(const Work *work)
{
  gint64 start = g_get_monotonic_time();
  for (guint32 k = 0; k < REPLICATES; k++)
    cd_engine_replicate(work->engine, work->worker, k, &(CdReplicateOut){.value = work->value});
  return (double)(g_get_monotonic_time() - start) / REPLICATES / 1000;
}

int main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_load(argc > 1 ? argv[1] : SCENARIO, NULL, &error);
  if (!scenario) {
    fprintf(stderr, "%s\n", error->message);
    return 1;
  }
  g_autofree char *xml = cd_scenario_to_xml(scenario);
  cd_scenario_unref(scenario);
  Work none = work_new(xml, 0), one = work_new(xml, 1), six = work_new(xml, 6);
  double of_one[REPEATS], of_six[REPEATS];
  int repeats = (int)scaled(REPEATS, 1);
  for (int r = -1; r < repeats; r++) { /* the first fills the caches and is not counted */
    double base = run(&none), with_one = run(&one), with_six = run(&six);
    if (r < 0)
      continue;
    of_one[r] = (with_one - base) / COPIES;
    of_six[r] = (with_six - base) / COPIES;
  }
  double ms_one = median(of_one, (guint)repeats), ms_six = median(of_six, (guint)repeats);
  bool ok = report("a structure of six contracts against one of one", ms_six / ms_one, "<=", LIMIT);
  inform("a structure of six contracts", ms_six, "ms");
  inform("a structure of one contract", ms_one, "ms");
  work_free(&none);
  work_free(&one);
  work_free(&six);
  return ok ? 0 : 1;
}
