#include "sim/report/table-told.h"

#include <math.h>

#define DUMMY "(dummy)"

static void told_clear(gpointer told)
{
  g_free(((CdTold *)told)->input);
}

/* INPUT is taken. */
static void add(GArray *all, const char *kind, char *input, double value, double low, double high)
{
  CdTold told = {kind, input, value, low, high};
  g_array_append_val(all, told);
}

static void add_plain(GArray *all, const char *kind, const char *input, double value)
{
  add(all, kind, g_strdup(input), value, NAN, NAN);
}

static void add_index(GArray *all, const char *kind, char *input, const CdIndex *index)
{
  add(all, kind, input, index->value, index->spread.low, index->spread.high);
}

static void add_indices(GArray *all, char **name, const CdIndices *of)
{
  for (guint g = 0; g < of->groups; g++)
    add_index(all, "S1", g_strdup(name[g]), &of->first[g]);
  for (guint g = 0; g < of->groups; g++)
    add_index(all, "ST", g_strdup(name[g]), &of->total[g]);
  for (guint g = 0; of->second && g < of->groups; g++)
    for (guint h = g + 1; h < of->groups; h++)
      add_index(all, "S2", g_strdup_printf("%s:%s", name[g], name[h]), &of->second[(gsize)g * of->groups + h]);
  add_index(all, "S1", g_strdup(DUMMY), &of->dummy_first);
  add_index(all, "ST", g_strdup(DUMMY), &of->dummy_total);
}

static void add_effects(GArray *all, char **name, const CdEffects *of)
{
  for (guint g = 0; g < of->groups; g++)
    add(all, "mu_star", g_strdup(name[g]), of->effect[g].star, of->effect[g].star_spread.low,
        of->effect[g].star_spread.high);
  for (guint g = 0; g < of->groups; g++)
    add_plain(all, "mu", name[g], of->effect[g].mu);
  for (guint g = 0; g < of->groups; g++)
    add_plain(all, "sigma", name[g], of->effect[g].sigma);
}

static void add_regression(GArray *all, char **input, const CdRegression *of)
{
  for (guint i = 0; i < of->n_inputs; i++) {
    add_plain(all, "SRC", input[i], of->of[i].src);
    add_plain(all, "PCC", input[i], of->of[i].partial);
    add_plain(all, "SRRC", input[i], of->of[i].srrc);
    add_plain(all, "PRCC", input[i], of->of[i].prcc);
  }
  add_plain(all, "R2", "", of->r2);
  add_plain(all, "R2_ranks", "", of->r2_ranks);
}

GArray *cd_told_new(const CdOutcomes *outcomes, const CdRunsShape *shape, const CdRunsAnalysis *it)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(CdTold));
  g_array_set_clear_func(all, told_clear);
  if (it->indices)
    add_indices(all, shape->name, it->indices);
  if (it->effects)
    add_effects(all, shape->name, it->effects);
  for (guint i = 0; it->pawn && i < outcomes->n_inputs; i++) {
    add_plain(all, "PAWN_median", outcomes->input[i], it->pawn[i].median);
    add_plain(all, "PAWN_max", outcomes->input[i], it->pawn[i].most);
    add_plain(all, "PAWN_floor", outcomes->input[i], it->pawn[i].floor_median);
  }
  for (guint i = 0; it->delta && i < outcomes->n_inputs; i++) {
    add_plain(all, "delta", outcomes->input[i], it->delta[i].value);
    add_plain(all, "delta_floor", outcomes->input[i], it->delta[i].floor);
  }
  if (it->regression)
    add_regression(all, outcomes->input, it->regression);
  return all;
}
