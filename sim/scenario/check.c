#include "sim/scenario/check.h"

#include <math.h>
#include "sim/scenario/names.h"

#define NEGLIGIBLE 1e-9

CdSpan cd_row_span(const CdResolve *resolve, CdEntityKind kind, guint i, const CdField *field)
{
  const CdDraftEntity *entity = cd_draft_entity(resolve->draft, kind, i);
  return field ? cd_field_span(entity, field) : entity->tag;
}

static bool was_set(const CdResolve *resolve, const CdDated *dated)
{
  const CdDraftEntity *entity = cd_draft_entity(resolve->draft, dated->kind, 0);
  return entity->field[cd_field_index(cd_entity(dated->kind), dated->field)].set_by;
}

void cd_complain_of_months(const CdResolve *resolve, CdComplaintCode code, const CdDated *at, const CdDated *other,
                           const char *text)
{
  if (was_set(resolve, other) && !was_set(resolve, at)) {
    const CdDated *set = other;
    other = at;
    at = set;
  }
  g_autofree char *month = cd_month_format(other->month);
  g_autofree char *hint =
      g_strdup_printf("%s %s: write %s month", other->said, month, other->is_first ? "a later" : "an earlier");
  cd_complain(resolve->complaints, code, cd_row_span(resolve, at->kind, 0, at->field), hint, "%s", text);
}

bool cd_dist_is_positive(const CdDist *dist, const CdField *field)
{
  switch (dist->kind) {
  case CD_DIST_UNSET:
    return false;
  case CD_DIST_POINT:
    return dist->a > 0;
  case CD_DIST_DISCRETE:
    return dist->point[0] > 0;
  case CD_DIST_TRIANGULAR:
  case CD_DIST_UNIFORM:
  case CD_DIST_NORMAL:
  case CD_DIST_LOGNORMAL:
  case CD_DIST_BETA:
    break;
  }
  /* Their single values have no weight, so that low may be nought; but it must not all be as good as nought. */
  return cd_dist_quantile(dist, 0.5, field->low, field->high) > NEGLIGIBLE;
}

bool cd_dist_is_nought(const CdDist *dist)
{
  return dist->kind == CD_DIST_UNSET || (dist->kind == CD_DIST_POINT && dist->a == 0);
}

static void check_counts(const CdResolve *resolve)
{
  static const CdEntityKind needed[] = {CD_ENTITY_AREA,    CD_ENTITY_COMPONENT, CD_ENTITY_COHORT,
                                        CD_ENTITY_COUNCIL, CD_ENTITY_PROVIDER,  CD_ENTITY_STRUCTURE};
  for (guint k = 0; k < G_N_ELEMENTS(needed); k++)
    if (resolve->scenario->table[needed[k]].n == 0)
      cd_complain(resolve->complaints, CD_COMPLAINT_NOTHING_THERE, cd_row_span(resolve, CD_ENTITY_CONCORDAT, 0, NULL),
                  cd_entity(needed[k])->meaning, "there is no <%s>", cd_entity(needed[k])->element);
}

/* Bit m: month m of the year, from nought. */
static guint months_of_year(const CdBlackoutSpec *blackout)
{
  guint months = 0;
  for (int m = blackout->from; m <= blackout->to && m < blackout->from + 12; m++)
    months |= 1u << m % 12;
  return months;
}

/* What comes every year leaves each council some month for decisions. */
static void check_years(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  for (guint council = 0; council < scenario->table[CD_ENTITY_COUNCIL].n; council++) {
    guint closed = 0;
    for (guint i = 0; i < scenario->table[CD_ENTITY_BLACKOUT].n; i++) {
      const CdBlackoutSpec *blackout = cd_scenario_blackout(scenario, i);
      bool before = closed == 0xfff;
      if (blackout->head.parent == (int)council && blackout->every_year == CD_YES)
        closed |= months_of_year(blackout);
      if (!before && closed == 0xfff)
        cd_complain(resolve->complaints, CD_COMPLAINT_BLACKOUT,
                    cd_row_span(resolve, CD_ENTITY_BLACKOUT, i, CD_FIELD(BLACKOUT, Blackout, every_year)),
                    "leave it a month of the year", "%s \"%s\" has no month left in which it decides",
                    cd_entity(CD_ENTITY_COUNCIL)->element, cd_scenario_council(scenario, council)->head.id);
    }
  }
}

/* Of what lasts FROM a month TO a month: blackouts, slow months. */
static void check_periods(const CdResolve *resolve, CdEntityKind kind, const CdField *from, const CdField *to)
{
  for (guint i = 0; i < resolve->scenario->table[kind].n; i++) {
    const char *row = (const char *)cd_scenario_row(resolve->scenario, kind, i);
    if (*(const int *)(const void *)(row + from->spec_offset) > *(const int *)(const void *)(row + to->spec_offset))
      cd_complain(resolve->complaints, CD_COMPLAINT_BLACKOUT, cd_row_span(resolve, kind, i, to), NULL,
                  "%s is earlier than %s", to->name, from->name);
  }
}

static void check_calendar(const CdResolve *resolve)
{
  const CdCalendarSpec *calendar = cd_scenario_calendar(resolve->scenario, 0);
  const CdDated decision = {CD_ENTITY_CALENDAR, CD_FIELD(CALENDAR, Calendar, decision), calendar->decision,
                            "the decision is in", true};
  const CdDated start = {CD_ENTITY_CALENDAR, CD_FIELD(CALENDAR, Calendar, planned_start), calendar->planned_start,
                         "the start is planned for", false};
  if (calendar->planned_start <= calendar->decision) {
    g_autofree char *text = g_strdup_printf("%s is not after %s", start.field->name, decision.field->name);
    cd_complain_of_months(resolve, CD_COMPLAINT_CALENDAR, &start, &decision, text);
  }
}

/* Slippage is the luck of a run, not an assumption: it cannot be drawn like one. */
static void check_slippage(const CdResolve *resolve)
{
  const CdField *slippage = CD_FIELD(CALENDAR, Calendar, slippage);
  if (cd_scenario_calendar(resolve->scenario, 0)->slippage.draw_as)
    cd_complain(resolve->complaints, CD_COMPLAINT_SLIPPAGE, cd_row_span(resolve, CD_ENTITY_CALENDAR, 0, slippage),
                "leave draw-as out", "%s is drawn anew for each run and cannot be drawn like another number",
                slippage->name);
}

static void check_horizon(const CdResolve *resolve)
{
  const CdField *field = CD_FIELD(APPRAISAL, Appraisal, horizon);
  const CdDist *horizon = &cd_scenario_appraisal(resolve->scenario, 0)->horizon.dist;
  if (horizon->kind != CD_DIST_POINT || fmod(horizon->a, 12) != 0)
    cd_complain(resolve->complaints, CD_COMPLAINT_HORIZON, cd_row_span(resolve, CD_ENTITY_APPRAISAL, 0, field), NULL,
                "%s is a plain number, a multiple of 12", field->name);
}

static void check_views(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *pricing = CD_FIELD(PRICING_VIEW, PricingView, pricing);
  for (guint i = 0; i < scenario->table[CD_ENTITY_PRICING_VIEW].n; i++) {
    const CdPricingViewSpec *view = cd_scenario_pricing_view(scenario, i);
    for (guint j = 0; j < i; j++) {
      const CdPricingViewSpec *other = cd_scenario_pricing_view(scenario, j);
      if (other->head.parent == view->head.parent && other->pricing == view->pricing) {
        cd_complain(resolve->complaints, CD_COMPLAINT_VIEW_TWICE,
                    cd_row_span(resolve, CD_ENTITY_PRICING_VIEW, i, pricing), NULL,
                    "this council has said already how much it likes \"%s\"",
                    cd_scenario_pricing(scenario, (guint)view->pricing)->head.id);
        break;
      }
    }
  }
}

/* FIELDS: five weights of row I that are scaled to add up to one. The caret stands at the one said last: settings come after files. */
static void check_weights(const CdResolve *resolve, CdEntityKind kind, guint i, const CdField *const fields[5])
{
  CdSpecHead *head = cd_scenario_row(resolve->scenario, kind, i);
  CdSpan last = {0};
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint f = 0; f < 5; f++) {
    const CdValue *weight = cd_field_slot(head, fields[f]);
    CdSpan span = cd_row_span(resolve, kind, i, fields[f]);
    if (cd_dist_is_positive(&weight->dist, fields[f]))
      return;
    if (f == 0 || span.text > last.text)
      last = span;
    g_string_append_printf(names, "%s%s", f > 0 ? ", " : "", fields[f]->name);
  }
  cd_complain(resolve->complaints, CD_COMPLAINT_NOUGHT, last, "give one of them a value above nought",
              "%s of %s \"%s\" may all be nought", names->str, cd_entity(kind)->element, head->id);
}

static void check_agents(const CdResolve *resolve)
{
#define VIEWS(KIND, Name)                                                                                              \
  {                                                                                                                    \
    CD_FIELD(KIND, Name, weight_cost), CD_FIELD(KIND, Name, weight_outcomes), CD_FIELD(KIND, Name, weight_continuity), \
        CD_FIELD(KIND, Name, weight_control), CD_FIELD(KIND, Name, weight_time)                                        \
  }
  const CdField *const council[5] = VIEWS(COUNCIL, Council), *const funder[5] = VIEWS(FUNDER, Funder);
#undef VIEWS
  const CdField *const terms[5] = {
      CD_FIELD(COUNCIL, Council, weight_length), CD_FIELD(COUNCIL, Council, weight_quality_weight),
      CD_FIELD(COUNCIL, Council, weight_pricing), CD_FIELD(COUNCIL, Council, weight_outcomes_share),
      CD_FIELD(COUNCIL, Council, weight_localisation)};
  for (guint i = 0; i < resolve->scenario->table[CD_ENTITY_COUNCIL].n; i++) {
    check_weights(resolve, CD_ENTITY_COUNCIL, i, council);
    check_weights(resolve, CD_ENTITY_COUNCIL, i, terms);
  }
  for (guint i = 0; i < resolve->scenario->table[CD_ENTITY_FUNDER].n; i++)
    check_weights(resolve, CD_ENTITY_FUNDER, i, funder);
}

void cd_check_scenario(const CdResolve *resolve)
{
  check_counts(resolve);
  if (resolve->complaints->n > 0)
    return;
  cd_check_places(resolve);
  cd_check_structures(resolve);
  cd_check_market(resolve);
  cd_check_talks(resolve);
  cd_check_budgets(resolve);
  cd_check_beds(resolve);
  cd_check_claims(resolve);
  cd_check_options(resolve);
  cd_check_experiments(resolve);
  check_periods(resolve, CD_ENTITY_BLACKOUT, CD_FIELD(BLACKOUT, Blackout, from), CD_FIELD(BLACKOUT, Blackout, to));
  check_periods(resolve, CD_ENTITY_SLOW_MONTHS, CD_FIELD(SLOW_MONTHS, SlowMonths, from),
                CD_FIELD(SLOW_MONTHS, SlowMonths, to));
  check_years(resolve);
  check_views(resolve);
  check_agents(resolve);
  check_calendar(resolve);
  check_slippage(resolve);
  check_horizon(resolve);
  cd_check_routes(resolve);
}
