/* today.h - the contracts in force, as they are paid: what goes on until a new service starts. Shared by all arms of a replicate. */
#pragma once

#include "sim/engine/award.h"

typedef struct {
  const CdFootprint *footprint; /* of business as usual, under the common terms */
  CdFunding funding;            /* every co-commissioner pays in */
  CdAwards awards;              /* layers by contract at reference cost, nothing in them that is paid once */
  double price; /* what providers are paid, as a multiple of that: a typical offer under today's terms */
} CdToday;

void cd_today_make(CdToday *today, const CdPlanReference *reference, const CdWorld *world, CdArena *arena);

/* What contract C's provider is paid a year, without the premium of an extension. */
static inline double cd_today_price(const CdToday *today, guint c)
{
  return today->price * today->awards.contract[c].value;
}
