/* digests.h - what tells a store that was damaged, or changed by hand, from one that a run wrote: a digest of the cells of each group. */
#pragma once

#include "sim/store/exchange.h"

/* The most groups, with what was run. */
#define CD_DIGESTS_MOST 32u

typedef struct {
  guint n;
  const char *group[CD_DIGESTS_MOST];
  guint64 digest[CD_DIGESTS_MOST];
  bool skipped[CD_DIGESTS_MOST]; /* its cells were not read */
} CdDigests;

/* Takes STORE's digest down for GROUP and begins the next. */
void cd_digests_note(CdDigests *digests, CdStore *store, const char *group, bool skipped);

/* Writes them; or compares those that were read with what was written. */
void cd_exchange_digests(CdStore *store, const CdDigests *digests);
