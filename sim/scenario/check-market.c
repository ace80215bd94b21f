#include "sim/scenario/check.h"

static void check_members(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *members = CD_FIELD(CONSORTIUM, Consortium, members), *lead = CD_FIELD(CONSORTIUM, Consortium, lead);
  const CdConsortiumSpec *it = cd_scenario_consortium(scenario, i);
  CdSpan span = cd_row_span(resolve, CD_ENTITY_CONSORTIUM, i, members);
  if (it->members.n < 2)
    cd_complain(resolve->complaints, CD_COMPLAINT_CONSORTIUM, span,
                "name a second provider, or leave the consortium out: a provider bids alone without one",
                "consortium \"%s\" has one member", it->head.id);
  if (!cd_refs_has(it->members, (guint)it->lead))
    cd_complain(resolve->complaints, CD_COMPLAINT_CONSORTIUM, cd_row_span(resolve, CD_ENTITY_CONSORTIUM, i, lead),
                "name the lead among the members, too", "%s \"%s\" is no member of consortium \"%s\"", lead->name,
                cd_scenario_provider(scenario, (guint)it->lead)->head.id, it->head.id);
  for (guint j = 0; j < i; j++) {
    const CdConsortiumSpec *other = cd_scenario_consortium(scenario, j);
    for (guint m = 0; m < it->members.n; m++)
      if (cd_refs_has(other->members, it->members.at[m]))
        cd_complain(resolve->complaints, CD_COMPLAINT_CONSORTIUM, span, "a provider belongs to one consortium at most",
                    "provider \"%s\" belongs to consortium \"%s\" already",
                    cd_scenario_provider(scenario, it->members.at[m])->head.id, other->head.id);
  }
}

/* Results tell both by their ids in one list. */
static void check_id(const CdResolve *resolve, guint i)
{
  const char *id = cd_scenario_consortium(resolve->scenario, i)->head.id;
  if (cd_scenario_find(resolve->scenario, CD_ENTITY_PROVIDER, -1, id) >= 0)
    cd_complain(resolve->complaints, CD_COMPLAINT_CONSORTIUM, cd_row_span(resolve, CD_ENTITY_CONSORTIUM, i, NULL),
                "give the consortium an id of its own: results list both together", "a provider is called \"%s\", too",
                id);
}

void cd_check_market(const CdResolve *resolve)
{
  for (guint i = 0; i < resolve->scenario->table[CD_ENTITY_CONSORTIUM].n; i++) {
    check_members(resolve, i);
    check_id(resolve, i);
  }
}
