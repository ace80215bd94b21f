#include "sim/scenario/check.h"

#include <math.h>

#define TOLERANCE 1e-9

static bool share_is_plain(const CdResolve *resolve, guint contract)
{
  const CdField *field = CD_FIELD(CONTRACT, Contract, share);
  if (cd_scenario_contract(resolve->scenario, contract)->share.dist.kind == CD_DIST_POINT)
    return true;
  return cd_complain(resolve->complaints, CD_COMPLAINT_SHARES, cd_row_span(resolve, CD_ENTITY_CONTRACT, contract, field),
                     NULL, "%s is a plain number, not a distribution", field->name);
}

/* Adds up in SUM [area][component] what the contracts of STRUCTURE buy; false where a share is uncertain. */
static bool add_up(const CdResolve *resolve, guint structure, double *sum)
{
  const CdScenario *scenario = resolve->scenario;
  guint n_components = scenario->table[CD_ENTITY_COMPONENT].n;
  bool plain = true;
  for (guint i = 0; i < scenario->table[CD_ENTITY_CONTRACT].n; i++) {
    const CdContractSpec *contract = cd_scenario_contract(scenario, i);
    if (contract->head.parent != (int)structure)
      continue;
    plain &= share_is_plain(resolve, i);
    for (guint a = 0; a < contract->areas.n; a++)
      for (guint c = 0; c < contract->components.n; c++)
        sum[contract->areas.at[a] * n_components + contract->components.at[c]] += contract->share.dist.a;
  }
  return plain;
}

/* One complaint a structure: its first pair that does not add up, and how many more there are. */
static void check_shares(const CdResolve *resolve, guint structure)
{
  const CdScenario *scenario = resolve->scenario;
  guint n_components = scenario->table[CD_ENTITY_COMPONENT].n, n = scenario->table[CD_ENTITY_AREA].n * n_components;
  g_autofree double *sum = g_new0(double, n);
  if (!add_up(resolve, structure, sum))
    return;
  guint first = n, wrong = 0;
  for (guint pair = n; pair-- > 0;)
    if (fabs(sum[pair] - 1) > TOLERANCE) {
      first = pair;
      wrong++;
    }
  if (wrong == 0)
    return;
  g_autofree char *path = cd_scenario_path(scenario, CD_ENTITY_STRUCTURE, structure);
  g_autofree char *found = cd_decimal_text(sum[first]);
  g_autofree char *hint = wrong > 1 ? g_strdup_printf("not alone: %u of its pairs do not add up to 1", wrong) : NULL;
  cd_complain(resolve->complaints, CD_COMPLAINT_SHARES, cd_row_span(resolve, CD_ENTITY_STRUCTURE, structure, NULL),
              hint, "in %s the contracts' shares of area \"%s\" and component \"%s\" add up to %s, not to 1", path,
              cd_scenario_area(scenario, first / n_components)->head.id,
              cd_scenario_component(scenario, first % n_components)->head.id, found);
}

/* Where cost is first shared by historic shares; false where it never is. */
static bool find_historic(const CdResolve *resolve, CdSpan *span)
{
  const CdScenario *scenario = resolve->scenario;
  bool in_terms = cd_scenario_terms(scenario, 0)->cost_sharing == CD_SHARING_HISTORIC;
  for (guint i = 0; i < scenario->table[CD_ENTITY_CONTRACT].n; i++) {
    const CdContractSpec *contract = cd_scenario_contract(scenario, i);
    if (contract->cost_sharing == CD_SHARING_HISTORIC) {
      *span = cd_row_span(resolve, CD_ENTITY_CONTRACT, i, CD_FIELD(CONTRACT, Contract, cost_sharing));
      return true;
    }
  }
  *span = cd_row_span(resolve, CD_ENTITY_TERMS, 0, CD_FIELD(TERMS, Terms, cost_sharing));
  return in_terms;
}

static void check_historic(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *field = CD_FIELD(COUNCIL, Council, historic_share);
  CdSpan span;
  if (!find_historic(resolve, &span))
    return;
  bool any = false;
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++) {
    const CdCouncilSpec *council = cd_scenario_council(scenario, i);
    any |= cd_dist_is_positive(&council->historic_share.dist, field);
    if (council->historic_share.dist.kind == CD_DIST_UNSET) {
      g_autofree char *path = cd_scenario_path(scenario, CD_ENTITY_COUNCIL, i);
      cd_complain(resolve->complaints, CD_COMPLAINT_HISTORIC, span, NULL, "%s has no %s to share cost by", path,
                  field->name);
      return;
    }
  }
  if (!any)
    cd_complain(resolve->complaints, CD_COMPLAINT_HISTORIC, span, NULL, "every council's %s may be nought", field->name);
}

/* Business as usual is what is: all pay in. */
static void check_leaving(const CdResolve *resolve)
{
  int baseline = cd_scenario_concordat(resolve->scenario, 0)->baseline;
  if (baseline < 0 || cd_scenario_structure(resolve->scenario, (guint)baseline)->leaving.n == 0)
    return;
  cd_complain(resolve->complaints, CD_COMPLAINT_LEAVING,
              cd_row_span(resolve, CD_ENTITY_STRUCTURE, (guint)baseline, CD_FIELD(STRUCTURE, Structure, leaving)),
              "say it of the other options", "structure \"%s\" is business as usual, where every co-commissioner pays in",
              cd_scenario_structure(resolve->scenario, (guint)baseline)->head.id);
}

/* Nobody does both. */
static void check_staying(const CdResolve *resolve, guint i)
{
  const CdStructureSpec *structure = cd_scenario_structure(resolve->scenario, i);
  for (guint at = 0; at < structure->staying.n; at++)
    for (guint k = 0; k < structure->leaving.n; k++)
      if (structure->staying.at[at] == structure->leaving.at[k])
        cd_complain(resolve->complaints, CD_COMPLAINT_LEAVING,
                    cd_row_span(resolve, CD_ENTITY_STRUCTURE, i, CD_FIELD(STRUCTURE, Structure, staying)),
                    "name it once", "\"%s\" cannot both stay and leave in structure \"%s\"",
                    cd_scenario_funder(resolve->scenario, structure->staying.at[at])->head.id, structure->head.id);
}

void cd_check_structures(const CdResolve *resolve)
{
  for (guint i = 0; i < resolve->scenario->table[CD_ENTITY_STRUCTURE].n; i++) {
    check_shares(resolve, i);
    check_staying(resolve, i);
  }
  check_historic(resolve);
  check_leaving(resolve);
}
