#include "sim/experiment/flip.h"

#include "concordat/error.h"
#include "sim/base/suggest.h"

bool cd_flip_refuse_unknown(const char *what, const char *given, const GPtrArray *known, GError **error)
{
  g_autofree char *hint = cd_suggestion(given, known), *shown = g_utf8_make_valid(given, -1);
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "there is no %s \"%s\"%s%s", what, shown, hint ? ": " : "",
              hint ? hint : "");
  return false;
}

static GPtrArray *ids_of(const CdScenario *scenario, CdEntityKind kind, GPtrArray *ids)
{
  for (guint i = 0; i < scenario->table[kind].n; i++)
    g_ptr_array_add(ids, (gpointer)cd_scenario_row(scenario, kind, i)->id);
  return ids;
}

static bool find_option(const CdScenario *scenario, const char *id, int stated, guint *row, GError **error)
{
  int found = id ? cd_scenario_find(scenario, CD_ENTITY_STRUCTURE, -1, id) : stated;
  g_autoptr(GPtrArray) known = ids_of(scenario, CD_ENTITY_STRUCTURE, g_ptr_array_new());
  *row = (guint)found;
  return found >= 0 || cd_flip_refuse_unknown("option", id, known, error);
}

static bool find_partner(CdFlip *flip, const char *id, GError **error)
{
  static const CdEntityKind kinds[] = {CD_ENTITY_COUNCIL, CD_ENTITY_FUNDER};
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
    int row = cd_scenario_find(flip->scenario, kinds[k], -1, id);
    ids_of(flip->scenario, kinds[k], known);
    if (row < 0)
      continue;
    flip->kind = kinds[k];
    flip->partner = (guint)row;
    flip->measure.value = cd_metric_at(flip->layout, CD_METRIC_UTILITY,
                                       kinds[k] == CD_ENTITY_COUNCIL ? CD_BY_COUNCIL : CD_BY_FUNDER, (guint)row);
    return true;
  }
  return cd_flip_refuse_unknown("council or co-commissioner", id, known, error);
}

static bool find_metric(CdFlip *flip, const char *name, GError **error)
{
  int found = cd_metric_find(flip->layout, name);
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint v = 0; v < flip->layout->n; v++)
    g_ptr_array_add(known, flip->layout->name[v]);
  flip->measure.value = (guint)found;
  return found >= 0 || cd_flip_refuse_unknown("metric", name, known, error);
}

static bool settle_options(CdFlip *flip, const CdFlipQuestion *question, GError **error)
{
  const CdConcordatSpec *root = cd_scenario_concordat(flip->scenario, 0);
  guint option, against;
  if (!find_option(flip->scenario, question->option, root->joint, &option, error) ||
      !find_option(flip->scenario, question->against, root->apart, &against, error))
    return false;
  flip->measure.arm = CD_ARM(option, false);
  flip->measure.against = (int)CD_ARM(against, false);
  if (option != against)
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "\"%s\" against itself: name two options",
              cd_scenario_structure(flip->scenario, against)->head.id);
  return false;
}

bool cd_flip_settle(CdFlip *flip, const CdFlipQuestion *question, GError **error)
{
  int asked = (question->metric != NULL) + (question->partner != NULL) + (question->claim != NULL);
  if (asked > 1) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "a metric, a partner and a claim exclude each other: a partner's own preference goes by its utility, a "
                "claim by its test");
    return false;
  }
  if (question->claim && (question->option || question->against)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "a claim names its options itself: leave out those given");
    return false;
  }
  if (question->claim)
    return cd_flip_find_claim(flip, question->claim, error);
  if (!settle_options(flip, question, error))
    return false;
  return question->partner ? find_partner(flip, question->partner, error)
                           : find_metric(flip, question->metric ? question->metric : "cost-annual", error);
}
