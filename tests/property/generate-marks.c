#include "tests/property/draft.h"

/* Only those who treat clients anywhere can be referred to: any cohort may be. */
static void add_referrers(Draft *it)
{
  if (cd_dice_chance(&it->dice, 0.3))
    cd_scenario_delivery(it->scenario, 0)->door = CD_DOOR_PROVIDER;
  if (!cd_dice_chance(&it->dice, 0.4))
    return;
  for (guint i = 1 + cd_dice_below(&it->dice, 3); i > 0; i--) {
    CdSpecHead *row = row_new(it, CD_ENTITY_REFERRER, -1, "referrer", i);
    CdReferrerSpec *referrer = (CdReferrerSpec *)(void *)row;
    referrer->cohorts = some_of(it, it->cohorts, 1);
    if (cd_dice_chance(&it->dice, 0.4))
      referrer->areas = some_of(it, it->areas, 1);
    between(it, CD_ENTITY_REFERRER, row, "share", 0.05, 0.9); /* together beyond one, too */
    if (cd_dice_chance(&it->dice, 0.5))
      between(it, CD_ENTITY_REFERRER, row, "door-loss", 0, 0.2);
  }
}

void add_marks(Draft *it)
{
  CdTermsSpec *terms = cd_scenario_terms(it->scenario, 0);
  if (cd_dice_chance(&it->dice, 0.5))
    terms->scoring = (int)cd_dice_below(&it->dice, CD_SCORING_COUNT);
  if (cd_dice_chance(&it->dice, 0.3))
    between(it, CD_ENTITY_TERMS, &terms->head, "minimum-quality", 0.3, 0.8);
  for (guint i = 0; i < it->scenario->table[CD_ENTITY_CONTRACT].n; i++) {
    CdContractSpec *contract = cd_scenario_contract(it->scenario, i);
    if (cd_dice_chance(&it->dice, 0.1))
      contract->scoring = (int)cd_dice_below(&it->dice, CD_SCORING_COUNT);
    if (cd_dice_chance(&it->dice, 0.1))
      between(it, CD_ENTITY_CONTRACT, &contract->head, "minimum-quality", 0.3, 0.8);
  }
  add_referrers(it);
}
