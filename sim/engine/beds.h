/* beds.h - bed-places (detoxification, rehabilitation), who waits for one and who gives up. docs/model.md, 7.13.
 *
 * The places that a contract buys for its areas are one pool, for all their residents; the queue is that of people planned to start
 * (sim/delivery/queue.h), in its balance. Where the world has no bed-services there is nothing here and nothing is reckoned. */
#pragma once

#include <math.h>
#include "sim/engine/footprint.h"

#define CD_WEEKS_A_YEAR (365.25 / 7)

typedef struct {
  double places;
  double need;    /* people a year who come to need one */
  double give_up; /* share of them */
  double wait;    /* weeks, mean of all of them */
  double use;     /* share of the places taken */
} CdBedPool;

typedef struct {
  CdBedPool *pool; /* [contract * n_bed_service + service] */
  double *left; /* [cell] share of completions that those who gave up waiting for a place leave standing; NULL without bed-services */
} CdBeds;

void cd_beds_make(CdBeds *beds, const CdFootprint *footprint, const CdWorld *world, const CdCaseload *caseload,
                  CdArena *arena);

/* People a year of AREA's residents who come to need a place of SERVICE, whoever buys it. */
double cd_bed_need(const CdWorld *world, const CdCaseload *caseload, guint service, guint area);

/* The part of SERVICE that CONTRACT buys for AREA: its share, where it holds both the area and the component. */
double cd_bed_share(const CdWorld *world, const CdContract *contract, guint service, guint area);

/* Pounds a year for the places that AREA buys of COMPONENT's bed-services. */
double cd_bed_cost(const CdWorld *world, guint area, guint component);

static inline double cd_bed_factor(const CdContract *contract)
{
  return isnan(contract->bed_factor) ? 1 : contract->bed_factor;
}
