#include "sim/model/route.h"

#define ROUTE(ENUMERATOR, word, laws, bidders, stages, form, label, meaning)                                           \
  [ENUMERATOR] = {word, label, meaning, laws, bidders, stages, form},
static const CdRouteKind kinds[CD_ROUTE_COUNT] = {
#include "sim/model/routes.def"
};
#undef ROUTE

const CdRouteKind *cd_route(CdRoute route)
{
  g_assert(route < CD_ROUTE_COUNT);
  return &kinds[route];
}
