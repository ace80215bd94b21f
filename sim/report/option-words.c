#include "sim/report/option-words.h"

#include "sim/model/route.h"

static void append_role(GString *out, bool is_so, const char *role)
{
  if (is_so)
    g_string_append_printf(out, "%s%s", out->len ? "; " : "", role);
}

char *cd_option_role(const CdResults *results, guint structure)
{
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  bool alone = results->scenario->table[CD_ENTITY_COUNCIL].n == 1;
  GString *out = g_string_new(NULL);
  append_role(out, structure == (guint)root->baseline, "business as usual");
  append_role(out, structure == (guint)root->joint, alone ? "compared first" : "all together");
  append_role(out, structure == (guint)root->apart, alone ? "compared with it" : "apart");
  append_role(out, structure >= results->n_forced, "left to themselves");
  return g_string_free(out, FALSE);
}

static const CdRouteKind *route_of(const CdResults *results, guint contract)
{
  return cd_route((CdRoute)cd_scenario_contract(results->scenario, contract)->route);
}

static bool belongs(const CdResults *results, guint contract, guint structure)
{
  return cd_scenario_contract(results->scenario, contract)->head.parent == (int)structure;
}

bool cd_tells_of_border(const CdResults *results)
{
  return results->scenario->table[CD_ENTITY_AREA].n > 1;
}

bool cd_routes_are_named(const CdResults *results)
{
  for (guint c = 0; c < results->n_contracts; c++)
    if (route_of(results, c) != cd_route(CD_ROUTE_COMPETITION))
      return true;
  return false;
}

char *cd_option_route(const CdResults *results, guint structure)
{
  const CdRouteKind *first = NULL;
  bool alike = true;
  for (guint c = 0; c < results->n_contracts; c++)
    if (belongs(results, c, structure)) {
      first = first ? first : route_of(results, c);
      alike = alike && first == route_of(results, c);
    }
  if (!first || alike)
    return g_strdup(first ? first->label : "");
  GString *out = g_string_new(NULL);
  for (guint c = 0; c < results->n_contracts; c++)
    if (belongs(results, c, structure))
      g_string_append_printf(out, "%s%s: %s", out->len ? "; " : "",
                             cd_scenario_contract(results->scenario, c)->head.label, route_of(results, c)->label);
  return g_string_free(out, FALSE);
}

char *cd_equal_text(const CdResults *results)
{
  return g_strdup_printf(
      "All options are compared under the same contract terms, assumptions and chance, so that what differs is the "
      "commissioning footprint %s.",
      cd_routes_are_named(results) ? "and the route by which each contract is awarded, with what comes of that: an "
                                     "extension keeps its provider, "
                                     "lasts as long as it can and begins when it can"
                                   : "alone");
}

/* Whether the option is the contract in force going on as it is, and nothing else. */
static bool goes_on(const CdResults *results, guint structure)
{
  bool any = false;
  for (guint c = 0; c < results->n_contracts; c++)
    if (belongs(results, c, structure)) {
      if (route_of(results, c) != cd_route(CD_ROUTE_EXTENSION))
        return false;
      any = true;
    }
  return any;
}

char *cd_dip_text(const CdResults *results)
{
  g_autoptr(GString) on = g_string_new(NULL);
  for (guint s = 0; s < results->n_forced; s++)
    if (goes_on(results, s))
      g_string_append_printf(on, "%s“%s”", on->len ? ", " : "", cd_option_label(results, s));
  if (!on->len)
    return g_strdup(
        "Every option dips when it begins, business as usual too, since it is tendered anew: less where the "
        "incumbent wins again.");
  return g_strdup_printf(
      "An option dips when its new contract begins: less where the incumbent keeps it, and not where "
      "the contract in force goes on as it is (%s).",
      on->str);
}
