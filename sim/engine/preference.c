#include "sim/engine/preference.h"

#include <math.h>
#include "sim/valuation/utility.h"

/* Numbers on either side of a red line differ by more than the rounding of a grid. */
#define RED_LINE_TOLERANCE 1e-9

typedef struct {
  double ideal, tolerance, least, most;
} TermView;

static TermView view_of(const CdCouncil *it, CdTerm term)
{
  switch (term) {
  case CD_TERM_LENGTH:
    return (TermView){it->ideal_length, it->length_tolerance, it->length_least, it->length_most};
  case CD_TERM_QUALITY_WEIGHT:
    return (TermView){it->ideal_quality_weight, it->share_tolerance, it->quality_least, it->quality_most};
  case CD_TERM_OUTCOMES_SHARE:
    return (TermView){it->ideal_outcomes, it->share_tolerance, it->outcomes_least, it->outcomes_most};
  case CD_TERM_LOCALISATION:
    return (TermView){it->ideal_localisation, it->share_tolerance, it->localisation_least, it->localisation_most};
  case CD_TERM_PRICING:
  case CD_TERM_COUNT:
    break;
  }
  g_assert_not_reached();
}

/* The points of function F stand together, in ascending order (sim/scenario/check-talks.c). */
static double value_of_function(const CdWorld *world, guint f, double x)
{
  enum { POINTS = 64 };
  double at[POINTS], value[POINTS];
  guint n = 0;
  for (guint p = 0; p < world->n_value_point && n < POINTS; p++)
    if (world->value_point[p].head.parent == (int)f) {
      at[n] = world->value_point[p].at;
      value[n++] = world->value_point[p].value;
    }
  return cd_tabulated_value((CdShape)world->value_function[f].shape, n, at, value, x);
}

double cd_term_value(const CdWorld *world, guint council, CdTerm term, double x)
{
  for (guint f = 0; f < world->n_value_function; f++)
    if (world->value_function[f].head.parent == (int)council && world->value_function[f].term == (int)term)
      return value_of_function(world, f, x);
  TermView view = view_of(&world->council[council], term);
  return cd_peaked_value(x, view.ideal, view.tolerance);
}

double cd_pricing_liking(const CdWorld *world, guint council, int pricing)
{
  for (guint v = 0; v < world->n_pricing_view; v++)
    if (world->pricing_view[v].head.parent == (int)council && world->pricing_view[v].pricing == pricing)
      return world->pricing_view[v].liking;
  return 0.5;
}

double cd_term_weight(const CdCouncil *it, CdTerm term)
{
  const double weight[CD_TERM_COUNT] = {[CD_TERM_LENGTH] = it->weight_length,
                                        [CD_TERM_QUALITY_WEIGHT] = it->weight_quality_weight,
                                        [CD_TERM_PRICING] = it->weight_pricing,
                                        [CD_TERM_OUTCOMES_SHARE] = it->weight_outcomes_share,
                                        [CD_TERM_LOCALISATION] = it->weight_localisation};
  return weight[term];
}

double cd_terms_value(const CdWorld *world, guint council, const CdTermsDrawn *terms)
{
  const CdCouncil *it = &world->council[council];
  return it->weight_length * cd_term_value(world, council, CD_TERM_LENGTH, terms->length) +
         it->weight_quality_weight * cd_term_value(world, council, CD_TERM_QUALITY_WEIGHT, terms->quality_weight) +
         it->weight_pricing * cd_pricing_liking(world, council, terms->pricing) +
         it->weight_outcomes_share * cd_term_value(world, council, CD_TERM_OUTCOMES_SHARE, terms->outcomes_share) +
         it->weight_localisation * cd_term_value(world, council, CD_TERM_LOCALISATION, terms->localisation);
}

static bool pricing_acceptable(const CdWorld *world, guint council, int pricing)
{
  for (guint v = 0; v < world->n_pricing_view; v++)
    if (world->pricing_view[v].head.parent == (int)council && world->pricing_view[v].pricing == pricing)
      return world->pricing_view[v].acceptable == CD_YES;
  return true;
}

bool cd_term_acceptable(const CdWorld *world, guint council, CdTerm term, double x)
{
  if (term == CD_TERM_PRICING)
    return pricing_acceptable(world, council, (int)x);
  TermView view = view_of(&world->council[council], term);
  return !(x < view.least - RED_LINE_TOLERANCE || x > view.most + RED_LINE_TOLERANCE); /* NAN: no line */
}
