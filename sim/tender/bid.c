#include <math.h>
#include "sim/tender/bid.h"

#define STEPS 48
#define TAIL_HALVINGS_MAX 64
#define TAIL_SHARE 1e-10
#define CHANCE_STEPS 48
#define SPAN_HALVINGS 32
#define CHANCE_ROUNDS 40
#define CHANCE_CLOSE 1e-11
#define NOBODY 1e-12

static double floor_of(const CdBidType *type)
{
  return MAX(0, type->minimum - type->quality);
}

double cd_quality_added(double quality_cost, double rate, const CdBidType *type)
{
  return MAX(floor_of(type), MIN(1 - type->quality, rate / (2 * quality_cost * type->cost)));
}

static double cost_with_premium(const CdContest *contest, const CdBidType *type, double added)
{
  return type->cost * (1 + type->premium + contest->quality_cost * added * added);
}

double cd_pseudo_cost(const CdContest *contest, const CdBidType *type)
{
  double added = cd_quality_added(contest->quality_cost, contest->mark_rate, type);
  return cost_with_premium(contest, type, added) - contest->mark_rate * (type->quality + added);
}

/* x, as a multiple of C. */
static double least_factor(const CdContest *contest, const CdBidType *type)
{
  double floor = floor_of(type);
  return 1 + type->premium + contest->quality_cost * floor * floor;
}

/* One bidder's problem, over the least cost x that it might have had: natural cost, where no quality is asked beyond its own. */
typedef struct {
  const CdContest *contest;
  CdBidType type;
} Problem;

static CdBidType type_at(const Problem *problem, double x)
{
  CdBidType type = problem->type;
  type.cost = x / least_factor(problem->contest, &type);
  return type;
}

/* A rival's least cost, were it this bidder but for its pseudo-cost. */
static double rival_cost_cdf(const Problem *problem, double x)
{
  const CdContest *contest = problem->contest;
  CdBidType type = type_at(problem, x);
  double z = cd_pseudo_cost(contest, &type);
  return contest->cdf ? contest->cdf(z, contest->cdf_params) : 0.5 * erfc(-M_SQRT1_2 * (z - contest->mean) / contest->sd);
}

/* The same of a rival who may not be there. */
static double rival_cdf(double x, gconstpointer params)
{
  const Problem *problem = params;
  return problem->contest->presence * rival_cost_cdf(problem, x);
}

static double chance(const Problem *problem, double x)
{
  return cd_chance_of_least(1 - rival_cdf(x, problem), problem->contest->n - 1);
}

static double free_cost(const Problem *problem, double x)
{
  CdBidType type = type_at(problem, x);
  double added = cd_quality_added(problem->contest->quality_cost, problem->contest->mark_value, &type);
  return cost_with_premium(problem->contest, &type, added);
}

/* -dW/dx where quality unbound costs COST in all, written so that it needs no division by a chance that may be 0. */
static double slope_at_cost(const Problem *problem, double x, double cost, double chance_at_x, double worth)
{
  double unbound = cost * chance_at_x;
  double at_reserve = problem->contest->reserve * chance_at_x - worth;
  return MIN(unbound, at_reserve) / x;
}

static double slope(const Problem *problem, double x, double chance_at_x, double worth)
{
  return slope_at_cost(problem, x, free_cost(problem, x), chance_at_x, worth);
}

/* W at X, by Runge-Kutta steps down from the cutoff. */
static double expected_worth(const Problem *problem, double x, double cutoff)
{
  double chance_at_x = chance(problem, x), top = cutoff;
  for (int i = 0; i < TAIL_HALVINGS_MAX && chance(problem, x + (top - x) / 2) < TAIL_SHARE * chance_at_x; i++)
    top = x + (top - x) / 2;
  double h = (top - x) / STEPS, upper = chance(problem, top);
  double worth = (problem->contest->reserve - top) * upper;
  for (int i = STEPS; i > 0; i--) {
    double at = x + h * i, lower = i == 1 ? chance_at_x : chance(problem, at - h);
    double middle = chance(problem, at - h / 2);
    double k1 = slope(problem, at, upper, worth);
    double k2 = slope(problem, at - h / 2, middle, worth + k1 * h / 2);
    double k3 = slope(problem, at - h / 2, middle, worth + k2 * h / 2);
    double k4 = slope(problem, at - h, lower, worth + k3 * h);
    worth += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    upper = lower;
  }
  return worth;
}

static CdBid offer_at_margin(const CdContest *contest, const CdBidType *type, double margin)
{
  double g = contest->quality_cost, added = cd_quality_added(g, contest->mark_value, type);
  double price = cost_with_premium(contest, type, added) + margin;
  if (price > contest->reserve) {
    price = contest->reserve;
    double left = price - margin - type->cost * (1 + type->premium);
    added = MAX(floor_of(type), MIN(added, sqrt(MAX(0, left) / (g * type->cost))));
  }
  double quality = MAX(type->minimum, type->quality + added);
  return (CdBid){.reason = CD_BID_YES,
                 .cost = type->cost * (1 + g * added * added),
                 .quality = quality,
                 .premium = type->cost * type->premium,
                 .price = price};
}

CdBid cd_bid_offer(const CdContest *contest, const CdBidType *type, double entry_cost)
{
  Problem problem = {contest, *type};
  double x = type->cost * least_factor(contest, type);
  double cutoff = cd_entry_cutoff(rival_cdf, &problem, contest->n, x, contest->reserve, entry_cost);
  if (cutoff < x)
    return (CdBid){.reason = CD_BID_NOT_WORTH};
  double chance_at_x = chance(&problem, x);
  double margin = chance_at_x > 0 ? expected_worth(&problem, x, cutoff) / chance_at_x : 0;
  return offer_at_margin(contest, type, margin);
}

/* What does not go by the chance of taking part, at CHANCE_STEPS steps and their middles, from where nobody's cost lies up to the
 * reserve. */
typedef struct {
  const Problem *problem;
  double low, half_step;
  double cdf[2 * CHANCE_STEPS + 1], cost[2 * CHANCE_STEPS + 1];
} Span;

static void lay_span(Span *span, const Problem *problem)
{
  double low = 0, high = problem->contest->reserve;
  for (int i = 0; i < SPAN_HALVINGS; i++) {
    double middle = low + (high - low) / 2;
    *(rival_cost_cdf(problem, middle) <= NOBODY ? &low : &high) = middle;
  }
  span->problem = problem;
  span->low = low;
  span->half_step = (problem->contest->reserve - low) / (2 * CHANCE_STEPS);
  for (int i = 0; i <= 2 * CHANCE_STEPS; i++) {
    double x = low + span->half_step * i;
    span->cdf[i] = x > 0 ? rival_cost_cdf(problem, x) : 0;
    span->cost[i] = x > 0 ? free_cost(problem, x) : 0;
  }
}

static double span_slope(const Span *span, int i, double presence, double worth)
{
  double x = span->low + span->half_step * i;
  if (x <= 0)
    return 0;
  double wins = cd_chance_of_least(1 - presence * span->cdf[i], span->problem->contest->n - 1);
  return slope_at_cost(span->problem, x, span->cost[i], wins, worth);
}

/* Mean over its own cost of what taking part is worth before that is known: integral of F (-dW/dx) dx. */
static double worth_of_taking_part(const Span *span, double presence)
{
  double h = 2 * span->half_step, worth = 0, sum = 0;
  for (int i = 2 * CHANCE_STEPS; i > 0; i -= 2) {
    double k1 = span_slope(span, i, presence, worth);
    double k2 = span_slope(span, i - 1, presence, worth + k1 * h / 2);
    double k3 = span_slope(span, i - 1, presence, worth + k2 * h / 2);
    double k4 = span_slope(span, i - 2, presence, worth + k3 * h);
    worth += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    sum += h / 6 * (span->cdf[i] * k1 + 2 * span->cdf[i - 1] * (k2 + k3) + span->cdf[i - 2] * k4);
  }
  return sum;
}

double cd_entry_chance(const CdContest *contest, const CdBidType *type, double entry_cost)
{
  g_assert(contest->n >= 1 && entry_cost >= 0);
  if (contest->reserve <= 0)
    return 0;
  Problem problem = {contest, *type};
  Span span;
  lay_span(&span, &problem);
  double pays = 0, fails = 1, over = worth_of_taking_part(&span, 0) - entry_cost;
  double under = worth_of_taking_part(&span, 1) - entry_cost;
  if (under >= 0)
    return 1;
  /* False position, the end that stays halved (Illinois). */
  int last = 0;
  for (int i = 0; over > 0 && i < CHANCE_ROUNDS && fails - pays > CHANCE_CLOSE; i++) {
    double p = (pays * under - fails * over) / (under - over);
    double gain = worth_of_taking_part(&span, p) - entry_cost;
    if (gain >= 0) {
      under /= last > 0 ? 2 : 1;
      pays = p;
      over = gain;
      last = 1;
    } else {
      over /= last < 0 ? 2 : 1;
      fails = p;
      under = gain;
      last = -1;
    }
    if (fabs(gain) <= CHANCE_CLOSE * entry_cost)
      return p;
  }
  return pays;
}
