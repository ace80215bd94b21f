#include "sim/engine/today.h"

void cd_today_make(CdToday *today, const CdPlanReference *reference, const CdWorld *world, CdArena *arena)
{
  today->footprint = reference->footprint;
  today->price = reference->today.price;
  cd_funding_init(&today->funding, world, reference->footprint->n_contracts, arena);
  cd_funding_settle(&today->funding, world, reference->footprint);
  cd_awards_today(&today->awards, reference->footprint, &today->funding, world, arena);
}
