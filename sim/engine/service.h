/* service.h - what stands after the award: a realised one (from a tender) or an expected one (from beliefs), in one form, so that
 * one plan of delivery serves both. Probabilities are 0 or 1 when realised. */
#pragma once

#include "sim/calendar/calendar.h"
#include "sim/engine/footprint.h"

typedef struct {
  double quality;                      /* 0..1; the reference quality where not known */
  double change;                       /* probability that the provider is not the incumbent */
  bool goes_on;                        /* the contract in force, extended: nothing new begins */
  double *post_kept;                   /* [post] probability that the post stands for this contract's clients */
  double failure_from, failure_months; /* realised: month it begins (from the start) and how long; INFINITY: never */
  double failing;                      /* expected: share of months failing, 0 when realised */
} CdServiceContract;

typedef struct {
  const CdFootprint *footprint;
  CdServiceContract *at; /* [contract] */
  double *same;          /* [c * n_contracts + d] probability that one provider holds both; 1 on the diagonal */
  CdCalendarResult calendar;
  double extra_doors; /* that services of co-commissioners' own are to those who refer from criminal justice */
  const double *unmet; /* [contract * n_component + component] share of the care that went with co-commissioners' money */
  double drop_change, drop_incumbent, fit; /* the model's, or the agent's beliefs */
} CdService;
