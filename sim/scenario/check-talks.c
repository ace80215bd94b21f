#include "sim/scenario/check.h"

#include <math.h>
#include "sim/scenario/talks-limits.h"

#define COUNCILS_LEAST 2
#define COUNCILS_MOST 10
#define POINTS_MOST 64

static bool complain_of_function(const CdResolve *resolve, guint i, const CdField *field, const char *text)
{
  return cd_complain(resolve->complaints, CD_COMPLAINT_VALUE_FUNCTION,
                     cd_row_span(resolve, CD_ENTITY_VALUE_FUNCTION, i, field), NULL, "%s", text);
}

/* The points of function I, in the order of the file. */
static bool check_points(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *at = CD_FIELD(VALUE_POINT, ValuePoint, at), *value = CD_FIELD(VALUE_POINT, ValuePoint, value);
  guint n = 0;
  double before = -INFINITY;
  for (guint p = 0; p < scenario->table[CD_ENTITY_VALUE_POINT].n; p++) {
    const CdValuePointSpec *point = cd_scenario_value_point(scenario, p);
    if (point->head.parent != (int)i)
      continue;
    n++;
    bool plain = point->at.dist.kind == CD_DIST_POINT && point->value.dist.kind == CD_DIST_POINT;
    const char *problem = !plain                       ? "points are plain numbers"
                          : point->at.dist.a <= before ? "points stand in ascending order"
                                                       : NULL;
    if (problem)
      return cd_complain(
          resolve->complaints, CD_COMPLAINT_VALUE_FUNCTION,
          cd_row_span(resolve, CD_ENTITY_VALUE_POINT, p, plain || point->at.dist.kind != CD_DIST_POINT ? at : value),
          NULL, "%s", problem);
    before = point->at.dist.a;
  }
  if (n > POINTS_MOST)
    return complain_of_function(resolve, i, NULL, "there are more than 64 points");
  if (n == 0)
    return complain_of_function(resolve, i, NULL, "there is no <value-point> in it");
  if (cd_scenario_value_function(scenario, i)->shape == CD_SHAPE_LINEAR && n != 2)
    return complain_of_function(resolve, i, CD_FIELD(VALUE_FUNCTION, ValueFunction, shape),
                                "a straight line has two points");
  return true;
}

static void check_functions(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  const CdField *term = CD_FIELD(VALUE_FUNCTION, ValueFunction, term);
  for (guint i = 0; i < scenario->table[CD_ENTITY_VALUE_FUNCTION].n; i++) {
    const CdValueFunctionSpec *it = cd_scenario_value_function(scenario, i);
    if (it->term == CD_TERM_PRICING) {
      complain_of_function(resolve, i, term, "what a council makes of pricing methods is said by <pricing-view>");
      continue;
    }
    check_points(resolve, i);
    for (guint j = 0; j < i; j++) {
      const CdValueFunctionSpec *other = cd_scenario_value_function(scenario, j);
      if (other->head.parent == it->head.parent && other->term == it->term)
        complain_of_function(resolve, i, term, "this council has a value function for this term already");
    }
  }
}

static bool is_plain(const CdValue *value)
{
  return value->dist.kind == CD_DIST_POINT;
}

static bool complain_of_table(const CdResolve *resolve, const CdField *field, const char *text)
{
  return cd_complain(resolve->complaints, CD_COMPLAINT_TABLE, cd_row_span(resolve, CD_ENTITY_NEGOTIATION, 0, field),
                     NULL, "%s: %s", field->name, text);
}

/* One term's range; multiplies *TEXTS by its levels. */
static bool check_range(const CdResolve *resolve, const CdValue *least, const CdValue *most, const CdValue *levels,
                        const CdField *least_field, const CdField *most_field, const CdField *levels_field, double *texts)
{
  if (!is_plain(least))
    return complain_of_table(resolve, least_field, "a plain number is needed");
  if (!is_plain(most))
    return complain_of_table(resolve, most_field, "a plain number is needed");
  if (!is_plain(levels) || levels->dist.a != floor(levels->dist.a))
    return complain_of_table(resolve, levels_field, "a plain whole number is needed");
  if (least->dist.a > most->dist.a)
    return complain_of_table(resolve, least_field, "the least is above the most");
  *texts *= levels->dist.a;
  return true;
}

/* What all blocks' tables take: each council is in half of all blocks. */
static void check_size(const CdResolve *resolve, double texts)
{
  const CdField *field = CD_FIELD(NEGOTIATION, Negotiation, length_levels);
  guint councils = resolve->scenario->table[CD_ENTITY_COUNCIL].n;
  if (texts > CD_TALKS_TEXTS_MOST)
    complain_of_table(resolve, field, "there are more than a million texts in all");
  else if (texts * resolve->scenario->table[CD_ENTITY_STRUCTURE].n > CD_TALKS_FORMS_TEXTS_MOST)
    complain_of_table(resolve, field,
                      "there are more than ten million texts, taking every structure for a form of the contract");
  else if (councils <= COUNCILS_MOST && texts * councils * exp2(councils - 1.0) > CD_TALKS_UTILITIES_MOST)
    complain_of_table(
        resolve, field,
        "with so many councils there are too many texts: more than fifty million over all blocks and their members");
}

/* Whether the ranges are plain. */
static bool check_table(const CdResolve *resolve)
{
  const CdNegotiationSpec *it = cd_scenario_negotiation(resolve->scenario, 0);
  double texts = resolve->scenario->table[CD_ENTITY_PRICING].n;
  bool fit = true;
#define RANGE(term)                                                                                                     \
  fit &= check_range(resolve, &it->term##_least, &it->term##_most, &it->term##_levels,                                  \
                     CD_FIELD(NEGOTIATION, Negotiation, term##_least), CD_FIELD(NEGOTIATION, Negotiation, term##_most), \
                     CD_FIELD(NEGOTIATION, Negotiation, term##_levels), &texts);
  RANGE(length)
  RANGE(quality)
  RANGE(outcomes)
  RANGE(localisation)
#undef RANGE
  if (fit)
    check_size(resolve, texts);
  if (!is_plain(&it->rounds) || it->rounds.dist.a != floor(it->rounds.dist.a))
    complain_of_table(resolve, CD_FIELD(NEGOTIATION, Negotiation, rounds), "a plain whole number is needed");
  return fit;
}

/* --- Courses of the talks ------------------------------------------------------------------------------------------------ */

static void complain_of_event(const CdResolve *resolve, guint i, const CdField *field, const char *text)
{
  cd_complain(resolve->complaints, CD_COMPLAINT_TALKS_EVENT, cd_row_span(resolve, CD_ENTITY_TALKS_EVENT, i, field),
              NULL, "%s", text);
}

/* Those of REFS not among *NAMED, which they join; false if any was. */
static bool name_councils(const CdRefs *refs, guint *named)
{
  bool fresh = true;
  for (guint r = 0; r < refs->n; r++) {
    guint bit = 1u << refs->at[r];
    fresh &= !(*named & bit);
    *named |= bit;
  }
  return fresh;
}

static void check_events(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  if (scenario->table[CD_ENTITY_COUNCIL].n > COUNCILS_MOST)
    return; /* masks hold no more; complained of where there are talks */
  for (guint i = 0; i < scenario->table[CD_ENTITY_TALKS_EVENT].n; i++) {
    const CdTalksEventSpec *it = cd_scenario_talks_event(scenario, i);
    guint named = 0;
    if (!name_councils(&it->notice, &named) || !name_councils(&it->with, &named) || !name_councils(&it->without, &named))
      complain_of_event(resolve, i, CD_FIELD(TALKS_EVENT, TalksEvent, without), "a council is named twice");
  }
}

/* --- Talks --------------------------------------------------------------------------------------------------------------- */

static void complain_of_talks(const CdResolve *resolve, const CdField *field, const char *hint, const char *text)
{
  cd_complain(resolve->complaints, CD_COMPLAINT_TALKS, cd_row_span(resolve, CD_ENTITY_NEGOTIATION, 0, field), hint,
              "%s", text);
}

void cd_check_talks(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  check_functions(resolve);
  check_events(resolve);
  if (scenario->table[CD_ENTITY_NEGOTIATION].n == 0)
    return;
  const CdNegotiationSpec *it = cd_scenario_negotiation(scenario, 0);
  guint councils = scenario->table[CD_ENTITY_COUNCIL].n;
  if (councils < COUNCILS_LEAST || councils > COUNCILS_MOST) {
    g_autofree char *text =
        g_strdup_printf("%u council%s cannot be led through talks", councils, councils == 1 ? "" : "s");
    complain_of_talks(resolve, NULL,
                      "two to ten can; leave <negotiation> out and structures are compared without talks", text);
  }
  const CdDated begin = {CD_ENTITY_NEGOTIATION, CD_FIELD(NEGOTIATION, Negotiation, begin), it->begin, "talks begin in",
                         true};
  const CdDated start = {CD_ENTITY_CALENDAR, CD_FIELD(CALENDAR, Calendar, planned_start),
                         cd_scenario_calendar(scenario, 0)->planned_start, "the start is planned for", false};
  if (begin.month >= start.month)
    cd_complain_of_months(resolve, CD_COMPLAINT_TALKS, &begin, &start, "talks begin no earlier than the planned start");
  if (it->protocol == CD_PROTOCOL_LEAD && it->lead < 0)
    complain_of_talks(resolve, CD_FIELD(NEGOTIATION, Negotiation, protocol), "name a council: lead=\"...\"",
                      "nobody leads");
  if (it->protocol != CD_PROTOCOL_LEAD && it->lead >= 0)
    complain_of_talks(resolve, CD_FIELD(NEGOTIATION, Negotiation, lead), "set protocol=\"lead\"",
                      "a lead is named, but the protocol has none");
  if (check_table(resolve))
    cd_check_red_lines(resolve);
}
