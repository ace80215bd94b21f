/* access.h - which hub clients use, and how far that is. docs/model.md, "Travel and attendance".
 *
 * Every client uses one hub. Its travel time is the time to that hub, and it attends across the border where that hub stands in
 * another area than its own, whoever pays for it: nobody's minutes are taken from one hub and its attendance from another.
 *   best-across of a locality's clients use its best-hub, if anybody pays for that and the border policy lets them in
 *     (residents-only lets in those alone whose own contract pays for it);
 *   the others use the nearest hub that a contract which serves their area pays for (ties: hashed id); where there is none they go at least as far as to the
 *     farthest hub to which a way is known, so that no hub is never nearer than one.
 * A hub counts whatever its size: no source says what a smaller one does to those who go there. */
#pragma once

#include "sim/engine/footprint.h"

/* A part of a locality's clients, and the hub that they use. */
typedef struct {
  int hub;        /* row; -1 where there is none, or no way to it is known */
  double share;   /* of the locality's clients */
  double minutes; /* one way; without a hub, what they go at least; INFINITY where not known */
} CdHubUse;

#define CD_HUB_USES 2

/* The two parts of LOCALITY's clients; their shares add up to one. Of FOOTPRINT goes by contracts and hub_sharers alone, so
 * that the sizes of hubs can follow from who uses them. */
void cd_access_uses(const CdFootprint *footprint, const CdWorld *world, guint locality, CdHubUse use[CD_HUB_USES]);

/* Where everybody goes. An area's GUESTS in another area use hubs there that the contract which serves them does not pay for. */
typedef struct {
  double *minutes; /* [area] mean travel of its clients to the hub that they use, over those whose time is known; NAN where nobody's is */
  double *felt; /* [area] the same as it counts against completing: who chooses a farther hub that serves them better is no worse off than at the nearest
                 * of their own */
  double *attendance; /* [area] share of its clients who use a hub in another area, 0..1 */
  double *across; /* [(area * n_area + other) * 2 + are guests] parts of that: attendance is their sum but for rounding */
  double *locality_minutes; /* [locality] as minutes */
  double *locality_across;  /* [locality] as attendance */
} CdAccess;

void cd_access_make(CdAccess *access, const CdFootprint *footprint, const CdWorld *world, CdArena *arena);
