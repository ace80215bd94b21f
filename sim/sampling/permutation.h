/* permutation.h - a shuffled order that is never laid out: where one of N ends up is found from its place alone, in constant memory.
 *
 * A Feistel network over an a x b rectangle that holds N places, its halves moved by streams (base/random.h), walked on while it leaves N (Black & Rogaway 2002, "Ciphers with
 * arbitrary finite domains"). With few places all orders come equally often (tests/unit/latin.c) and of either parity. */
#pragma once

#include <glib.h>
#include "sim/base/random.h"

/* Where I of N (I < N <= 2^32) ends up, 0 <= it < N: a bijection for each (SEED, PURPOSE, COLUMN, N). */
guint64 cd_permutation_at(guint64 seed, CdPurpose purpose, guint32 column, guint64 n, guint64 i);
