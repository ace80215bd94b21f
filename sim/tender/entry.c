#include <math.h>
#include "sim/tender/tender.h"
#include "sim/tender/bid.h"

#define CUTOFF_STEPS 48

double cd_chance_of_least(double survival, guint rivals)
{
  double power = 1;
  for (double base = survival; rivals; rivals >>= 1, base *= base)
    if (rivals & 1)
      power *= base;
  return power;
}

double cd_entry_cutoff(CdCdf cdf, gconstpointer params, guint n, double low, double reserve, double bid_cost)
{
  g_assert(n >= 1 && bid_cost >= 0);
  double never = low - 1;
  if (reserve - bid_cost < low)
    return never;
  if (n == 1 || bid_cost <= 0)
    return reserve - bid_cost;
  if ((reserve - low) * cd_chance_of_least(1 - cdf(low, params), n - 1) < bid_cost)
    return never;
  double pays = low, fails = reserve;
  for (int i = 0; i < CUTOFF_STEPS; i++) {
    double z = pays + (fails - pays) / 2;
    if ((reserve - z) * cd_chance_of_least(1 - cdf(z, params), n - 1) >= bid_cost)
      pays = z;
    else
      fails = z;
  }
  return pays;
}
