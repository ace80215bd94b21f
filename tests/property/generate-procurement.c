#include "sim/model/route.h"
#include "tests/property/draft.h"

static bool has_incumbent(const CdScenario *scenario, CdRefs areas)
{
  for (guint p = 0; p < scenario->table[CD_ENTITY_PROVIDER].n; p++) {
    CdRefs incumbent = cd_scenario_provider(scenario, p)->incumbent;
    for (guint i = 0; i < incumbent.n * areas.n; i++)
      if (incumbent.at[i / areas.n] == areas.at[i % areas.n])
        return true;
  }
  return false;
}

/* What the loader would refuse is left out: routes of another law, and those that need what is not there. Of structures that are not business as
 * usual no contract is taken to be in force. */
static bool may_go_by(const CdScenario *scenario, const CdContractSpec *contract, CdRoute route)
{
  const CdRouteKind *kind = cd_route(route);
  const CdCalendarSpec *calendar = cd_scenario_calendar(scenario, 0);
  bool minor = cd_scenario_procurement(scenario, 0)->footprint_change == CD_FOOTPRINT_CHANGE_MINOR;
  bool in_force = contract->head.parent == cd_scenario_concordat(scenario, 0)->baseline;
  if (!(kind->laws & CD_LAW_PSR) || kind->bidders == CD_BIDDERS_CHOICE)
    return false;
  if (kind->form == CD_FORM_IN_FORCE && !minor && !in_force)
    return false;
  if ((kind->bidders == CD_BIDDERS_INCUMBENT || kind->bidders == CD_BIDDERS_ONLY) &&
      !has_incumbent(scenario, contract->areas))
    return false;
  if (route == CD_ROUTE_EXTEND_THEN_TENDER)
    return calendar->extension.dist.a > 0;
  return !(kind->stages & CD_BY_OPTION || route == CD_ROUTE_EXTENSION_REDESIGN) ||
         calendar->extension.dist.a >= cd_scenario_appraisal(scenario, 0)->horizon.dist.a;
}

static void choose_route(Draft *it, CdContractSpec *contract)
{
  CdRoute open[CD_ROUTE_COUNT];
  guint n = 0;
  for (int r = 0; r < CD_ROUTE_COUNT; r++)
    if (may_go_by(it->scenario, contract, (CdRoute)r))
      open[n++] = (CdRoute)r;
  contract->route = (int)open[cd_dice_below(&it->dice, n)];
  if (contract->route == CD_ROUTE_EXTENSION) /* lasts as long as it may */
    contract->length = (CdValue){.is_default = true};
  contract->fallback = cd_dice_chance(&it->dice, 0.5) ? CD_FALLBACK_COMPETITION : CD_FALLBACK_MOST_SUITABLE;
  contract->remedy = (int)cd_dice_below(&it->dice, CD_REMEDY_IN_HOUSE + 1);
  contract->bought_by =
      cd_dice_chance(&it->dice, 0.4) ? (int)cd_dice_below(&it->dice, CD_BUYER_ONE_AWARD + 1) : CD_BUYER_LEAD;
  bool own = contract->bought_by != CD_BUYER_LEAD && !contract->specification && cd_dice_chance(&it->dice, 0.4);
  contract->specifications = own ? CD_SPECIFICATIONS_OWN : CD_SPECIFICATIONS_SHARED;
  if (contract->bought_by == CD_BUYER_LEAD && cd_dice_chance(&it->dice, 0.5))
    contract->lead = (int)it->council_of[contract->areas.at[cd_dice_below(&it->dice, contract->areas.n)]];
}

void add_procurement(Draft *it)
{
  if (!cd_dice_chance(&it->dice, 0.4))
    return;
  CdSpecHead *row = cd_scenario_append(it->scenario, CD_ENTITY_PROCUREMENT, -1, NULL, NULL);
  vary_defaults(it, CD_ENTITY_PROCUREMENT, row);
  ((CdProcurementSpec *)(void *)row)->footprint_change =
      cd_dice_chance(&it->dice, 0.5) ? CD_FOOTPRINT_CHANGE_MINOR : CD_FOOTPRINT_CHANGE_CONSIDERABLE;
  if (cd_dice_chance(&it->dice, 0.5)) {
    between(it, CD_ENTITY_PROCUREMENT, row, "consultation-months", 1, 6);
    between(it, CD_ENTITY_PROCUREMENT, row, "lead-risk", 0, 0.02);
  }
  if (cd_dice_chance(&it->dice, 0.4)) { /* an extension that lasts */
    double horizon = cd_scenario_appraisal(it->scenario, 0)->horizon.dist.a;
    exactly(CD_ENTITY_CALENDAR, &cd_scenario_calendar(it->scenario, 0)->head, "extension-months", horizon);
  }
  for (guint i = 0; i < it->scenario->table[CD_ENTITY_BLACKOUT].n; i++)
    cd_scenario_blackout(it->scenario, i)->every_year = cd_dice_chance(&it->dice, 0.4) ? CD_YES : CD_NO;
  for (guint i = 0; i < it->scenario->table[CD_ENTITY_CONTRACT].n; i++)
    choose_route(it, cd_scenario_contract(it->scenario, i));
  for (guint i = cd_dice_below(&it->dice, 3); i > 0; i--) {
    CdSpecHead *slow = row_new(it, CD_ENTITY_SLOW_MONTHS, -1, "slow", i);
    CdSlowMonthsSpec *months = (CdSlowMonthsSpec *)(void *)slow;
    months->from = 2025 * 12 + (int)cd_dice_below(&it->dice, 24);
    months->to = months->from + (int)cd_dice_below(&it->dice, 3);
    months->every_year = cd_dice_chance(&it->dice, 0.5) ? CD_YES : CD_NO;
    between(it, CD_ENTITY_SLOW_MONTHS, slow, "pace", 0.1, 1);
    months->evaluation = cd_dice_chance(&it->dice, 0.5) ? CD_YES : CD_NO;
  }
}
