/* owen.h - nested uniform scrambling (Owen 1995, "Randomly permuted (t,m,s)-nets and (t,s)-sequences"): each bit of a coordinate is flipped, or not, by a coin of its own
 * for each value of the bits above it. A net stays a net, each point becomes uniform, and the error of a mean falls faster than the plain sequence's. Exact, not one of the hashes
 * that come near it: the coin is a draw, found from its place alone, so that a point's scramble does not depend on which others are asked for.
 *
 * Coin of bit B (31 the highest): lowest bit of word 0 of Philox4x32-10 at counter {the bits above B, B, dimension, 0x4f57454e}, key SEED, low word first. No stream of
 * base/random.h has such a counter: it would be of purpose 79, which is left free for this. */
#pragma once

#include <glib.h>

/* The coin of bit B of COORDINATE: 0 or 1. The bits from B down are not looked at. */
guint32 cd_owen_coin(guint64 seed, guint32 dimension, guint32 coordinate, guint b);

/* COORDINATE as a fraction of 2^32; DIMENSION counts from 0. */
guint32 cd_owen_scramble(guint64 seed, guint32 dimension, guint32 coordinate);

/* What is flipped of the bits below the LEVELS highest, LEVELS <= 32. */
guint32 cd_owen_flips_below(guint64 seed, guint32 dimension, guint32 coordinate, guint levels);
