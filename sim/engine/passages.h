/* passages.h - the ways across the areas' borders that clients of a scenario can take: ordered pairs of areas, from where people live to where
 * they move or are seen. Values by passage have a place for these alone, so that areas with nothing between them have none.
 *
 * Read from the scenario as it stands, for every structure and every draw: a pair is there where a border's moves lead across it, where a
 * locality's best hub stands there, or where a hub there can be the nearest that a contract of its residents pays for. */
#pragma once

#include "sim/model/spec.h"

typedef struct {
  guint n;
  guint *from, *to; /* [n] areas, in the order of the file: by origin, then by destination */
} CdPassages;

/* The caller frees. */
CdPassages *cd_passages_new(const CdScenario *scenario);
void cd_passages_free(CdPassages *passages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdPassages, cd_passages_free)

/* Row of a passage; -1 where there is none. */
int cd_passage_find(const CdPassages *passages, guint from, guint to);
