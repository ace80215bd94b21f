#include "sim/scenario/check.h"
#include "sim/scenario/names.h"

static bool has_budget(const CdScenario *scenario, int council)
{
  return cd_scenario_council(scenario, (guint)council)->budget.dist.kind != CD_DIST_UNSET;
}

/* Care beside the contracts comes and goes with its grant, whatever the budget is. */
static bool stands_alone(const CdScenario *scenario, CdEntityKind kind, guint i)
{
  return kind == CD_ENTITY_GRANT && cd_scenario_grant(scenario, i)->buys == CD_GRANT_EXTRA;
}

/* Row I of KIND, which stands in a council and moves its money. */
static void check_use(const CdResolve *resolve, CdEntityKind kind, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  int council = cd_scenario_row(scenario, kind, i)->parent;
  CdSpan span = cd_row_span(resolve, kind, i, NULL);
  const char *element = cd_entity(kind)->element;
  if (scenario->table[CD_ENTITY_BUDGETS].n == 0)
    cd_complain(resolve->complaints, CD_COMPLAINT_BUDGETS, span, "add <budgets/>, or leave it out",
                "no result would go by this %s", element);
  else if (!has_budget(scenario, council) && !stands_alone(scenario, kind, i))
    cd_complain(resolve->complaints, CD_COMPLAINT_BUDGETS, span, "give the council one: budget=\"...\"",
                "council \"%s\" has a %s but no %s", cd_scenario_council(scenario, (guint)council)->head.id, element,
                CD_FIELD(COUNCIL, Council, budget)->name);
}

/* Where budgets are held against cost, what a council has put by is nothing without one. */
static void check_reserves(const CdResolve *resolve, guint i)
{
  const CdField *reserves = CD_FIELD(COUNCIL, Council, reserves);
  const CdCouncilSpec *council = cd_scenario_council(resolve->scenario, i);
  if (resolve->scenario->table[CD_ENTITY_BUDGETS].n > 0 && !council->reserves.is_default &&
      !has_budget(resolve->scenario, (int)i))
    cd_complain(resolve->complaints, CD_COMPLAINT_BUDGETS, cd_row_span(resolve, CD_ENTITY_COUNCIL, i, reserves),
                "give the council a budget, or leave them out", "council \"%s\" has reserves but no %s",
                council->head.id, CD_FIELD(COUNCIL, Council, budget)->name);
}

static void check_is_in_force(const CdResolve *resolve, guint i)
{
  const CdField *until = CD_FIELD(GRANT, Grant, until), *renewal = CD_FIELD(GRANT, Grant, renewal);
  const CdGrantSpec *grant = cd_scenario_grant(resolve->scenario, i);
  int planned_start = cd_scenario_calendar(resolve->scenario, 0)->planned_start;
  bool is_renewed = cd_dist_quantile(&grant->renewal.dist, 0.999, renewal->low, renewal->high) > 0;
  if (grant->until >= planned_start || is_renewed)
    return;
  g_autofree char *ended = cd_month_format(grant->until), *start = cd_month_format(planned_start);
  g_autofree char *hint = g_strdup_printf("the service is planned to start in %s: leave the grant out, write %s or a "
                                          "later month, or a %s above 0 (0 to 1)",
                                          start, start, renewal->name);
  cd_complain(resolve->complaints, CD_COMPLAINT_GRANT_OVER, cd_row_span(resolve, CD_ENTITY_GRANT, i, until), hint,
              "no result would go by this grant: it ends in %s, with a %s of 0", ended, renewal->name);
}

static void check_grant(const CdResolve *resolve, guint i)
{
  const CdField *from = CD_FIELD(GRANT, Grant, from), *until = CD_FIELD(GRANT, Grant, until);
  const CdGrantSpec *grant = cd_scenario_grant(resolve->scenario, i);
  check_use(resolve, CD_ENTITY_GRANT, i);
  if (grant->until < grant->from)
    cd_complain(resolve->complaints, CD_COMPLAINT_BUDGETS, cd_row_span(resolve, CD_ENTITY_GRANT, i, until),
                "write the earlier month in from", "%s is earlier than %s", until->name, from->name);
  else
    check_is_in_force(resolve, i);
}

void cd_check_budgets(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  for (guint i = 0; i < scenario->table[CD_ENTITY_BUDGET_CHANGE].n; i++)
    check_use(resolve, CD_ENTITY_BUDGET_CHANGE, i);
  for (guint i = 0; i < scenario->table[CD_ENTITY_GRANT].n; i++)
    check_grant(resolve, i);
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    check_reserves(resolve, i);
  bool any = scenario->table[CD_ENTITY_BUDGETS].n == 0;
  for (guint i = 0; !any && i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    any = has_budget(scenario, (int)i);
  for (guint i = 0; !any && i < scenario->table[CD_ENTITY_GRANT].n; i++)
    any = stands_alone(scenario, CD_ENTITY_GRANT, i);
  if (!any)
    cd_complain(resolve->complaints, CD_COMPLAINT_BUDGETS, cd_row_span(resolve, CD_ENTITY_BUDGETS, 0, NULL),
                "give a council one: budget=\"...\"", "no council states a %s", CD_FIELD(COUNCIL, Council, budget)->name);
}
