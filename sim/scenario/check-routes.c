#include "sim/scenario/check.h"

#include <math.h>
#include "sim/model/route.h"
#include "sim/scenario/names.h"

static CdSpan route_span(const CdResolve *resolve, guint contract)
{
  return cd_row_span(resolve, CD_ENTITY_CONTRACT, contract, CD_FIELD(CONTRACT, Contract, route));
}

static const char *word_of(const CdContractSpec *contract)
{
  return cd_route((CdRoute)contract->route)->word;
}

/* The words of all routes that LAW knows, those left out that are refused always. */
static char *words_of_law(CdLaw law)
{
  GString *words = g_string_new("one of");
  for (int r = 0; r < CD_ROUTE_COUNT; r++)
    if (cd_route((CdRoute)r)->laws & law && r != CD_ROUTE_DIRECT_B)
      g_string_append_printf(words, " %s", cd_route((CdRoute)r)->word);
  return g_string_free(words, FALSE);
}

/* What is asked for can be had with <procurement> alone. */
static void check_needs(const CdResolve *resolve, guint i)
{
  const CdContractSpec *contract = cd_scenario_contract(resolve->scenario, i);
  const CdField *route = CD_FIELD(CONTRACT, Contract, route), *remedy = CD_FIELD(CONTRACT, Contract, remedy);
  const CdField *wanting = contract->route != CD_ROUTE_COMPETITION                                         ? route
                           : contract->remedy == CD_REMEDY_RAISE || contract->remedy == CD_REMEDY_IN_HOUSE ? remedy
                                                                                                           : NULL;
  if (wanting)
    cd_complain(resolve->complaints, CD_COMPLAINT_NO_PROCUREMENT, cd_row_span(resolve, CD_ENTITY_CONTRACT, i, wanting),
                "add <procurement/>: its defaults will do", "%s \"%s\" needs to know what procurement takes",
                wanting->name, wanting == route ? word_of(contract) : cd_choices[CD_CHOICES_REMEDY][contract->remedy]);
}

/* The notice comes after the decision and, by the plan, before the start. */
static bool check_law(const CdResolve *resolve, guint i)
{
  const CdContractSpec *contract = cd_scenario_contract(resolve->scenario, i);
  const CdCalendarSpec *calendar = cd_scenario_calendar(resolve->scenario, 0);
  guint laws = cd_route((CdRoute)contract->route)->laws;
  CdLaw first = cd_law_of(calendar->decision), last = cd_law_of(calendar->planned_start - 1);
  if (laws & first || laws & last)
    return true;
  g_autofree char *from = cd_month_format(calendar->decision), *to = cd_month_format(calendar->planned_start),
                  *hint = words_of_law(first);
  return cd_complain(
      resolve->complaints, CD_COMPLAINT_ROUTE_LAW, route_span(resolve, i), hint,
      "\"%s\" is unknown to the law of a notice between %s and %s: the Provider Selection Regime takes the "
      "place of light-touch competitions for notices from 2024-01",
      word_of(contract), from, to);
}

static bool refs_alike(CdRefs a, CdRefs b)
{
  bool alike = a.n == b.n;
  for (guint i = 0; alike && i < a.n; i++) {
    bool found = false;
    for (guint j = 0; j < b.n; j++)
      found = found || a.at[i] == b.at[j];
    alike = found;
  }
  return alike;
}

static bool is_in_force(const CdScenario *scenario, const CdContractSpec *contract)
{
  int baseline = cd_scenario_concordat(scenario, 0)->baseline;
  for (guint i = 0; i < scenario->table[CD_ENTITY_CONTRACT].n; i++) {
    const CdContractSpec *old = cd_scenario_contract(scenario, i);
    if (old->head.parent == baseline && refs_alike(old->areas, contract->areas) &&
        refs_alike(old->components, contract->components) && fabs(old->share.dist.a - contract->share.dist.a) < 1e-12)
      return true;
  }
  return false;
}

/* What only a contract in force can be continued by. */
static bool check_form(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdContractSpec *contract = cd_scenario_contract(scenario, i);
  bool changes = cd_scenario_procurement(scenario, 0)->footprint_change == CD_FOOTPRINT_CHANGE_CONSIDERABLE;
  if (cd_route((CdRoute)contract->route)->form == CD_FORM_ANY || !changes || is_in_force(scenario, contract))
    return true;
  return cd_complain(
      resolve->complaints, CD_COMPLAINT_ROUTE_FORM, route_span(resolve, i),
      "another route; or, where legal advice says that the change is minor, footprint-change=\"minor\" of "
      "<procurement>",
      "\"%s\" is for what a contract of business as usual buys: this one has other areas, components or "
      "shares, which makes it materially different (needs legal check)",
      word_of(contract));
}

static bool has_incumbent(const CdScenario *scenario, const CdContractSpec *contract)
{
  for (guint p = 0; p < scenario->table[CD_ENTITY_PROVIDER].n; p++)
    for (guint i = 0; i < contract->areas.n; i++) {
      CdRefs incumbent = cd_scenario_provider(scenario, p)->incumbent;
      for (guint j = 0; j < incumbent.n; j++)
        if (incumbent.at[j] == contract->areas.at[i])
          return true;
    }
  return false;
}

static bool check_provider(const CdResolve *resolve, guint i)
{
  const CdContractSpec *contract = cd_scenario_contract(resolve->scenario, i);
  switch (cd_route((CdRoute)contract->route)->bidders) {
  case CD_BIDDERS_ALL:
  case CD_BIDDERS_MOST_SUITABLE:
    return true;
  case CD_BIDDERS_CHOICE:
    return cd_complain(
        resolve->complaints, CD_COMPLAINT_ROUTE_PROVIDER, route_span(resolve, i),
        "another route: competitive, most-suitable-provider, direct-award-c",
        "\"%s\" lets in every provider that qualifies, for patients to choose among; a contract here has one",
        word_of(contract));
  case CD_BIDDERS_INCUMBENT:
  case CD_BIDDERS_ONLY:
    break;
  }
  if (has_incumbent(resolve->scenario, contract))
    return true;
  return cd_complain(resolve->complaints, CD_COMPLAINT_ROUTE_PROVIDER, route_span(resolve, i),
                     "name one in incumbent-in of its <provider>",
                     "\"%s\" goes to the incumbent, and no provider is one in the areas of this contract",
                     word_of(contract));
}

/* An extension lasts as long as it can, and what comes after it is no part of it. */
static void check_extension(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdContractSpec *contract = cd_scenario_contract(scenario, i);
  const CdDist *months = &cd_scenario_calendar(scenario, 0)->extension.dist;
  double horizon = cd_scenario_appraisal(scenario, 0)->horizon.dist.a;
  const CdField *extension = CD_FIELD(CALENDAR, Calendar, extension);
  bool whole = contract->route == CD_ROUTE_EXTENSION || contract->route == CD_ROUTE_EXTENSION_REDESIGN;
  if (contract->route == CD_ROUTE_EXTEND_THEN_TENDER && cd_dist_is_nought(months))
    cd_complain(resolve->complaints, CD_COMPLAINT_ROUTE_EXTENSION, route_span(resolve, i), NULL,
                "\"%s\" needs months by which the old contract can be extended: %s of <calendar> is nought",
                word_of(contract), extension->name);
  if (!whole || (months->kind == CD_DIST_POINT && months->a >= horizon))
    return;
  g_autofree char *needed = cd_decimal_text(horizon);
  g_autofree char *hint =
      g_strdup_printf("%s of <calendar> a plain number, %s or more; or a shorter horizon; or extend-then-tender",
                      extension->name, needed);
  cd_complain(resolve->complaints, CD_COMPLAINT_ROUTE_EXTENSION, route_span(resolve, i), hint,
              "\"%s\" ends before the horizon of %s months does, and what comes after it is not said",
              word_of(contract), needed);
}

static void check_length(const CdResolve *resolve, guint i)
{
  const CdContractSpec *contract = cd_scenario_contract(resolve->scenario, i);
  const CdField *length = CD_FIELD(CONTRACT, Contract, length);
  if (contract->route == CD_ROUTE_EXTENSION && contract->length.dist.kind != CD_DIST_UNSET)
    cd_complain(resolve->complaints, CD_COMPLAINT_ROUTE_LENGTH, cd_row_span(resolve, CD_ENTITY_CONTRACT, i, length),
                "leave it out: extension-months of <calendar> say how long", "no result would go by %s of an \"%s\"",
                length->name, word_of(contract));
}

static bool is_party(const CdScenario *scenario, const CdContractSpec *contract, guint council)
{
  CdRefs areas = cd_scenario_council(scenario, council)->areas;
  for (guint i = 0; i < areas.n; i++)
    for (guint j = 0; j < contract->areas.n; j++)
      if (areas.at[i] == contract->areas.at[j])
        return true;
  return false;
}

/* A contract's lead buys for all, and is one of them. */
static void check_lead(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdContractSpec *contract = cd_scenario_contract(scenario, i);
  const CdField *lead = CD_FIELD(CONTRACT, Contract, lead);
  if (contract->lead >= 0 && !is_party(scenario, contract, (guint)contract->lead))
    cd_complain(resolve->complaints, CD_COMPLAINT_LEAD, cd_row_span(resolve, CD_ENTITY_CONTRACT, i, lead),
                "name a council that answers for one of its areas, or leave it out",
                "council \"%s\" is no party to contract \"%s\"",
                cd_scenario_council(scenario, (guint)contract->lead)->head.id, contract->head.id);
  else if (contract->lead >= 0 && contract->bought_by != CD_BUYER_LEAD)
    cd_complain(resolve->complaints, CD_COMPLAINT_LEAD, cd_row_span(resolve, CD_ENTITY_CONTRACT, i, lead),
                "leave out lead, or bought-by", "of contract \"%s\" each council signs for itself, and none leads",
                contract->head.id);
}

/* Who signs no contract of its own has no specification of its own; and a contract with one for each has none to share with another. */
static void check_specifications(const CdResolve *resolve, guint i)
{
  const CdContractSpec *contract = cd_scenario_contract(resolve->scenario, i);
  const CdField *own = CD_FIELD(CONTRACT, Contract, specifications);
  if (contract->specifications != CD_SPECIFICATIONS_OWN)
    return;
  if (contract->bought_by == CD_BUYER_LEAD)
    cd_complain(resolve->complaints, CD_COMPLAINT_SPECIFICATIONS, cd_row_span(resolve, CD_ENTITY_CONTRACT, i, own),
                "add bought-by=\"one-award\" or \"each\", or leave specifications out",
                "of contract \"%s\" one council buys for all, on one specification", contract->head.id);
  else if (contract->specification)
    cd_complain(resolve->complaints, CD_COMPLAINT_SPECIFICATIONS, cd_row_span(resolve, CD_ENTITY_CONTRACT, i, own),
                "leave out specification, or specifications",
                "contract \"%s\" names one specification and has one for each of its councils", contract->head.id);
}

void cd_check_routes(const CdResolve *resolve)
{
  for (guint i = 0; i < resolve->scenario->table[CD_ENTITY_CONTRACT].n; i++) {
    check_length(resolve, i);
    check_lead(resolve, i);
    check_specifications(resolve, i);
    if (resolve->scenario->table[CD_ENTITY_PROCUREMENT].n == 0)
      check_needs(resolve, i);
    else if (check_law(resolve, i) && check_form(resolve, i) && check_provider(resolve, i))
      check_extension(resolve, i);
  }
}
