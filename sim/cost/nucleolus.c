#include "sim/cost/nucleolus.h"

#include <math.h>
#include <string.h>
#include "sim/cost/solver.h"
#include "sim/cost/span.h"

/* In units of the largest saving, or of the multipliers' sum, which is 1. */
#define SETTLED 1e-7
#define SAME 1e-9

/* Of the largest cost. */
#define LEAST_UNIT 1e-5

/* The game as it is solved, and how far it is. Of each set: its cost less those of its players alone, in units. */
typedef struct {
  guint n, all;
  double unit, margin_unit; /* money; what e is multiplied by */
  double *saving, *weight;  /* [1 << n] weight: at most 1 */
  bool *is_free;            /* [1 << n] */
  bool capped;              /* x(i) <= c(i) is a row of every stage */
  CdSpan span;              /* of the settled sets; and those that make it up: */
  guint settled[CD_NUCLEOLUS_MAX];
  double total[CD_NUCLEOLUS_MAX]; /* x(S) in units */
} Stages;

static double largest_of(const double *value, guint sets)
{
  double largest = 0;
  for (guint set = 1; set < sets; set++)
    largest = fmax(largest, fabs(value[set]));
  return largest;
}

static double weight_of(const CdGame *game, CdNucleolusKind kind, guint set)
{
  switch (kind) {
  case CD_NUCLEOLUS_PER_CAPITA:
    return __builtin_popcount(set);
  case CD_NUCLEOLUS_PROPORTIONAL:
    return game->c[set];
  default:
    return 1;
  }
}

/* After fill_savings. */
static bool fill_weights(Stages *it, const CdGame *game, CdNucleolusKind kind)
{
  for (guint set = 1; set < it->all; set++) {
    it->weight[set] = weight_of(game, kind, set);
    if (it->weight[set] <= 0)
      return false;
  }
  double largest = largest_of(it->weight, it->all);
  for (guint set = 1; set < it->all; set++)
    it->weight[set] /= largest;
  it->margin_unit = it->unit / largest;
  return true;
}

static void fill_savings(Stages *it, const CdGame *game)
{
  for (guint set = 1; set <= it->all; set++) {
    g_assert(isfinite(game->c[set]));
    it->saving[set] = game->c[set];
    for (guint i = 0; i < it->n; i++)
      if (set >> i & 1)
        it->saving[set] -= game->c[1u << i];
  }
  /* Where next to nothing is saved what is left is rounding, and must stay below SAME. */
  it->unit = fmax(largest_of(it->saving, it->all + 1), LEAST_UNIT * largest_of(game->c, it->all + 1));
  if (it->unit <= 0)
    it->unit = 1;
  for (guint set = 1; set <= it->all; set++)
    it->saving[set] /= it->unit;
}

static void settle(Stages *it, guint set, double total)
{
  guint rank = it->span.rank;
  if (!cd_span_add(&it->span, set))
    return;
  it->settled[rank] = set;
  it->total[rank] = total;
}

static void drop_what_is_constant(Stages *it)
{
  for (guint set = 1; set < it->all; set++)
    it->is_free[set] = it->is_free[set] && !cd_span_holds(&it->span, set);
}

static void begin(Stages *it, bool capped)
{
  it->capped = capped;
  it->span = (CdSpan){.n = it->n};
  for (guint set = 1; set < it->all; set++)
    it->is_free[set] = true;
  settle(it, it->all, capped ? fmin(it->saving[it->all], 0) : it->saving[it->all]);
}

/* --- one stage ----------------------------------------------------------------------------------------------- */

/* Columns in this order: the settled sets; the free ones, ascending; the caps, where there are any. */
static void add_column(glp_prob *lp, const Stages *it, guint set, double weight, double cost, int bounds)
{
  int row[CD_NUCLEOLUS_MAX + 2], n = 0, column = glp_add_cols(lp, 1);
  double value[CD_NUCLEOLUS_MAX + 2];
  for (guint i = 0; i < it->n; i++)
    if (set >> i & 1) {
      row[++n] = (int)i + 1;
      value[n] = 1;
    }
  if (weight > 0) {
    row[++n] = (int)it->n + 1;
    value[n] = weight;
  }
  glp_set_mat_col(lp, column, n, row, value);
  glp_set_obj_coef(lp, column, cost);
  glp_set_col_bnds(lp, column, bounds, 0, 0);
}

/* Not a player whose share is constant by now: a cap that binds, but for rounding, would contradict it. */
static bool has_cap(const Stages *it, guint player)
{
  return it->capped && it->is_free[1u << player];
}

static glp_prob *make_stage(const Stages *it)
{
  glp_prob *lp = glp_create_prob();
  glp_add_rows(lp, (int)it->n + 1);
  for (guint i = 0; i <= it->n; i++)
    glp_set_row_bnds(lp, (int)i + 1, GLP_FX, i == it->n ? 1 : 0, 0);
  for (guint s = 0; s < it->span.rank; s++)
    add_column(lp, it, it->settled[s], 0, it->total[s], GLP_FR);
  for (guint set = 1; set < it->all; set++)
    if (it->is_free[set])
      add_column(lp, it, set, it->weight[set], it->saving[set], GLP_LO);
  for (guint i = 0; i < it->n; i++)
    if (has_cap(it, i))
      add_column(lp, it, 1u << i, 0, 0, GLP_LO);
  return lp;
}

static void settle_by_multipliers(Stages *it, glp_prob *lp, double e)
{
  int column = (int)it->span.rank;
  for (guint set = 1; set < it->all; set++)
    if (it->is_free[set] && glp_get_col_prim(lp, ++column) * it->weight[set] > SETTLED)
      settle(it, set, it->saving[set] - it->weight[set] * e);
  for (guint i = 0; i < it->n; i++)
    if (has_cap(it, i) && glp_get_col_prim(lp, ++column) > SETTLED)
      settle(it, 1u << i, 0);
  drop_what_is_constant(it);
}

/* E and, in units, X[n] less the costs alone; then settles what has come to be constant. */
static bool run_stage(Stages *it, double *e, double *x)
{
  glp_prob *lp = make_stage(it);
  bool solved = cd_solver_solve(lp, GLP_PRIMAL);
  if (solved) {
    guint rank = it->span.rank;
    for (guint i = 0; i < it->n; i++)
      x[i] = glp_get_row_dual(lp, (int)i + 1);
    *e = glp_get_row_dual(lp, (int)it->n + 1);
    settle_by_multipliers(it, lp, *e);
    solved = it->span.rank > rank;
  }
  glp_delete_prob(lp);
  return solved;
}

/* --- all stages ---------------------------------------------------------------------------------------------- */

static void note_margin(CdNucleolus *found, const Stages *it, double e)
{
  guint n = found->n_margins;
  if (n == 0 || e * it->margin_unit > found->margin[n - 1] + SAME * it->margin_unit)
    found->margin[found->n_margins++] = e * it->margin_unit;
}

static bool run_stages(CdNucleolus *found, Stages *it, bool capped)
{
  double e = 0;
  begin(it, capped);
  found->n_margins = 0;
  while (it->span.rank < it->n) {
    bool first = it->span.rank == 1;
    if (!run_stage(it, &e, found->x))
      return false;
    note_margin(found, it, e);
    if (first && !capped) {
      found->least_core = e * it->margin_unit;
      found->core_empty = e < -SAME;
      if (found->core_empty && it->saving[it->all] <= SAME)
        return run_stages(found, it, true);
    }
  }
  return true;
}

static bool run_quietly(CdNucleolus *found, Stages *it)
{
  CdSolver solver = cd_solver_open();
  bool solved = run_stages(found, it, false);
  cd_solver_close(&solver);
  return solved;
}

bool cd_nucleolus(CdNucleolus *found, const CdGame *game, CdNucleolusKind kind, CdArena *arena)
{
  g_assert(game->n >= 1 && game->n <= CD_GAME_MAX);
  memset(found, 0, sizeof *found);
  if (game->n > CD_NUCLEOLUS_MAX)
    return false;
  found->x[0] = game->c[1];
  if (game->n == 1)
    return true;
  guint sets = cd_game_sets(game);
  gsize mark = cd_arena_mark(arena);
  Stages it = {.n = game->n,
               .all = sets - 1,
               .saving = cd_arena_array(arena, double, sets),
               .weight = cd_arena_array(arena, double, sets),
               .is_free = cd_arena_array(arena, bool, sets)};
  fill_savings(&it, game);
  bool solved = fill_weights(&it, game, kind) && run_quietly(found, &it);
  for (guint i = 0; i < game->n; i++)
    found->x[i] = found->x[i] * it.unit + game->c[1u << i];
  cd_arena_rewind(arena, mark);
  return solved;
}
