/* resample.h - the bootstrap: which of a sample's rows a resample holds (Efron & Tibshirani 1993, ch. 6). */
#pragma once

#include <glib.h>

/* Fills INDEX[n], n > 0, with 0 .. n - 1, drawn with replacement: resample B of the stream that SEED and KEY begin (CD_PURPOSE_BOOTSTRAP). */
void cd_resample(guint64 seed, guint64 key, guint b, guint n, guint *index);
