#include <math.h>
#include "sim/tender/bid.h"

#define STEPS 48
#define TAIL_HALVINGS_MAX 64
#define TAIL_SHARE 1e-10

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
static double rival_cdf(double x, gconstpointer params)
{
  const Problem *problem = params;
  const CdContest *contest = problem->contest;
  CdBidType type = type_at(problem, x);
  return 0.5 * erfc(-M_SQRT1_2 * (cd_pseudo_cost(contest, &type) - contest->mean) / contest->sd);
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

/* -dW/dx, written so that it needs no division by a chance that may be 0. */
static double slope(const Problem *problem, double x, double chance_at_x, double worth)
{
  double unbound = free_cost(problem, x) * chance_at_x;
  double at_reserve = problem->contest->reserve * chance_at_x - worth;
  return MIN(unbound, at_reserve) / x;
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
