#include "sim/store/groups.h"

const CdStoreGroup cd_store_groups[] = {
    {"runs", false, cd_exchange_runs},
    {"contracts", false, cd_exchange_contracts},
    {"bids", false, cd_exchange_bids},
    {"talks", false, cd_exchange_talks},
    {"inquiries", false, cd_exchange_inquiries},
    {"minutes", false, cd_exchange_minutes},
    {"months", false, cd_exchange_months},
    {"alternatives", false, cd_exchange_alternatives},
    {"summaries", true, cd_exchange_summaries},
    {"differences", true, cd_exchange_differences},
    {"market", true, cd_exchange_market},
    {"rankings", true, cd_exchange_rankings},
    {"regrets", true, cd_exchange_regrets},
    {"curve", true, cd_exchange_curve},
    {"scale", true, cd_exchange_scale},
    {"influences", true, cd_exchange_influences},
    {"claims", true, cd_exchange_claims},
    {"draws of claims", true, cd_exchange_claim_draws},
    {"options", true, cd_exchange_options},
    {"evidence", true, cd_exchange_evidence},
    {"alternative answers", true, cd_exchange_alternative_answers},
    {.name = NULL},
};

const char *cd_store_structure(const CdResults *results, guint structure)
{
  return structure < results->n_forced ? cd_scenario_structure(results->scenario, structure)->head.id : CD_AS_DECIDED;
}

const char *cd_store_terms(guint arm)
{
  return arm % 2 ? "own" : "common";
}
