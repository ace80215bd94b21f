#include "concordat/scenario.h"

#include <stdarg.h>
#include <string.h>
#include "sim/model/spec.h"

/* A weight so much smaller than the mean of the agent's others is probably a share of one beside points. */
#define FAR 20
#define WEIGHTS 5

static double median(const CdSpecHead *head, const CdField *field)
{
  return cd_value_median(cd_field_of(head, field), field);
}

static void add(GPtrArray *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void add(GPtrArray *out, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_ptr_array_add(out, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

/* ---- weights on two scales ---- */

static void compare_weights(GPtrArray *out, const CdScenario *scenario, CdEntityKind kind, guint row,
                            const CdField *const field[WEIGHTS])
{
  const CdSpecHead *head = cd_scenario_row(scenario, kind, row);
  double sum = 0, others = 0;
  guint n = 0;
  for (guint i = 0; i < WEIGHTS; i++) {
    double weight = median(head, field[i]);
    n += weight > 0;
    sum += weight;
  }
  g_autofree char *path = cd_scenario_path(scenario, kind, row);
  for (guint i = 0; i < WEIGHTS && n > 1; i++) {
    double weight = median(head, field[i]);
    others = (sum - weight) / (n - 1);
    if (weight <= 0 || weight * FAR > others)
      continue;
    add(out,
        "%s/%s is %.3g points, the others about %.3g: is one a share and the others points? They are scaled together "
        "to add up to one, so write all five on one scale",
        path, field[i]->name, weight, others);
  }
}

static void caution_of_weights(GPtrArray *out, const CdScenario *scenario)
{
  const CdField *const council[2][WEIGHTS] = {
      {CD_FIELD(COUNCIL, Council, weight_cost), CD_FIELD(COUNCIL, Council, weight_outcomes),
       CD_FIELD(COUNCIL, Council, weight_continuity), CD_FIELD(COUNCIL, Council, weight_control),
       CD_FIELD(COUNCIL, Council, weight_time)},
      {CD_FIELD(COUNCIL, Council, weight_length), CD_FIELD(COUNCIL, Council, weight_quality_weight),
       CD_FIELD(COUNCIL, Council, weight_pricing), CD_FIELD(COUNCIL, Council, weight_outcomes_share),
       CD_FIELD(COUNCIL, Council, weight_localisation)}};
  const CdField *const funder[WEIGHTS] = {
      CD_FIELD(FUNDER, Funder, weight_cost), CD_FIELD(FUNDER, Funder, weight_outcomes),
      CD_FIELD(FUNDER, Funder, weight_continuity), CD_FIELD(FUNDER, Funder, weight_control),
      CD_FIELD(FUNDER, Funder, weight_time)};
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    for (int set = 0; set < 2; set++)
      compare_weights(out, scenario, CD_ENTITY_COUNCIL, i, council[set]);
  for (guint i = 0; i < scenario->table[CD_ENTITY_FUNDER].n; i++)
    compare_weights(out, scenario, CD_ENTITY_FUNDER, i, funder);
}

/* ---- terms that nothing reads ---- */

/* Councils that answer for the contract's areas. */
static guint parties(const CdScenario *scenario, const CdContractSpec *contract)
{
  guint n = 0;
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++) {
    const CdRefs *own = &cd_scenario_council(scenario, i)->areas;
    bool is_party = false;
    for (guint a = 0; a < own->n; a++)
      for (guint c = 0; c < contract->areas.n; c++)
        is_party |= own->at[a] == contract->areas.at[c];
    n += is_party;
  }
  return n;
}

static bool is_given(const CdValue *value)
{
  return value->dist.kind != CD_DIST_UNSET;
}

static void caution_of_terms(GPtrArray *out, const CdScenario *scenario)
{
  const CdTermsSpec *common = cd_scenario_terms(scenario, 0);
  for (guint i = 0; i < scenario->table[CD_ENTITY_CONTRACT].n; i++) {
    const CdContractSpec *contract = cd_scenario_contract(scenario, i);
    g_autofree char *path = cd_scenario_path(scenario, CD_ENTITY_CONTRACT, i);
    bool ideal = cd_scenario_structure(scenario, (guint)contract->head.parent)->terms == CD_TERMS_IDEAL;
    int pricing = contract->pricing >= 0 ? contract->pricing : ideal ? -1 : common->pricing;
    int scoring = contract->scoring >= 0 ? contract->scoring : common->scoring;
    if (is_given(&contract->localisation) && parties(scenario, contract) < 2)
      add(out,
          "%s states localisation, which nothing reads there: the contract has one council, whose specification is its "
          "own already",
          path);
    if (is_given(&contract->results_share) && pricing >= 0 &&
        cd_scenario_pricing(scenario, (guint)pricing)->by_results != CD_YES)
      add(out, "%s states results-share, which nothing reads there: its pricing is not by results", path);
    if (is_given(&contract->willingness) && scoring != CD_SCORING_MONETISED)
      add(out, "%s states willingness-to-pay, which nothing reads there: its scoring is not \"monetised\"", path);
  }
}

/* ---- terms that the answer does not go by ---- */

/* Appends NAME where GIVEN and not yet named. */
static void append_term(GString *named, bool given, const char *name)
{
  if (given && !strstr(named->str, name))
    g_string_append_printf(named, "%s%s", named->len ? ", " : "", name);
}

static void append_stated(GString *named, const CdContractSpec *contract)
{
#define NUMBER(member, name, unit, low, high, deflt, grade, source, meaning)                                           \
  append_term(named, is_given(&contract->member), name);
#include "sim/model/entities/terms-fields.def"
#undef NUMBER
  append_term(named, contract->pricing >= 0, "pricing");
  append_term(named, contract->cost_sharing >= 0, "cost-sharing");
  append_term(named, contract->exit_right >= 0, "exit-right");
  append_term(named, contract->scoring >= 0, "scoring");
}

/* Whether a claim asks of STRUCTURE under its own terms: then the scenario looks at what they do. */
static bool is_claimed_on_its_own(const CdScenario *scenario, int structure)
{
  for (guint i = 0; i < scenario->table[CD_ENTITY_CLAIM_TEST].n; i++) {
    const CdClaimTestSpec *test = cd_scenario_claim_test(scenario, i);
    int other = test->against_terms >= 0 ? test->against_terms : test->terms;
    if ((test->option == structure && test->terms == CD_ARM_OWN) || (test->against == structure && other == CD_ARM_OWN))
      return true;
  }
  return false;
}

/* An option that is defined by its terms looks like any other where all are held to the same ones. */
static void caution_of_own_terms(GPtrArray *out, const CdScenario *scenario)
{
  g_autoptr(GString) named = g_string_new(NULL);
  g_autofree char *first = NULL;
  guint n = 0;
  for (guint i = 0; i < scenario->table[CD_ENTITY_CONTRACT].n; i++) {
    g_autoptr(GString) here = g_string_new(NULL);
    append_stated(here, cd_scenario_contract(scenario, i));
    if (here->len == 0 || is_claimed_on_its_own(scenario, cd_scenario_contract(scenario, i)->head.parent))
      continue;
    append_stated(named, cd_scenario_contract(scenario, i));
    if (n++ == 0)
      first = cd_scenario_path(scenario, CD_ENTITY_CONTRACT, i);
  }
  if (n == 0)
    return;
  g_autofree char *more = n > 1 ? g_strdup_printf(" and %u more", n - 1) : g_strdup("");
  add(out,
      "%s%s: what contracts state (%s) counts under an option's own terms alone; the answer, tables of options, and "
      "claims that do not ask for terms=\"own\", hold every option to the common terms, <terms>, so that they differ "
      "in "
      "nothing else",
      first, more, named->str);
}

/* ---- money beyond the care that it is for ---- */

/* At most, that of COMPONENT a year: of everybody seen in a year, as if each stayed all of it. Nought where it is none that goes by clients. */
static double most_care(const CdScenario *scenario, int component)
{
  double shares[2] = {0}, seen[2] = {0};
  for (guint a = 0; a < scenario->table[CD_ENTITY_AREA].n; a++) {
    const CdSpecHead *head = cd_scenario_row(scenario, CD_ENTITY_AREA, a);
    seen[CD_AGE_ADULT] += median(head, CD_FIELD(AREA, Area, adults_in_treatment));
    seen[CD_AGE_YOUNG] += median(head, CD_FIELD(AREA, Area, young_in_treatment));
  }
  for (guint k = 0; k < scenario->table[CD_ENTITY_COHORT].n; k++)
    shares[cd_scenario_cohort(scenario, k)->age] +=
        median(cd_scenario_row(scenario, CD_ENTITY_COHORT, k), CD_FIELD(COHORT, Cohort, share));
  double most = seen[CD_AGE_ADULT] * median(cd_scenario_row(scenario, CD_ENTITY_COMPONENT, (guint)component),
                                            CD_FIELD(COMPONENT, Component, client_cost));
  for (guint k = 0; k < scenario->table[CD_ENTITY_COHORT].n; k++) {
    const CdCohortSpec *cohort = cd_scenario_cohort(scenario, k);
    const CdSpecHead *head = cd_scenario_row(scenario, CD_ENTITY_COHORT, k);
    if (cohort->component == component)
      most += seen[cohort->age] * median(head, CD_FIELD(COHORT, Cohort, share)) / shares[cohort->age] *
              (median(head, CD_FIELD(COHORT, Cohort, direct_cost)) +
               median(head, CD_FIELD(COHORT, Cohort, pass_through_cost)));
  }
  return most;
}

static void caution_of_money(GPtrArray *out, const CdScenario *scenario)
{
  for (guint i = 0; i < scenario->table[CD_ENTITY_FUNDER].n; i++) {
    const CdFunderSpec *funder = cd_scenario_funder(scenario, i);
    double money = median(&funder->head, CD_FIELD(FUNDER, Funder, contribution)),
           care = most_care(scenario, funder->component);
    g_autofree char *path = cd_scenario_path(scenario, CD_ENTITY_FUNDER, i);
    if (care > 0 && money > care)
      add(out,
          "%s/contribution is £%.0f a year, more than the care of its component can cost: £%.0f, did everybody seen in "
          "a year stay all of it",
          path, money, care);
  }
}

/* ---- places without a hub ---- */

/* Whether a contract of STRUCTURE that serves LOCALITY's area pays for a hub to which a way is stated. */
static bool reaches(const CdScenario *scenario, guint locality, int structure)
{
  guint area = (guint)cd_scenario_locality(scenario, locality)->area;
  for (guint c = 0; c < scenario->table[CD_ENTITY_CONTRACT].n; c++) {
    const CdContractSpec *contract = cd_scenario_contract(scenario, c);
    if (contract->head.parent != structure || !cd_refs_has(contract->areas, area))
      continue;
    for (guint t = 0; t < scenario->table[CD_ENTITY_TRAVEL].n; t++) {
      const CdTravelSpec *travel = cd_scenario_travel(scenario, t);
      if (travel->head.parent == (int)locality && cd_refs_has(contract->hubs, (guint)travel->hub))
        return true;
    }
  }
  return false;
}

/* Where people have a hub now and would have none. */
static void caution_of_hubs(GPtrArray *out, const CdScenario *scenario)
{
  int baseline = cd_scenario_concordat(scenario, 0)->baseline;
  for (guint s = 0; s < scenario->table[CD_ENTITY_STRUCTURE].n; s++) {
    g_autoptr(GString) without = g_string_new(NULL);
    for (guint l = 0; l < scenario->table[CD_ENTITY_LOCALITY].n; l++)
      if (reaches(scenario, l, baseline) && !reaches(scenario, l, (int)s))
        g_string_append_printf(without, "%s%s", without->len ? ", " : "", cd_scenario_locality(scenario, l)->head.id);
    g_autofree char *path = cd_scenario_path(scenario, CD_ENTITY_STRUCTURE, s);
    if (without->len > 0)
      add(out,
          "%s leaves %s without a hub to which a way is stated: their clients are taken to go as far as to the "
          "farthest hub to which one is",
          path, without->str);
  }
}

char **cd_scenario_cautions(const CdScenario *scenario)
{
  GPtrArray *out = g_ptr_array_new();
  caution_of_weights(out, scenario);
  caution_of_terms(out, scenario);
  caution_of_own_terms(out, scenario);
  caution_of_money(out, scenario);
  caution_of_hubs(out, scenario);
  g_ptr_array_add(out, NULL);
  return (char **)g_ptr_array_free(out, FALSE);
}
