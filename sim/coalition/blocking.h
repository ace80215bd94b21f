/* blocking.h - the coalitions that would rather be a block of their own.
 *
 * For a councillor: a group of councils *blocks* an arrangement if, going together, all would be better off. */
#pragma once

#include "sim/coalition/stability.h"

/* Which groups of councils would upset this arrangement? All of them, in the sense of CD_STABLE_CORE or
 * CD_STABLE_STRICT_CORE, by size, then mask, into FOUND[2^n_parties]; returns how many. */
guint cd_blocking_coalitions(const CdHedonic *game, const CdPartition *partition, CdStability sense, guint32 *found);

/* Of the first N coalitions of FOUND, ordered by size, keeps those which contain no other; returns how many. */
guint cd_blocking_minimal(guint32 *found, guint n);

/* The same by bits: coalition w * 64 + k upsets the partition where bit k of word w < n_words is set. PARTITION
 * may be of some of the parties only; then what the others in a coalition want is left out of account. */
guint64 cd_blocking_word(const CdHedonic *game, const CdPartition *partition, CdStability sense, guint w);

/* If WHOLE cannot all go together, will every grouping of them be upset? Whether each partition of WHOLE into
 * proper sub-blocks is blocked, in the sense of CD_STABLE_CORE, by a proper sub-block of WHOLE. */
bool cd_core_apart_is_empty(const CdHedonic *game, guint32 whole);
