/* parting.h - how a break is to be called: by whom, and against whose wish. Pure functions.
 *
 * Source: definitions.md section 4, in order: impasse, exclusion, mutual, unilateral, missed. Whether a zone of agreement was empty is a separate
 * question (zone.h). */
#pragma once

#include "sim/negotiation/domain.h"

typedef enum {
#define PARTING(KIND, id, label, definition) CD_PARTING_##KIND,
#include "sim/negotiation/partings.def"
#undef PARTING
  CD_PARTING_COUNT
} CdPartingKind;

typedef struct {
  const char *id, *label, *definition;
} CdPartingInfo;

const CdPartingInfo *cd_parting_info(CdPartingKind kind);

/* One meeting at which somebody left the table. Masks of parties. */
typedef struct {
  guint meeting;
  guint32 block;  /* at the table before */
  guint32 left;   /* of those: who left, ... */
  guint32 lapsed; /* ... and of those: because their last meeting had passed; the rest gave notice */
  guint32 stay; /* of the block: to whom another's text of that meeting was worth more than leaving, by more than CD_TOLERANCE */
  bool excludes; /* of those who had left by then, at least two go on as under business as usual, one of those who left now among them */
  CdPartingKind kind;
} CdParting;

/* KIND from the rest: one of those of talks with meetings. */
CdPartingKind cd_parting_kind(const CdParting *parting);

/* Whether BLOCK, formed by parties that left, is more than one of them and has the same members as under business as usual:
 * BUSINESS_AS_USUAL[party], each party's block today. */
bool cd_parting_restores(guint32 block, const guint32 *business_as_usual);
