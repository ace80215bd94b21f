#include "tests/property/generate.h"

#include <math.h>
#include <string.h>
#include "tests/property/draft.h"

/* --- the case ---------------------------------------------------------------------------------------- */

static void make_root(Draft *it)
{
  cd_scenario_append(it->scenario, CD_ENTITY_CONCORDAT, -1, NULL, it->scenario->id);
  CdConcordatSpec *root = cd_scenario_concordat(it->scenario, 0);
  root->question = g_string_chunk_insert_const(it->scenario->text, "Together or apart?");
  exactly(CD_ENTITY_CONCORDAT, &root->head, "base-year", 2025);
  CdSourceSpec *source = (CdSourceSpec *)(void *)cd_scenario_append(it->scenario, CD_ENTITY_SOURCE, -1, SOURCE, NULL);
  source->title = g_string_chunk_insert_const(it->scenario->text, "Invented for tests");
}

static void make_areas(Draft *it)
{
  for (guint a = 0; a < it->areas; a++) {
    CdSpecHead *row = row_new(it, CD_ENTITY_AREA, -1, "area", a);
    double adults = exp(cd_dice_between(&it->dice, log(150), log(3000)));
    about(it, CD_ENTITY_AREA, row, "population", adults * cd_dice_between(&it->dice, 80, 200));
    about(it, CD_ENTITY_AREA, row, "adults-in-treatment", adults);
    if (it->young)
      about(it, CD_ENTITY_AREA, row, "young-people-in-treatment", adults * cd_dice_between(&it->dice, 0.02, 0.1));
    if (cd_dice_chance(&it->dice, 0.5))
      between(it, CD_ENTITY_AREA, row, "rural-share", 0, 0.8);
  }
}

static void make_hubs(Draft *it)
{
  for (guint a = 0; a < it->areas; a++)
    for (guint i = cd_dice_below(&it->dice, 3); i > 0; i--) {
      CdSpecHead *row = row_new(it, CD_ENTITY_HUB, -1, "hub", a * 2 + i);
      CdHubSpec *hub = (CdHubSpec *)(void *)row;
      hub->area = (int)a;
      hub->kind = cd_dice_chance(&it->dice, 0.7) ? CD_HUB_HUB : CD_HUB_SPOKE;
      between(it, CD_ENTITY_HUB, row, "rent", 5000, 150000);
    }
}

/* A hub in another area than A; -1 where there is none. */
static int hub_across(Draft *it, guint a)
{
  guint n = it->scenario->table[CD_ENTITY_HUB].n;
  for (guint tries = 0; n > 0 && tries < 8; tries++) {
    guint h = cd_dice_below(&it->dice, n);
    if (cd_scenario_hub(it->scenario, h)->area != (int)a)
      return (int)h;
  }
  return -1;
}

/* Where one locality of an area has travel times, all of them have. */
static void make_localities(Draft *it)
{
  guint hubs = it->scenario->table[CD_ENTITY_HUB].n, made = 0;
  for (guint a = 0; a < it->areas; a++) {
    bool timed = hubs > 0 && cd_dice_chance(&it->dice, 0.8);
    for (guint i = cd_dice_below(&it->dice, 3); i > 0; i--) {
      CdSpecHead *row = row_new(it, CD_ENTITY_LOCALITY, -1, "locality", made);
      CdLocalitySpec *locality = (CdLocalitySpec *)(void *)row;
      locality->area = (int)a;
      locality->setting = cd_dice_chance(&it->dice, 0.5) ? CD_SETTING_URBAN : CD_SETTING_RURAL;
      between(it, CD_ENTITY_LOCALITY, row, "client-share", 0.1, 0.45); /* two at most: never beyond one */
      locality->best_hub = hub_across(it, a);
      if (locality->best_hub >= 0)
        between(it, CD_ENTITY_LOCALITY, row, "best-across", 0.05, 0.4);
      for (guint h = 0; timed && h < hubs; h++) {
        CdSpecHead *travel = row_new(it, CD_ENTITY_TRAVEL, (int)made, "travel", h);
        ((CdTravelSpec *)(void *)travel)->hub = (int)h;
        between(it, CD_ENTITY_TRAVEL, travel, "minutes", 5, 90);
      }
      made++;
    }
  }
}

static void make_borders(Draft *it)
{
  for (guint a = 0; a < it->areas; a++)
    for (guint b = a + 1; b < it->areas; b++) {
      if (cd_dice_chance(&it->dice, 0.3))
        continue;
      CdSpecHead *row = row_new(it, CD_ENTITY_BORDER, -1, "border", a * MOST + b);
      CdBorderSpec *border = (CdBorderSpec *)(void *)row;
      bool turned = cd_dice_chance(&it->dice, 0.5);
      border->first = (int)(turned ? b : a);
      border->second = (int)(turned ? a : b);
      between(it, CD_ENTITY_BORDER, row, "moves-per-year", 0, 12);
      vary_defaults(it, CD_ENTITY_BORDER, row);
    }
}

/* The first component always treats clients; others may have none of their own, and then cost by the adult
 * client. */
static void make_components(Draft *it)
{
  for (guint i = 0; i < it->components; i++) {
    CdSpecHead *row = row_new(it, CD_ENTITY_COMPONENT, -1, "component", i);
    ((CdComponentSpec *)(void *)row)->pass_through = cd_dice_chance(&it->dice, 0.2) ? CD_YES : CD_NO;
    if (i > 0)
      between(it, CD_ENTITY_COMPONENT, row, "client-cost", 50, 400);
  }
}

static void make_cohorts(Draft *it)
{
  for (guint k = 0; k < it->cohorts; k++) {
    CdSpecHead *row = row_new(it, CD_ENTITY_COHORT, -1, "cohort", k);
    CdCohortSpec *cohort = (CdCohortSpec *)(void *)row;
    bool young = it->young && k == it->cohorts - 1;
    cohort->substance = (int)cd_dice_below(&it->dice, 4);
    cohort->pathway = cd_dice_chance(&it->dice, 0.4) ? CD_PATHWAY_CJ : CD_PATHWAY_COMMUNITY;
    cohort->age = young ? CD_AGE_YOUNG : CD_AGE_ADULT;
    cohort->component = k == 0 ? 0 : (int)cd_dice_below(&it->dice, it->components);
    cohort->adult_cohort = young && cd_dice_chance(&it->dice, 0.5) ? 0 : -1;
    between(it, CD_ENTITY_COHORT, row, "share", 0.1, 0.9);
    between(it, CD_ENTITY_COHORT, row, "stay-months", 6, 30);
    between(it, CD_ENTITY_COHORT, row, "completed-share", 0.25, 0.6);
    between(it, CD_ENTITY_COHORT, row, "unplanned-share", 0.25, 0.6);
    between(it, CD_ENTITY_COHORT, row, "death-rate", 0.001, 0.025);
    between(it, CD_ENTITY_COHORT, row, "re-presentation-share", 0.02, 0.3);
    between(it, CD_ENTITY_COHORT, row, "direct-cost", 500, 4000);
    vary_defaults(it, CD_ENTITY_COHORT, row);
    if (cd_dice_chance(&it->dice, 0.5))
      between(it, CD_ENTITY_COHORT, row, "pass-through-cost", 50, 800);
  }
}

static void make_posts(Draft *it)
{
  for (guint i = cd_dice_below(&it->dice, 4); i > 0; i--) {
    CdSpecHead *row = row_new(it, CD_ENTITY_POST, -1, "post", i);
    CdPostSpec *post = (CdPostSpec *)(void *)row;
    bool team = cd_dice_chance(&it->dice, 0.5);
    post->kind = team ? CD_POST_TEAM : CD_POST_SPECIALIST;
    post->cohorts = some_of(it, it->cohorts, 1);
    between(it, CD_ENTITY_POST, row, "clients-per-wte", team ? 20 : 100, team ? 60 : 600);
    vary_defaults(it, CD_ENTITY_POST, row);
    if (team)
      between(it, CD_ENTITY_POST, row, "minimum-wte", 1, 8);
    else
      between(it, CD_ENTITY_POST, row, "salary", 35000, 60000);
    if (cd_dice_chance(&it->dice, 0.5))
      between(it, CD_ENTITY_POST, row, "funder-share", 0.1, 0.6);
  }
}

static void make_pricings(Draft *it)
{
  for (guint i = 0; i < it->pricings; i++) {
    CdSpecHead *row = row_new(it, CD_ENTITY_PRICING, -1, "pricing", i);
    ((CdPricingSpec *)(void *)row)->by_results = cd_dice_chance(&it->dice, 0.5) ? CD_YES : CD_NO;
    between(it, CD_ENTITY_PRICING, row, "risk-premium", 0, 0.05);
    between(it, CD_ENTITY_PRICING, row, "provider-bears", 0.2, 1);
    between(it, CD_ENTITY_PRICING, row, "starts-odds", 0.6, 1.1);
    between(it, CD_ENTITY_PRICING, row, "completions-odds", 0.6, 1.1);
  }
}

/* --- partners ---------------------------------------------------------------------------------------- */

static void make_views(Draft *it, CdEntityKind kind, CdSpecHead *row)
{
  static const char *const weight[] = {"weight-cost", "weight-outcomes", "weight-continuity", "weight-control",
                                       "weight-time"};
  for (guint i = 0; i < G_N_ELEMENTS(weight); i++)
    between(it, kind, row, weight[i], 5, 50);
  vary_defaults(it, kind, row);
  between(it, kind, row, "belief-scale", 0, 0.1);
}

static void make_councils(Draft *it)
{
  for (guint i = 0; i < it->councils; i++) {
    CdSpecHead *row = row_new(it, CD_ENTITY_COUNCIL, -1, "council", i);
    guint area[MOST], n = 0;
    for (guint a = 0; a < it->areas; a++)
      if (it->council_of[a] == i)
        area[n++] = a;
    ((CdCouncilSpec *)(void *)row)->areas = refs_of(it, area, n);
    make_views(it, CD_ENTITY_COUNCIL, row);
    between(it, CD_ENTITY_COUNCIL, row, "historic-share", 1, 9);
    for (guint p = 0; p < it->pricings; p++) {
      CdSpecHead *view = row_new(it, CD_ENTITY_PRICING_VIEW, (int)i, "view", p);
      ((CdPricingViewSpec *)(void *)view)->pricing = (int)p;
      between(it, CD_ENTITY_PRICING_VIEW, view, "liking", 0.05, 0.95);
    }
    if (cd_dice_chance(&it->dice, 0.4)) {
      CdBlackoutSpec *blackout = (CdBlackoutSpec *)(void *)row_new(it, CD_ENTITY_BLACKOUT, (int)i, "blackout", 0);
      blackout->from = 2025 * 12 + (int)cd_dice_below(&it->dice, 10);
      blackout->to = blackout->from + (int)cd_dice_below(&it->dice, 3);
    }
  }
}

static void make_funders(Draft *it)
{
  for (guint i = cd_dice_below(&it->dice, 3); i > 0; i--) {
    CdSpecHead *row = row_new(it, CD_ENTITY_FUNDER, -1, "funder", i);
    CdFunderSpec *funder = (CdFunderSpec *)(void *)row;
    funder->kind = (int)cd_dice_below(&it->dice, 3);
    funder->component = cd_scenario_cohort(it->scenario, cd_dice_below(&it->dice, it->cohorts))->component;
    funder->may_commission_own = cd_dice_chance(&it->dice, 0.7) ? CD_YES : CD_NO;
    between(it, CD_ENTITY_FUNDER, row, "contribution", 5000, 60000);
    make_views(it, CD_ENTITY_FUNDER, row);
  }
}

static void make_providers(Draft *it)
{
  guint n = 1 + cd_dice_below(&it->dice, 6);
  for (guint i = 0; i < n; i++) {
    CdSpecHead *row = row_new(it, CD_ENTITY_PROVIDER, -1, "provider", i);
    CdProviderSpec *provider = (CdProviderSpec *)(void *)row;
    provider->kind = (int)cd_dice_below(&it->dice, 4);
    if (cd_dice_chance(&it->dice, 0.2))
      provider->home = some_of(it, it->areas, 1);
    if (cd_dice_chance(&it->dice, 0.5))
      provider->incumbent = some_of(it, it->areas, 1);
    vary_defaults(it, CD_ENTITY_PROVIDER, row);
    if (cd_dice_chance(&it->dice, 0.2))
      between(it, CD_ENTITY_PROVIDER, row, "minimum-value", 1e5, 1e6);
    if (cd_dice_chance(&it->dice, 0.2))
      between(it, CD_ENTITY_PROVIDER, row, "rural-limit", 0.2, 0.9);
    if (cd_dice_chance(&it->dice, 0.2))
      between(it, CD_ENTITY_PROVIDER, row, "capacity", 300, 3000);
  }
}

/* --- structures -------------------------------------------------------------------------------------- */

/* Numbers of the terms, each with chance P. */
static void vary_terms(Draft *it, CdEntityKind kind, CdSpecHead *row, double p)
{
  static const struct {
    const char *name;
    double low, high;
  } term[] = {{"length", 2, 10},        {"quality-weight", 0.3, 1}, {"results-share", 0, 0.5},
              {"outcomes-share", 0, 1}, {"localisation", 0, 1},     {"notice-months", 3, 18}};
  for (guint i = 0; i < G_N_ELEMENTS(term); i++)
    if (cd_dice_chance(&it->dice, p))
      between(it, kind, row, term[i].name, term[i].low, term[i].high);
}

static void make_terms(Draft *it)
{
  CdSpecHead *row = cd_scenario_append(it->scenario, CD_ENTITY_TERMS, -1, NULL, NULL);
  CdTermsSpec *terms = (CdTermsSpec *)(void *)row;
  terms->pricing = (int)cd_dice_below(&it->dice, it->pricings);
  terms->cost_sharing = (int)cd_dice_below(&it->dice, 4);
  terms->exit_right = cd_dice_chance(&it->dice, 0.6) ? CD_YES : CD_NO;
  vary_defaults(it, CD_ENTITY_TERMS, row);
  vary_terms(it, CD_ENTITY_TERMS, row, 0.5);
}

/* Terms of its own, for some contracts. */
static void own_terms(Draft *it, CdContractSpec *contract)
{
  vary_terms(it, CD_ENTITY_CONTRACT, &contract->head, 0.3);
  if (cd_dice_chance(&it->dice, 0.3))
    contract->pricing = (int)cd_dice_below(&it->dice, it->pricings);
  if (cd_dice_chance(&it->dice, 0.3))
    contract->cost_sharing = (int)cd_dice_below(&it->dice, 4);
  if (cd_dice_chance(&it->dice, 0.3))
    contract->exit_right = cd_dice_chance(&it->dice, 0.5) ? CD_YES : CD_NO;
}

static CdRefs hubs_in(Draft *it, const guint *area, guint n)
{
  guint hub[2 * MOST], found = 0;
  for (guint h = 0; h < it->scenario->table[CD_ENTITY_HUB].n; h++)
    for (guint i = 0; i < n; i++)
      if (cd_scenario_hub(it->scenario, h)->area == (int)area[i] && cd_dice_chance(&it->dice, 0.85))
        hub[found++] = h;
  return found > 0 ? refs_of(it, hub, found) : (CdRefs){0, NULL};
}

typedef struct {
  guint area[MOST], areas;
  guint component[MOST], components;
  double share;
} Lot;

static void add_contract(Draft *it, int structure, const Lot *lot, bool free_terms)
{
  CdSpecHead *row = row_new(it, CD_ENTITY_CONTRACT, structure, "contract", it->scenario->table[CD_ENTITY_CONTRACT].n);
  CdContractSpec *contract = (CdContractSpec *)(void *)row;
  contract->areas = refs_of(it, lot->area, lot->areas);
  contract->components = refs_of(it, lot->component, lot->components);
  contract->hubs = hubs_in(it, lot->area, lot->areas);
  contract->remedy = cd_dice_chance(&it->dice, 0.5) ? CD_REMEDY_RETENDER : CD_REMEDY_EXTEND;
  if (lot->share < 1)
    exactly(CD_ENTITY_CONTRACT, row, "share", lot->share);
  if (cd_dice_chance(&it->dice, 0.2))
    contract->specification = g_string_chunk_insert_const(it->scenario->text, "common specification");
  if (free_terms)
    own_terms(it, contract);
}

static int add_structure(Draft *it, const char *name, guint number)
{
  CdStructureSpec *structure = (CdStructureSpec *)(void *)row_new(it, CD_ENTITY_STRUCTURE, -1, name, number);
  structure->border_policy = (int)cd_dice_below(&it->dice, 3);
  structure->intelligence = cd_dice_chance(&it->dice, 0.5) ? CD_INTELLIGENCE_SHARED : CD_INTELLIGENCE_APART;
  structure->terms = cd_dice_chance(&it->dice, 0.4) ? CD_TERMS_IDEAL : CD_TERMS_STATED;
  return (int)it->scenario->table[CD_ENTITY_STRUCTURE].n - 1;
}

static Lot whole_of(const Draft *it)
{
  Lot lot = {.areas = it->areas, .components = it->components, .share = 1};
  for (guint i = 0; i < MOST; i++)
    lot.area[i] = lot.component[i] = i;
  return lot;
}

/* A contract for each block of areas; BLOCK[area] below N. */
static void add_blocks(Draft *it, int structure, const guint *block, guint n, double share, bool cut, bool free_terms)
{
  for (guint b = 0; b < n; b++) {
    Lot lot = whole_of(it);
    lot.share = share;
    lot.areas = 0;
    for (guint a = 0; a < it->areas; a++)
      if (block[a] == b)
        lot.area[lot.areas++] = a;
    if (lot.areas == 0)
      continue;
    if (!cut || it->components < 2 || cd_dice_chance(&it->dice, 0.5)) {
      add_contract(it, structure, &lot, free_terms);
      continue;
    }
    guint first = 1 + cd_dice_below(&it->dice, it->components - 1);
    Lot rest = lot;
    lot.components = first;
    rest.components = it->components - first;
    memmove(rest.component, lot.component + first, rest.components * sizeof(guint));
    add_contract(it, structure, &lot, free_terms);
    add_contract(it, structure, &rest, free_terms);
  }
}

static void add_partition(Draft *it, guint number)
{
  guint block[MOST];
  for (guint a = 0; a < it->areas; a++)
    block[a] = cd_dice_below(&it->dice, it->areas);
  add_blocks(it, add_structure(it, "partition", number), block, it->areas, 1, true, cd_dice_chance(&it->dice, 0.5));
}

static void add_core_and_local(Draft *it, guint number)
{
  int structure = add_structure(it, "core", number);
  guint tenths = 2 + cd_dice_below(&it->dice, 7);
  Lot core = whole_of(it);
  core.share = tenths / 10.0;
  add_contract(it, structure, &core, false);
  add_blocks(it, structure, it->council_of, it->councils, (10 - tenths) / 10.0, false, cd_dice_chance(&it->dice, 0.5));
}

static void make_structures(Draft *it)
{
  Lot whole = whole_of(it);
  add_contract(it, add_structure(it, "joint", 0), &whole, cd_dice_chance(&it->dice, 0.3));
  add_blocks(it, add_structure(it, "separate", 1), it->council_of, it->councils, 1, false,
             cd_dice_chance(&it->dice, 0.3));
  for (guint i = cd_dice_below(&it->dice, 4); i > 0; i--) {
    if (cd_dice_chance(&it->dice, 0.3))
      add_core_and_local(it, i + 1);
    else
      add_partition(it, i + 1);
  }
  CdConcordatSpec *root = cd_scenario_concordat(it->scenario, 0);
  root->baseline = (int)cd_dice_below(&it->dice, it->scenario->table[CD_ENTITY_STRUCTURE].n);
  root->joint = 0;
  root->apart = 1;
}

/* --- the rest ---------------------------------------------------------------------------------------- */

static void make_economy(Draft *it)
{
  CdSpecHead *cost = cd_scenario_append(it->scenario, CD_ENTITY_COST, -1, NULL, NULL);
  vary_defaults(it, CD_ENTITY_COST, cost);
  between(it, CD_ENTITY_COST, cost, "management-fixed", 10000, 120000);
  between(it, CD_ENTITY_COST, cost, "management-per-client", 100, 500);
  exactly(CD_ENTITY_COST, cost, "management-reference", 500);
  between(it, CD_ENTITY_COST, cost, "hub-limit", 40, 250);
  vary_defaults(it, CD_ENTITY_MARKET, cd_scenario_append(it->scenario, CD_ENTITY_MARKET, -1, NULL, NULL));
  CdSpecHead *delivery = cd_scenario_append(it->scenario, CD_ENTITY_DELIVERY, -1, NULL, NULL);
  vary_defaults(it, CD_ENTITY_DELIVERY, delivery);
}

static void make_calendar(Draft *it)
{
  CdCalendarSpec *calendar =
      (CdCalendarSpec *)(void *)cd_scenario_append(it->scenario, CD_ENTITY_CALENDAR, -1, NULL, NULL);
  calendar->decision = 2025 * 12;
  calendar->planned_start = calendar->decision + 10 + (int)cd_dice_below(&it->dice, 12);
  vary_defaults(it, CD_ENTITY_CALENDAR, &calendar->head);
  if (cd_dice_chance(&it->dice, 0.5))
    exactly(CD_ENTITY_CALENDAR, &calendar->head, "extension-months", 1 + cd_dice_below(&it->dice, 6));
  CdSpecHead *appraisal = cd_scenario_append(it->scenario, CD_ENTITY_APPRAISAL, -1, NULL, NULL);
  vary_defaults(it, CD_ENTITY_APPRAISAL, appraisal);
  guint horizon = it->wanted.horizon ? it->wanted.horizon : 12 * (1 + cd_dice_below(&it->dice, 3));
  exactly(CD_ENTITY_APPRAISAL, appraisal, "horizon-months", horizon);
}

static void make_talks(Draft *it)
{
  CdNegotiationSpec *talks =
      (CdNegotiationSpec *)(void *)cd_scenario_append(it->scenario, CD_ENTITY_NEGOTIATION, -1, NULL, NULL);
  talks->begin = 2025 * 12 - 8 + (int)cd_dice_below(&it->dice, 12);
  talks->protocol = (int)cd_dice_below(&it->dice, CD_PROTOCOL_UTILITARIAN + 1);
  talks->lead = talks->protocol == CD_PROTOCOL_LEAD ? (int)cd_dice_below(&it->dice, it->councils) : -1;
  exactly(CD_ENTITY_NEGOTIATION, &talks->head, "rounds", 60);
  static const char *const levels[] = {"length-levels", "quality-weight-levels", "outcomes-share-levels",
                                       "localisation-levels"};
  for (guint i = 0; i < G_N_ELEMENTS(levels); i++)
    exactly(CD_ENTITY_NEGOTIATION, &talks->head, levels[i], 1 + cd_dice_below(&it->dice, 4));
}

/* After all else, so that what was drawn before there were these stays. */
static void choose_market(Draft *it)
{
  CdMarketSpec *market = cd_scenario_market(it->scenario, 0);
  market->entry = cd_dice_chance(&it->dice, 0.15) ? CD_ENTRY_COST_LEARNT : CD_ENTRY_COST_KNOWN;
  market->envelope_basis = cd_dice_chance(&it->dice, 0.3) ? CD_ENVELOPE_TODAY : CD_ENVELOPE_OWN_COST;
}

static void join_providers(Draft *it)
{
  guint n = it->scenario->table[CD_ENTITY_PROVIDER].n;
  if (n < 2 || !cd_dice_chance(&it->dice, 0.2))
    return;
  CdSpecHead *row = row_new(it, CD_ENTITY_CONSORTIUM, -1, "consortium", 0);
  CdConsortiumSpec *consortium = (CdConsortiumSpec *)(void *)row;
  consortium->members = some_of(it, n, 2);
  consortium->lead = (int)consortium->members.at[cd_dice_below(&it->dice, consortium->members.n)];
  consortium->alone_too = cd_dice_chance(&it->dice, 0.5) ? CD_YES : CD_NO;
  vary_defaults(it, CD_ENTITY_CONSORTIUM, row);
  for (guint m = 0; m < consortium->members.n; m++)
    cd_scenario_provider(it->scenario, consortium->members.at[m])->specialisms = some_of(it, it->components, 1);
}

static void settle_sizes(Draft *it)
{
  if (it->wanted.talks && !it->wanted.areas)
    it->wanted.areas = 2 + cd_dice_below(&it->dice, 4);
  if (it->wanted.talks && !it->wanted.councils)
    it->wanted.councils = 2 + cd_dice_below(&it->dice, MIN(it->wanted.areas, 4) - 1);
  it->areas = it->wanted.areas ? it->wanted.areas : 1 + cd_dice_below(&it->dice, 5);
  it->councils = it->wanted.councils ? it->wanted.councils : 1 + cd_dice_below(&it->dice, it->areas);
  g_assert(it->councils <= it->areas);
  for (guint a = 0; a < it->areas; a++)
    it->council_of[a] = a < it->councils ? a : cd_dice_below(&it->dice, it->councils);
  it->components = 1 + cd_dice_below(&it->dice, 4);
  it->cohorts = 1 + cd_dice_below(&it->dice, 8);
  it->young = it->cohorts > 1 && cd_dice_chance(&it->dice, 0.3);
  it->pricings = 1 + cd_dice_below(&it->dice, 3);
}

CdScenario *cd_generate(guint64 seed, CdWanted wanted)
{
  Draft it = {.scenario = cd_scenario_new_empty(), .dice = cd_dice(seed), .wanted = wanted, .seed = seed};
  it.scenario->id = g_strdup_printf("generated-%" G_GUINT64_FORMAT, seed);
  it.scenario->label = g_strdup(it.scenario->id);
  it.scenario->file = g_strdupv((char *[]){it.scenario->id, NULL});
  settle_sizes(&it);
  make_root(&it);
  make_areas(&it);
  make_hubs(&it);
  make_localities(&it);
  make_borders(&it);
  make_components(&it);
  make_cohorts(&it);
  make_posts(&it);
  make_pricings(&it);
  make_councils(&it);
  make_funders(&it);
  make_providers(&it);
  make_terms(&it);
  make_structures(&it);
  make_economy(&it);
  make_calendar(&it);
  if (wanted.talks)
    make_talks(&it);
  choose_market(&it);
  join_providers(&it);
  add_procurement(&it);
  add_budgets(&it);
  add_marks(&it);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint i = 0; i < it.scenario->table[k].n; i++)
      cd_scenario_set_keys(it.scenario, (CdEntityKind)k, i, NULL);
  return it.scenario;
}

CdScenario *cd_generate_any(guint64 seed)
{
  return cd_generate(seed, (CdWanted){0});
}
