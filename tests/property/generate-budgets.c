#include "tests/property/draft.h"

#define POUNDS_PER_ADULT                                                                                               \
  2000 /* about what the scenarios cost; some councils have half of it, some half as much again */

static void cut_or_raise(Draft *it, int council, guint number)
{
  CdSpecHead *row = row_new(it, CD_ENTITY_BUDGET_CHANGE, council, "change", number);
  ((CdBudgetChangeSpec *)(void *)row)->from =
      cd_scenario_calendar(it->scenario, 0)->planned_start - 3 + (int)cd_dice_below(&it->dice, 30);
  if (cd_dice_chance(&it->dice, 0.7))
    between(it, CD_ENTITY_BUDGET_CHANGE, row, "factor", 0.75, 1.1);
  else
    exactly(CD_ENTITY_BUDGET_CHANGE, row, "pounds", 1000.0 * cd_dice_below(&it->dice, 300) - 200000);
}

static void grant(Draft *it, int council, guint number)
{
  CdSpecHead *row = row_new(it, CD_ENTITY_GRANT, council, "grant", number);
  CdGrantSpec *grant = (CdGrantSpec *)(void *)row;
  grant->from = cd_scenario_calendar(it->scenario, 0)->planned_start - 12 + (int)cd_dice_below(&it->dice, 24);
  grant->until = grant->from + (int)cd_dice_below(&it->dice, 24);
  grant->buys = cd_dice_chance(&it->dice, 0.5) ? CD_GRANT_SERVICE : CD_GRANT_EXTRA;
  between(it, CD_ENTITY_GRANT, row, "pounds", 5000, 300000);
  between(it, CD_ENTITY_GRANT, row, "renewal", 0.3, 1);
  exactly(CD_ENTITY_GRANT, row, "renewal-months", 1 + cd_dice_below(&it->dice, 24));
}

static void budget(Draft *it, guint i)
{
  CdCouncilSpec *council = cd_scenario_council(it->scenario, i);
  double adults = 0;
  for (guint a = 0; a < council->areas.n; a++)
    adults += cd_value_median(&cd_scenario_area(it->scenario, council->areas.at[a])->adults_in_treatment,
                              CD_FIELD(AREA, Area, adults_in_treatment));
  between(it, CD_ENTITY_COUNCIL, &council->head, "budget", adults * POUNDS_PER_ADULT * 0.5,
          adults * POUNDS_PER_ADULT * 1.5);
  if (cd_dice_chance(&it->dice, 0.5))
    between(it, CD_ENTITY_COUNCIL, &council->head, "reserves", 0, 1e6);
  if (cd_dice_chance(&it->dice, 0.5))
    between(it, CD_ENTITY_COUNCIL, &council->head, "budget-growth", 0, 0.05);
  for (guint n = cd_dice_below(&it->dice, 3); n > 0; n--)
    cut_or_raise(it, (int)i, n);
  for (guint n = cd_dice_below(&it->dice, 3); n > 0; n--)
    grant(it, (int)i, n);
}

void add_budgets(Draft *it)
{
  if (!cd_dice_chance(&it->dice, 0.4))
    return;
  CdSpecHead *row = cd_scenario_append(it->scenario, CD_ENTITY_BUDGETS, -1, NULL, NULL);
  CdBudgetsSpec *budgets = (CdBudgetsSpec *)(void *)row;
  vary_defaults(it, CD_ENTITY_BUDGETS, row);
  budgets->gap = cd_dice_chance(&it->dice, 0.5) ? CD_GAP_FIXED_SERVICE : CD_GAP_FIXED_BUDGET;
  budgets->keeps_surplus = cd_dice_chance(&it->dice, 0.5) ? CD_YES : CD_NO;
  exactly(CD_ENTITY_BUDGETS, row, "indexation", cd_dice_chance(&it->dice, 0.5) ? 1 : 0.5);
  for (guint i = 0; i < it->councils; i++)
    if (i == 0 || cd_dice_chance(&it->dice, 0.8))
      budget(it, i);
    else /* nor anything put by */
      cd_scenario_council(it->scenario, i)->reserves = (CdValue){.dist = {.kind = CD_DIST_POINT}, .is_default = true};
}
