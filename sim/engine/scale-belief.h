/* scale-belief.h - what contracts cost by an agent's belief about scale. docs/model.md, section 7.6.
 *
 * The belief is one number: by how much dearer management, with its overhead, makes the structure named apart than the joint one, as a share
 * of what the joint one costs. Where such an extra falls the management function says: a contract's extra is its management beyond its
 * clients' part of the joint structure's. The extras of all structures are multiplied by one factor, that with which apart comes to cost
 * what is believed. So who believes what the model finds reckons with the model's own costs, contract by contract; who believes in no scale
 * with the joint structure's management for each client; and an extra that a small partner brings on itself is not spread over the others.
 * Premises and posts are what a structure has of them: known, and no matter of belief. */
#pragma once

#include "sim/engine/footprint.h"

/* Of one replicate, under the common terms. Pounds a year. */
typedef struct {
  double joint;          /* the joint structure, as cd_footprint_scaled() counts */
  double clients;        /* average caseload of it */
  double rate;           /* its management for each of them */
  double extras;         /* sum over the contracts of apart */
  double joint_by_share; /* sum of s ln(1/s) over the joint structure's contracts, s being their shares of the clients */
  double extras_by_share; /* where extras vanish with scale: the same of what they are in proportion to as it does */
} CdScaleReference;

/* Of the structures that the scenario names joint and apart. The arena is left as it was. */
CdScaleReference cd_scale_reference(const CdWorld *world, const CdCaseload *caseload, CdArena *arena);

/* Management of CONTRACT a year, without overhead, where apart is believed to cost BELIEF more than joint. At least 0; the joint structure's for
 * each client where apart is no further divided than joint. */
double cd_believed_management(const CdScaleReference *reference, const CdCost *cost,
                              const CdFootprintContract *contract, double belief);
