#include "sim/scenario/check.h"

static double middle(const CdValue *value, const CdField *field)
{
  return cd_dist_quantile(&value->dist, 0.5, field->low, field->high);
}

static void check_treated(const CdResolve *resolve, guint i)
{
  const CdField *population = CD_FIELD(AREA, Area, population), *adults = CD_FIELD(AREA, Area, adults_in_treatment),
                *young = CD_FIELD(AREA, Area, young_in_treatment);
  const CdAreaSpec *area = cd_scenario_area(resolve->scenario, i);
  double residents = middle(&area->population, population),
         treated = middle(&area->adults_in_treatment, adults) + middle(&area->young_in_treatment, young);
  if (treated <= residents)
    return;
  g_autofree char *in = cd_decimal_text(treated), *of = cd_decimal_text(residents);
  cd_complain(resolve->complaints, CD_COMPLAINT_TREATED, cd_row_span(resolve, CD_ENTITY_AREA, i, adults),
              "both count people: population all residents, the others those seen in a year",
              "area \"%s\": %s people in treatment, of a population of %s", area->head.id, in, of);
}

static void check_councils(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *areas = CD_FIELD(COUNCIL, Council, areas);
  guint n = scenario->table[CD_ENTITY_AREA].n;
  g_autofree int *council_of = g_new(int, n);
  for (guint a = 0; a < n; a++)
    council_of[a] = -1;
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++) {
    const CdRefs *own = &cd_scenario_council(scenario, i)->areas;
    for (guint r = 0; r < own->n; r++) {
      int *council = &council_of[own->at[r]];
      if (*council >= 0)
        cd_complain(resolve->complaints, CD_COMPLAINT_AREA_COUNCIL, cd_row_span(resolve, CD_ENTITY_COUNCIL, i, areas),
                    "take it out of one of the two", "area \"%s\" belongs to council \"%s\" already",
                    cd_scenario_area(scenario, own->at[r])->head.id,
                    cd_scenario_council(scenario, (guint)*council)->head.id);
      *council = (int)i;
    }
  }
  for (guint a = 0; a < n; a++)
    if (council_of[a] < 0)
      cd_complain(resolve->complaints, CD_COMPLAINT_AREA_COUNCIL, cd_row_span(resolve, CD_ENTITY_AREA, a, NULL),
                  "add it to areas= of the <council> that answers for it", "area \"%s\" belongs to no council",
                  cd_scenario_area(scenario, a)->head.id);
}

static bool same_pair(const CdBorderSpec *a, const CdBorderSpec *b)
{
  return (a->first == b->first && a->second == b->second) || (a->first == b->second && a->second == b->first);
}

static void check_borders(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *second = CD_FIELD(BORDER, Border, second);
  for (guint i = 0; i < scenario->table[CD_ENTITY_BORDER].n; i++) {
    const CdBorderSpec *border = cd_scenario_border(scenario, i);
    CdSpan span = cd_row_span(resolve, CD_ENTITY_BORDER, i, second);
    if (border->first == border->second)
      cd_complain(resolve->complaints, CD_COMPLAINT_BORDER, span, "name two different areas",
                  "an area has no border with itself");
    for (guint j = 0; j < i; j++) {
      const CdBorderSpec *other = cd_scenario_border(scenario, j);
      if (same_pair(border, other)) {
        cd_complain(resolve->complaints, CD_COMPLAINT_BORDER, span, "keep one of the two",
                    "border \"%s\" lies between the same areas", other->head.id);
        break;
      }
    }
  }
}

static void check_travel_twice(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *field = CD_FIELD(TRAVEL, Travel, hub);
  guint n_hubs = scenario->table[CD_ENTITY_HUB].n;
  g_autofree guint8 *seen = g_new0(guint8, (gsize)scenario->table[CD_ENTITY_LOCALITY].n * n_hubs + 1);
  for (guint i = 0; i < scenario->table[CD_ENTITY_TRAVEL].n; i++) {
    const CdTravelSpec *travel = cd_scenario_travel(scenario, i);
    guint8 *pair = &seen[(guint)travel->head.parent * n_hubs + (guint)travel->hub];
    if (*pair)
      cd_complain(resolve->complaints, CD_COMPLAINT_TRAVEL, cd_row_span(resolve, CD_ENTITY_TRAVEL, i, field), NULL,
                  "the time to hub \"%s\" is given twice", cd_scenario_hub(scenario, (guint)travel->hub)->head.id);
    *pair = 1;
  }
}

/* An area's travel times are compared between its localities, so one without any would count as no distance at all. */
static void check_travel_given(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  guint n = scenario->table[CD_ENTITY_LOCALITY].n;
  g_autofree bool *locality_has = g_new0(bool, n + 1);
  g_autofree bool *area_has = g_new0(bool, scenario->table[CD_ENTITY_AREA].n);
  for (guint i = 0; i < scenario->table[CD_ENTITY_TRAVEL].n; i++) {
    int locality = cd_scenario_travel(scenario, i)->head.parent;
    locality_has[locality] = true;
    area_has[cd_scenario_locality(scenario, (guint)locality)->area] = true;
  }
  for (guint i = 0; i < n; i++) {
    const CdLocalitySpec *locality = cd_scenario_locality(scenario, i);
    if (area_has[locality->area] && !locality_has[i])
      cd_complain(resolve->complaints, CD_COMPLAINT_TRAVEL, cd_row_span(resolve, CD_ENTITY_LOCALITY, i, NULL), NULL,
                  "locality \"%s\" has no travel times, but others of area \"%s\" have", locality->head.id,
                  cd_scenario_area(scenario, (guint)locality->area)->head.id);
  }
}

static void check_best_hubs(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *hub = CD_FIELD(LOCALITY, Locality, best_hub), *across = CD_FIELD(LOCALITY, Locality, best_across);
  for (guint i = 0; i < scenario->table[CD_ENTITY_LOCALITY].n; i++) {
    const CdLocalitySpec *locality = cd_scenario_locality(scenario, i);
    if (locality->best_hub < 0 && !cd_dist_is_nought(&locality->best_across.dist))
      cd_complain(resolve->complaints, CD_COMPLAINT_BEST_HUB, cd_row_span(resolve, CD_ENTITY_LOCALITY, i, across),
                  "name the hub that serves them better, or leave the share out", "%s is given without %s",
                  across->name, hub->name);
    else if (locality->best_hub >= 0 && cd_scenario_hub(scenario, (guint)locality->best_hub)->area == locality->area)
      cd_complain(resolve->complaints, CD_COMPLAINT_BEST_HUB, cd_row_span(resolve, CD_ENTITY_LOCALITY, i, hub),
                  "name a hub of another area", "hub \"%s\" is on this side of the border",
                  cd_scenario_hub(scenario, (guint)locality->best_hub)->head.id);
  }
}

static void check_locality_shares(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *share = CD_FIELD(LOCALITY, Locality, client_share);
  for (guint a = 0; a < scenario->table[CD_ENTITY_AREA].n; a++) {
    int first = -1;
    bool positive = false;
    for (guint i = 0; i < scenario->table[CD_ENTITY_LOCALITY].n; i++) {
      const CdLocalitySpec *locality = cd_scenario_locality(scenario, i);
      if (locality->area != (int)a)
        continue;
      first = first < 0 ? (int)i : first;
      positive |= cd_dist_is_positive(&locality->client_share.dist, share);
    }
    if (first >= 0 && !positive)
      cd_complain(resolve->complaints, CD_COMPLAINT_NOUGHT, cd_row_span(resolve, CD_ENTITY_LOCALITY, (guint)first, share),
                  NULL, "%s may be nought in every locality of area \"%s\"", share->name,
                  cd_scenario_area(scenario, a)->head.id);
  }
}

/* Each share is written to two places or so. */
#define SHARE_ROUNDING 0.005

/* Scaling is for what rounding and draws leave: shares of which even the least add up to more than one are not shares of one area. */
static void check_locality_sum(const CdResolve *resolve, guint area)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *share = CD_FIELD(LOCALITY, Locality, client_share);
  g_autoptr(GString) told = g_string_new(NULL);
  double least = 0;
  guint n = 0, last = 0;
  for (guint i = 0; i < scenario->table[CD_ENTITY_LOCALITY].n; i++) {
    const CdLocalitySpec *locality = cd_scenario_locality(scenario, i);
    if (locality->area != (int)area)
      continue;
    double low = cd_dist_quantile(&locality->client_share.dist, 1e-9, share->low, share->high);
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(told, "%s%s", n ? " + " : "", g_ascii_formatd(text, sizeof text, "%.3g", low));
    least += low;
    last = i;
    n++;
  }
  if (n < 2 || least <= 1 + SHARE_ROUNDING * n)
    return;
  char sum[G_ASCII_DTOSTR_BUF_SIZE];
  cd_complain(resolve->complaints, CD_COMPLAINT_SHARE_SUM, cd_row_span(resolve, CD_ENTITY_LOCALITY, last, share),
              "each is a part of the area's own clients, and together they are 1",
              "%s of the localities of area \"%s\" adds up to %s at least: %s", share->name,
              cd_scenario_area(scenario, area)->head.id, g_ascii_formatd(sum, sizeof sum, "%.3g", least), told->str);
}

/* Where an area can have people of AGE in treatment; false where none can. */
static bool find_people(const CdResolve *resolve, CdAge age, CdSpan *span)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *field =
      age == CD_AGE_ADULT ? CD_FIELD(AREA, Area, adults_in_treatment) : CD_FIELD(AREA, Area, young_in_treatment);
  for (guint a = 0; a < scenario->table[CD_ENTITY_AREA].n; a++) {
    const CdAreaSpec *area = cd_scenario_area(scenario, a);
    if (!cd_dist_is_nought(age == CD_AGE_ADULT ? &area->adults_in_treatment.dist : &area->young_in_treatment.dist)) {
      *span = cd_row_span(resolve, CD_ENTITY_AREA, a, field);
      return true;
    }
  }
  return false;
}

/* Who turns 18 goes on among adults. */
static void check_handovers(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *field = CD_FIELD(COHORT, Cohort, adult_cohort);
  for (guint k = 0; k < scenario->table[CD_ENTITY_COHORT].n; k++) {
    const CdCohortSpec *cohort = cd_scenario_cohort(scenario, k);
    if (cohort->adult_cohort < 0)
      continue;
    CdSpan span = cd_row_span(resolve, CD_ENTITY_COHORT, k, field);
    if (cohort->age != CD_AGE_YOUNG)
      cd_complain(resolve->complaints, CD_COMPLAINT_TURNING, span, "leave it out", "the clients of \"%s\" are adults",
                  cohort->head.id);
    else if (cd_scenario_cohort(scenario, (guint)cohort->adult_cohort)->age != CD_AGE_ADULT)
      cd_complain(resolve->complaints, CD_COMPLAINT_TURNING, span, "name a cohort of adults",
                  "the clients of \"%s\" are not adults",
                  cd_scenario_cohort(scenario, (guint)cohort->adult_cohort)->head.id);
  }
}

static void check_cohorts(const CdResolve *resolve, CdAge age)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *share = CD_FIELD(COHORT, Cohort, share);
  int first = -1;
  bool positive = false;
  for (guint i = 0; i < scenario->table[CD_ENTITY_COHORT].n; i++) {
    const CdCohortSpec *cohort = cd_scenario_cohort(scenario, i);
    if (cohort->age != (int)age)
      continue;
    first = first < 0 ? (int)i : first;
    positive |= cd_dist_is_positive(&cohort->share.dist, share);
  }
  CdSpan span;
  const char *name = cd_choices[CD_CHOICES_AGE][age];
  if (first >= 0 && !positive)
    cd_complain(resolve->complaints, CD_COMPLAINT_NOUGHT, cd_row_span(resolve, CD_ENTITY_COHORT, (guint)first, share),
                NULL, "%s may be nought in every cohort of age \"%s\"", share->name, name);
  if (first < 0 && find_people(resolve, age, &span))
    cd_complain(resolve->complaints, CD_COMPLAINT_AGE, span, NULL, "there is no cohort of age \"%s\" for these people",
                name);
}

void cd_check_places(const CdResolve *resolve)
{
  check_councils(resolve);
  for (guint i = 0; i < resolve->scenario->table[CD_ENTITY_AREA].n; i++)
    check_treated(resolve, i);
  check_borders(resolve);
  check_travel_twice(resolve);
  check_travel_given(resolve);
  check_best_hubs(resolve);
  check_locality_shares(resolve);
  for (guint a = 0; a < resolve->scenario->table[CD_ENTITY_AREA].n; a++)
    check_locality_sum(resolve, a);
  check_cohorts(resolve, CD_AGE_ADULT);
  check_cohorts(resolve, CD_AGE_YOUNG);
  check_handovers(resolve);
}
