#include "sim/sensitivity/scrambles.h"

typedef const CdIndex *(*Get)(const CdIndices *indices, guint at);

static const CdIndex *luck_of(const CdIndices *indices, guint at)
{
  return &indices->luck + at;
}

static const CdIndex *first_of(const CdIndices *indices, guint at)
{
  return &indices->first[at];
}

static const CdIndex *total_of(const CdIndices *indices, guint at)
{
  return &indices->total[at];
}

static const CdIndex *second_of(const CdIndices *indices, guint at)
{
  return &indices->second[at];
}

static CdMean mean_over(const CdIndices *const *of, guint designs, double confidence, Get get, guint at)
{
  g_autofree double *x = g_new(double, designs);
  for (guint d = 0; d < designs; d++)
    x[d] = get(of[d], at)->value;
  return cd_mean_interval(x, designs, confidence);
}

CdScrambles *cd_scrambles_new(const CdIndices *const *of, guint designs, double confidence)
{
  CdScrambles *it = g_new0(CdScrambles, 1);
  guint n = of[0]->groups;
  bool second = true;
  for (guint d = 0; d < designs; d++) {
    g_assert(of[d]->groups == n);
    second = second && of[d]->second;
  }
  it->designs = designs;
  it->groups = n;
  it->confidence = confidence;
  it->luck = mean_over(of, designs, confidence, luck_of, 0);
  it->first = g_new(CdMean, n);
  it->total = g_new(CdMean, n);
  it->second = second ? g_new(CdMean, (gsize)n * n) : NULL;
  for (guint g = 0; g < n; g++) {
    it->first[g] = mean_over(of, designs, confidence, first_of, g);
    it->total[g] = mean_over(of, designs, confidence, total_of, g);
  }
  for (guint at = 0; second && at < n * n; at++)
    it->second[at] = mean_over(of, designs, confidence, second_of, at);
  return it;
}

void cd_scrambles_free(CdScrambles *scrambles)
{
  if (!scrambles)
    return;
  g_free(scrambles->first);
  g_free(scrambles->total);
  g_free(scrambles->second);
  g_free(scrambles);
}
