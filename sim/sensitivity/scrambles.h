/* scrambles.h - intervals from several designs of the same shape that were randomised apart (nets scrambled with seeds of their own): "randomised quasi-Monte Carlo" (Owen 1997;
 * L'Ecuyer 2018). An estimate from each, their mean, and Student's interval with one degree of freedom less than there are designs. It knows how even a net is, which the bootstrap of
 * base points does not. */
#pragma once

#include "sim/base/mean.h"
#include "sim/sensitivity/indices.h"

typedef struct {
  guint designs, groups;
  double confidence;
  CdMean luck;           /* NAN where not told apart */
  CdMean *first, *total; /* [groups] */
  CdMean *second;        /* [groups * groups]; NULL where a design has none */
} CdScrambles;

/* OF[designs], designs >= 2, each with as many groups. NAN where an index of any of them is. */
CdScrambles *cd_scrambles_new(const CdIndices *const *of, guint designs, double confidence);
void cd_scrambles_free(CdScrambles *scrambles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdScrambles, cd_scrambles_free)
