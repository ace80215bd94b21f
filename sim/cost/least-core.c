#include "sim/cost/least-core.h"

#include <math.h>
#include "sim/cost/solver.h"

/* In units of the largest saving, which is at least LEAST_UNIT of the largest cost. */
#define BROKEN 1e-10
#define SAME 1e-9
#define LEAST_UNIT 1e-5

enum { ADDED = 64, ROUNDS = 2000 }; /* rows a round, at most; rounds, of which some tens are usual */

typedef struct {
  const CdGame *game;
  const bool *given;
  double *saving, *paid; /* [1 << n] c(S) less the costs alone; what a division has S pay, less the same; in units */
  bool *has_row;         /* [1 << n] */
  double unit;
  glp_prob *lp;
} Search;

static void fill_savings(Search *it)
{
  const CdGame *game = it->game;
  double largest = 0, largest_cost = 0;
  for (guint set = 1; set < cd_game_sets(game); set++) {
    guint lowest = set & -set;
    /* For now, the costs alone. */
    it->paid[set] = it->paid[set ^ lowest] + game->c[lowest];
    if (!it->given[set])
      continue;
    it->saving[set] = game->c[set] - it->paid[set];
    largest = fmax(largest, fabs(it->saving[set]));
    largest_cost = fmax(largest_cost, fabs(game->c[set]));
  }
  it->unit = fmax(largest, LEAST_UNIT * largest_cost);
  if (it->unit <= 0)
    it->unit = 1;
  for (guint set = 1; set < cd_game_sets(game); set++)
    it->saving[set] /= it->unit;
}

/* Column i + 1 is player i's; n + 1 is e. */
static void add_row(Search *it, guint set)
{
  guint n = it->game->n;
  bool is_all = set == cd_game_all(it->game);
  int column[CD_GAME_MAX + 2], used = 0, row = glp_add_rows(it->lp, 1);
  double value[CD_GAME_MAX + 2];
  for (guint i = 0; i <= n; i++)
    if (i == n ? !is_all : set >> i & 1) {
      column[++used] = (int)i + 1;
      value[used] = 1;
    }
  glp_set_mat_row(it->lp, row, used, column, value);
  glp_set_row_bnds(it->lp, row, is_all ? GLP_FX : GLP_UP, it->saving[set], it->saving[set]);
  it->has_row[set] = true;
}

static void begin(Search *it)
{
  guint n = it->game->n;
  it->lp = glp_create_prob();
  glp_set_obj_dir(it->lp, GLP_MAX);
  glp_add_cols(it->lp, (int)n + 1);
  for (guint i = 0; i <= n; i++)
    glp_set_col_bnds(it->lp, (int)i + 1, GLP_FR, 0, 0);
  glp_set_obj_coef(it->lp, (int)n + 1, 1);
  add_row(it, cd_game_all(it->game));
  for (guint i = 0; i < n; i++)
    add_row(it, 1u << i);
}

/* Adds rows for the sets that the division found breaks worst; how many. */
static guint add_broken(Search *it)
{
  guint worst[ADDED], n = 0;
  double by[ADDED], e = glp_get_col_prim(it->lp, (int)it->game->n + 1), x[CD_GAME_MAX];
  for (guint i = 0; i < it->game->n; i++)
    x[i] = glp_get_col_prim(it->lp, (int)i + 1);
  it->paid[0] = 0;
  for (guint set = 1; set < cd_game_all(it->game); set++) {
    it->paid[set] = it->paid[set & (set - 1)] + x[__builtin_ctz(set)];
    double excess = it->paid[set] + e - it->saving[set];
    if (!it->given[set] || it->has_row[set] || excess <= (n < ADDED ? BROKEN : by[n - 1]))
      continue;
    guint at = n < ADDED ? n++ : n - 1;
    for (; at > 0 && by[at - 1] < excess; at--) {
      by[at] = by[at - 1];
      worst[at] = worst[at - 1];
    }
    by[at] = excess;
    worst[at] = set;
  }
  for (guint i = 0; i < n; i++)
    add_row(it, worst[i]);
  return n;
}

static bool search(Search *it)
{
  for (guint round = 0; round < ROUNDS; round++) {
    /* After rows are added the last answer is still one of the dual. */
    if (!cd_solver_solve(it->lp, round == 0 ? GLP_PRIMAL : GLP_DUALP))
      return false;
    if (add_broken(it) == 0)
      return true;
  }
  return false;
}

bool cd_least_core(CdLeastCore *found, const CdGame *game, const bool *given, CdArena *arena)
{
  g_assert(game->n >= 2 && game->n <= CD_GAME_MAX && given[cd_game_all(game)]);
  guint sets = cd_game_sets(game);
  gsize mark = cd_arena_mark(arena);
  Search it = {.game = game,
               .given = given,
               .saving = cd_arena_array(arena, double, sets),
               .paid = cd_arena_array(arena, double, sets),
               .has_row = cd_arena_array(arena, bool, sets)};
  fill_savings(&it);
  CdSolver solver = cd_solver_open();
  begin(&it);
  bool solved = search(&it);
  double e = solved ? glp_get_col_prim(it.lp, (int)game->n + 1) : 0;
  glp_delete_prob(it.lp);
  cd_solver_close(&solver);
  *found = (CdLeastCore){e * it.unit, e < -SAME};
  cd_arena_rewind(arena, mark);
  return solved;
}
