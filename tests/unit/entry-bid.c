#include "tests/unit/entry-bid.h"

#include <math.h>
#include "sim/tender/bid.h"

/* Whatever the halves say, 8 pieces: a kink between the end and the first node would go unseen. */
#define HALVINGS_MIN 3
#define HALVINGS_MAX 12
#define TAIL_HALVINGS_MAX 64
#define TAIL_SHARE 1e-18
#define AGREEMENT 1e-11

/* Gauss-Legendre, 16 points on [-1, 1]: the positive nodes and their weights. */
static const double node[8] = {0.0950125098376374402, 0.281603550779258913, 0.458016777657227386, 0.617876244402643748,
                               0.755404408355003034,  0.865631202387831744, 0.944575023073232576, 0.989400934991649933};
static const double weight[8] = {0.189450610455068496,  0.182603415044923589, 0.169156519395002538,
                                 0.149595988816576732,  0.124628971255533872, 0.0951585116824927848,
                                 0.0622535239386478929, 0.0271524594117540949};

/* The chance of winning at t relative to that at z, which does not underflow where both are small. */
typedef struct {
  CdCdf cdf;
  gconstpointer params;
  guint rivals;
  double survival; /* at z, > 0 */
} RelativeChance;

static double relative_chance(const RelativeChance *chance, double t)
{
  return cd_chance_of_least((1 - chance->cdf(t, chance->params)) / chance->survival, chance->rivals);
}

static double gauss(const RelativeChance *chance, double from, double to)
{
  double middle = from + (to - from) / 2, half = (to - from) / 2, sum = 0;
  for (int i = 0; i < 8; i++)
    sum += weight[i] *
           (relative_chance(chance, middle - half * node[i]) + relative_chance(chance, middle + half * node[i]));
  return half * sum;
}

static double halved(const RelativeChance *chance, double from, double to, double whole, double tolerance, int halvings)
{
  double middle = from + (to - from) / 2;
  double left = gauss(chance, from, middle), right = gauss(chance, middle, to);
  halvings++;
  if (halvings == HALVINGS_MAX || (halvings >= HALVINGS_MIN && fabs(left + right - whole) <= tolerance))
    return left + right;
  return halved(chance, from, middle, left, tolerance, halvings) + halved(chance, middle, to, right, tolerance, halvings);
}

double cd_entry_bid(CdCdf cdf, gconstpointer params, guint n, double z, double cutoff, double bid_cost)
{
  g_assert(n >= 1 && bid_cost >= 0 && z <= cutoff);
  if (n == 1)
    return cutoff + bid_cost;
  RelativeChance chance = {cdf, params, n - 1, 1 - cdf(z, params)};
  /* Only without a bid cost does anybody bid who cannot win. */
  if (chance.survival <= 0)
    return z;
  double top = cutoff;
  /* A high reserve must not spread the nodes over a tail that holds nothing. */
  for (int i = 0; i < TAIL_HALVINGS_MAX && relative_chance(&chance, z + (top - z) / 2) < TAIL_SHARE; i++)
    top = z + (top - z) / 2;
  double shading = halved(&chance, z, top, gauss(&chance, z, top), AGREEMENT * (top - z), 0);
  if (bid_cost > 0)
    shading += bid_cost / cd_chance_of_least(chance.survival, n - 1);
  return z + shading;
}
