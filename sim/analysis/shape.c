#include "sim/analysis/shape.h"

#include <gsl/gsl_sort.h>
#include "concordat/error.h"
#include "sim/sensitivity/saltelli.h"

/* Base points of which an input that is drawn alike in none is no choice of a few values. */
#define LEAST_APART 8u
/* Of more rows repeats are not looked for, which takes longer than all methods together. */
#define REPEATS_MOST 100000u

void cd_runs_shape_free(CdRunsShape *shape)
{
  if (!shape)
    return;
  g_free(shape->group);
  g_strfreev(shape->name);
  g_free(shape->saltelli);
  g_free(shape->trajectories);
  g_free(shape->doubt);
  g_free(shape);
}

static bool name_groups(CdRunsShape *shape, const CdOutcomes *outcomes, const CdFactors *factors, GError **error)
{
  shape->group = g_new0(guint, outcomes->n_inputs);
  shape->name = g_new0(char *, outcomes->n_inputs + 1);
  for (guint i = 0; i < outcomes->n_inputs; i++) {
    const CdTableFactor *factor = cd_factors_find(factors, outcomes->input[i]);
    if (factors && !factor) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "the table of inputs has no \"%s\"", outcomes->input[i]);
      return false;
    }
    guint g = 0;
    while (factor && factor->group && g < shape->groups && !g_str_equal(shape->name[g], factor->group))
      g++;
    if (!factor || !factor->group || g == shape->groups) {
      g = shape->groups++;
      shape->name[g] = g_strdup(factor && factor->group ? factor->group : outcomes->input[i]);
    }
    shape->group[i] = g;
  }
  return true;
}

static double at(const CdOutcomes *outcomes, guint input, guint row)
{
  return outcomes->x[(gsize)input * outcomes->rows + row];
}

/* What breaks a design: INPUT of ROW is not that of LIKE; or, of a trajectory, ROW is not one step from the row before. */
typedef struct {
  guint input, row, like;
} Fault;

/* Rows are counted as people see them, the header being the first. */
static char *unlike_words(const CdOutcomes *outcomes, Fault fault)
{
  return g_strdup_printf("in row %u %s is %.15g, and %.15g in row %u, where it would be the same", fault.row + 2,
                         outcomes->input[fault.input], at(outcomes, fault.input, fault.row),
                         at(outcomes, fault.input, fault.like), fault.like + 2);
}

static char *step_words(Fault fault)
{
  return g_strdup_printf("from row %u to row %u not just one input moves, each once a trajectory", fault.row + 1,
                         fault.row + 2);
}

/* One point run over and over would pass for any design. */
static bool is_one_point(const CdOutcomes *outcomes)
{
  for (guint i = 0; i < outcomes->n_inputs; i++)
    for (guint r = 1; r < outcomes->rows; r++)
      if (at(outcomes, i, r) != at(outcomes, i, 0))
        return false;
  return true;
}

/* Whether input INPUT is drawn twice alike in the base point of ROWS rows from FIRST on. */
static bool is_drawn_alike(const CdOutcomes *outcomes, guint input, guint first, guint rows)
{
  return at(outcomes, input, first) == at(outcomes, input, first + rows - 1);
}

static bool is_one_row(const CdOutcomes *outcomes, guint first, guint rows)
{
  for (guint i = 0; i < outcomes->n_inputs; i++)
    if (!is_drawn_alike(outcomes, i, first, rows))
      return false;
  return true;
}

/* Where an input differs between the two draws of every other base point of some number, it is no choice of a few values, by which two draws may be alike. */
static bool tells_draws_apart(const CdOutcomes *outcomes, guint input, guint rows)
{
  guint apart = 0;
  for (guint first = 0; first < outcomes->rows; first += rows) {
    bool alike = is_drawn_alike(outcomes, input, first, rows);
    if (alike && !is_one_row(outcomes, first, rows))
      return false;
    apart += !alike;
  }
  return apart >= LEAST_APART;
}

/* One row over and over, such as the rows that are appended to a design to run its first point again, has the form of a base point and is none. */
static char *repeated_words(const CdOutcomes *outcomes, guint rows)
{
  bool apart = false;
  for (guint i = 0; !apart && i < outcomes->n_inputs; i++)
    apart = tells_draws_apart(outcomes, i, rows);
  for (guint first = 0; apart && first < outcomes->rows; first += rows)
    if (is_one_row(outcomes, first, rows))
      return g_strdup_printf("rows %u to %u are one point over and over", first + 2, first + rows + 1);
  return NULL;
}

/* Whether the rows from FIRST on are a base point of a Saltelli design; FAULT: why not. */
static bool is_base_point(const CdRunsShape *shape, const CdOutcomes *outcomes, bool second, guint first, Fault *fault)
{
  CdSaltelliShape as = {.groups = shape->groups, .second = second, .replicates = 1};
  for (guint i = 0; i < outcomes->n_inputs; i++)
    for (guint g = 0; g < shape->groups; g++) {
      guint a = first, b = first + cd_saltelli_b(&as), ab = first + cd_saltelli_ab(g),
            like = g == shape->group[i] ? b : a;
      guint ba = second ? first + cd_saltelli_ba(&as, g) : ab, other = second ? (like == a ? b : a) : like;
      *fault = at(outcomes, i, ab) != at(outcomes, i, like) ? (Fault){i, ab, like} : (Fault){i, ba, other};
      if (at(outcomes, i, fault->row) != at(outcomes, i, fault->like))
        return false;
    }
  return true;
}

/* Why the rows are no Saltelli design; NULL: they are. */
static char *try_saltelli(const CdRunsShape *shape, const CdOutcomes *outcomes, bool second)
{
  guint blocks = cd_saltelli_blocks(&(CdSaltelliShape){.groups = shape->groups, .second = second, .replicates = 1});
  if (is_one_point(outcomes))
    return g_strdup("no input varies from row to row");
  if (outcomes->rows % blocks != 0)
    return g_strdup_printf("%u rows are no multiple of %u, as of %u %s%s", outcomes->rows, blocks, shape->groups,
                           shape->groups < outcomes->n_inputs ? "groups" : "inputs", second ? " with second order" : "");
  Fault fault;
  for (guint first = 0; first < outcomes->rows; first += blocks)
    if (!is_base_point(shape, outcomes, second, first, &fault))
      return unlike_words(outcomes, fault);
  return repeated_words(outcomes, blocks);
}

/* The one group that moves from ROW to the next; G_MAXUINT: none or several. */
static guint moved(const CdRunsShape *shape, const CdOutcomes *outcomes, guint row)
{
  guint group = G_MAXUINT;
  for (guint i = 0; i < outcomes->n_inputs; i++) {
    if (at(outcomes, i, row) == at(outcomes, i, row + 1))
      continue;
    if (group != G_MAXUINT && group != shape->group[i])
      return G_MAXUINT;
    group = shape->group[i];
  }
  return group;
}

/* Whether the rows from FIRST on are a trajectory; FAULT: why not. */
static bool is_trajectory(const CdRunsShape *shape, const CdOutcomes *outcomes, guint first, Fault *fault)
{
  g_autofree bool *has = g_new0(bool, shape->groups);
  for (guint s = 0; s < shape->groups; s++) {
    guint group = moved(shape, outcomes, first + s);
    *fault = (Fault){.row = first + s + 1};
    if (group == G_MAXUINT || has[group])
      return false;
    has[group] = true;
  }
  return true;
}

static char *try_trajectories(const CdRunsShape *shape, const CdOutcomes *outcomes)
{
  guint rows = shape->groups + 1;
  if (outcomes->rows % rows != 0)
    return g_strdup_printf("%u rows are no multiple of %u, a trajectory's", outcomes->rows, rows);
  Fault fault;
  for (guint first = 0; first < outcomes->rows; first += rows)
    if (!is_trajectory(shape, outcomes, first, &fault))
      return step_words(fault);
  return NULL;
}

/* Columns may stand in another order than the design's inputs: those of the first base point, or trajectory, tell in which they move. Where not each moves once by itself nothing is changed. */
static void order_as_moved(CdRunsShape *shape, const CdOutcomes *outcomes)
{
  guint inputs = outcomes->n_inputs;
  g_autofree guint *place = g_new(guint, inputs);
  g_autofree bool *has = g_new0(bool, inputs);
  if (outcomes->rows < inputs + 2)
    return;
  for (guint r = 1; r <= inputs; r++) {
    guint moves = G_MAXUINT, n = 0;
    for (guint i = 0; i < inputs; i++)
      if (at(outcomes, i, r) != at(outcomes, i, 0)) {
        moves = i;
        n++;
      }
    if (n != 1 || has[moves])
      return;
    has[moves] = true;
    place[moves] = r - 1;
  }
  for (guint i = 0; i < inputs; i++) {
    shape->group[i] = place[i];
    g_free(shape->name[place[i]]);
    shape->name[place[i]] = g_strdup(outcomes->input[i]);
  }
}

/* Rows that are a design of more, or other, columns than the inputs named have values in common with their neighbours, which draws have not. */
static bool looks_like_a_design(const CdOutcomes *outcomes)
{
  guint64 alike = 0, all = 0;
  for (guint i = 0; i < outcomes->n_inputs; i++) {
    guint same = 0, kept = 0;
    for (guint r = 1; r < outcomes->rows; r++) {
      same += at(outcomes, i, r) == at(outcomes, i, r - 1);
      kept += r > 1 && at(outcomes, i, r) == at(outcomes, i, 0);
    }
    if (kept > outcomes->rows / 8) /* one of few values, such as a choice */
      continue;
    alike += same;
    all += outcomes->rows - 1;
  }
  return outcomes->rows >= 8 && all > 0 && 5 * alike > all;
}

/* --- Nearly a design ----------------------------------------------------------------------------------------------------- */

typedef struct {
  const CdRunsShape *shape;
  const CdOutcomes *outcomes;
  CdRunsKind kind;
  bool second;
  guint rows;    /* of a base point, or trajectory */
  guint found;   /* such as are there, wherever they begin */
  guint stray;   /* the first row that is of none; the table's rows: all are of one */
  bool is_after; /* none follows it */
} Near;

/* One row over and over has the form of a base point. */
static bool is_unit(const Near *near, guint first, Fault *fault)
{
  if (near->kind != CD_RUNS_SALTELLI)
    return is_trajectory(near->shape, near->outcomes, first, fault);
  return is_base_point(near->shape, near->outcomes, near->second, first, fault) &&
         !is_one_row(near->outcomes, first, near->rows);
}

static Near look_for(const CdRunsShape *shape, const CdOutcomes *outcomes, CdRunsKind kind, bool second)
{
  guint groups = shape->groups, rows = kind == CD_RUNS_TRAJECTORIES ? groups + 1 : (second ? 2 : 1) * groups + 2;
  Near near = {shape, outcomes, kind, second, rows, 0, outcomes->rows, true};
  Fault fault;
  for (guint r = 0; r < outcomes->rows;)
    if (r + rows <= outcomes->rows && is_unit(&near, r, &fault)) {
      near.found++;
      near.is_after = near.stray == outcomes->rows;
      r += rows;
    } else {
      near.stray = MIN(near.stray, r);
      r++;
    }
  near.is_after = near.is_after || near.stray >= near.found * rows;
  return near;
}

static int by_point(gconstpointer a, gconstpointer b, gpointer of)
{
  const CdOutcomes *outcomes = of;
  guint p = *(const guint *)a, q = *(const guint *)b;
  for (guint i = 0; i < outcomes->n_inputs; i++) {
    double x = at(outcomes, i, p), y = at(outcomes, i, q);
    if (x != y)
      return x < y ? -1 : 1;
  }
  return p < q ? -1 : p > q;
}

static bool is_same_point(const CdOutcomes *outcomes, guint a, guint b)
{
  for (guint i = 0; i < outcomes->n_inputs; i++)
    if (at(outcomes, i, a) != at(outcomes, i, b))
      return false;
  return true;
}

static bool is_same_run(const CdOutcomes *outcomes, guint a, guint b)
{
  for (guint o = 0; o < outcomes->n_outputs; o++) {
    const double *y = &outcomes->y[(gsize)o * outcomes->rows];
    if (!(y[a] == y[b]))
      return false;
  }
  return is_same_point(outcomes, a, b);
}

typedef struct {
  guint row, of; /* ROW has what OF had; equal: there is none */
  guint n;       /* rows that have what an earlier one had */
} Repeat;

/* Rows from FROM on that are an earlier one once more: of the same inputs (WHOLE: and outcomes). */
static Repeat find_repeat(const CdOutcomes *outcomes, bool whole, guint from)
{
  Repeat repeat = {0, 0, 0};
  if (outcomes->rows > REPEATS_MOST)
    return repeat;
  g_autofree guint *order = g_new(guint, outcomes->rows);
  for (guint r = 0; r < outcomes->rows; r++)
    order[r] = r;
  g_qsort_with_data(order, (int)outcomes->rows, sizeof *order, by_point, (gpointer)outcomes);
  for (guint k = 1; k < outcomes->rows; k++) {
    guint of = order[k - 1], row = order[k];
    if (row < from || !(whole ? is_same_run(outcomes, of, row) : is_same_point(outcomes, of, row)))
      continue;
    repeat.n++;
    if (repeat.n == 1 || row < repeat.row)
      repeat = (Repeat){row, of, repeat.n};
  }
  return repeat;
}

/* Trajectories may well meet, and one end where the next begins; inside of one no step stands still. */
static Repeat find_standstill(const Near *near)
{
  for (guint r = near->stray + 1; r < MIN(near->stray + near->rows, near->outcomes->rows); r++)
    if (is_same_point(near->outcomes, r - 1, r))
      return (Repeat){r, r - 1, 1};
  return (Repeat){0, 0, 0};
}

/* Where a table that is a design for the most part is none, and what to do. */
static char *stray_words(const Near *near, const char **remedy)
{
  guint rows = near->outcomes->rows, stray = near->stray;
  *remedy = "leave out what is too much";
  if (near->is_after)
    return g_strdup_printf("row%s %u%s past the end of a design of %u %s, whose last row is row %u",
                           stray + 1 < rows ? "s from" : "", stray + 2, stray + 1 < rows ? " on are" : " is",
                           near->found, near->kind == CD_RUNS_SALTELLI ? "base points" : "trajectories", stray + 1);
  Repeat repeat = near->kind == CD_RUNS_SALTELLI ? find_repeat(near->outcomes, false, stray) : find_standstill(near);
  if (repeat.n > 0 && rows % near->rows != 0)
    return g_strdup_printf("row %u has the point of row %u once more", repeat.row + 2, repeat.of + 2);
  *remedy = "put them back in its order, none left out";
  Fault fault = {0};
  bool told = stray + near->rows <= rows && !is_unit(near, stray, &fault);
  g_autofree char *why = !told                            ? NULL
                         : near->kind == CD_RUNS_SALTELLI ? unlike_words(near->outcomes, fault)
                                                          : step_words(fault);
  return g_strdup_printf("from row %u on they break its order%s%s", stray + 2, why ? ", for " : "", why ? why : "");
}

/* How many values INPUT takes. */
static guint count_values(const CdOutcomes *outcomes, guint input)
{
  g_autofree double *x = g_memdup2(&outcomes->x[(gsize)input * outcomes->rows], outcomes->rows * sizeof *x);
  guint n = 1;
  gsl_sort(x, 1, outcomes->rows);
  for (guint r = 1; r < outcomes->rows; r++)
    n += x[r] != x[r - 1];
  return n;
}

/* Whether the first row's value of the first input is another row's too, as draws' are not: a look that spares many tables the sorting. */
static bool is_there_again(const CdOutcomes *outcomes)
{
  for (guint r = 1; r < outcomes->rows; r++)
    if (at(outcomes, 0, r) == at(outcomes, 0, 0))
      return true;
  return false;
}

/* Every input of a Saltelli design has two values a base point, be the rows in whatever order; draws have one a row, and a grid few. */
static bool has_values_of_saltelli(const CdRunsShape *shape, const CdOutcomes *outcomes)
{
  guint first = shape->groups + 2, second = 2 * shape->groups + 2;
  if (shape->groups != outcomes->n_inputs || (outcomes->rows % first != 0 && outcomes->rows % second != 0))
    return false;
  if (!is_there_again(outcomes))
    return false;
  guint least = outcomes->rows, most = 0;
  for (guint i = 0; i < outcomes->n_inputs; i++) {
    guint n = count_values(outcomes, i);
    least = MIN(least, n);
    most = MAX(most, n);
  }
  return least == most && least >= 2 * LEAST_APART &&
         ((guint64)least * first == 2ull * outcomes->rows || (guint64)least * second == 2ull * outcomes->rows);
}

#define AS_DRAWS "what is told takes each row for an independent draw, and is too sure where they are not"

/* The design that most rows are, whichever has most of them. */
static Near nearest(const CdRunsShape *shape, const CdOutcomes *outcomes)
{
  Near near = look_for(shape, outcomes, CD_RUNS_SALTELLI, true),
       other = look_for(shape, outcomes, CD_RUNS_SALTELLI, false);
  if (other.found * other.rows > near.found * near.rows)
    near = other;
  if (shape->groups > 1) {
    other = look_for(shape, outcomes, CD_RUNS_TRAJECTORIES, false);
    if (other.found * other.rows > near.found * near.rows)
      near = other;
  }
  return near;
}

/* Of a table that is taken for draws, what speaks against that. */
static char *doubt_of(CdRunsShape *shape, const CdOutcomes *outcomes)
{
  if (outcomes->rows < 2 || is_one_point(outcomes))
    return NULL;
  Near near = nearest(shape, outcomes);
  if (shape->groups < 2) /* of one input little tells a design from rows that are alike */
    near.found = 0;
  if (near.found >= 2 && 2 * near.found * near.rows >= outcomes->rows) {
    bool saltelli = near.kind == CD_RUNS_SALTELLI;
    const char *remedy;
    char **why = saltelli ? &shape->saltelli : &shape->trajectories;
    g_free(*why);
    *why = stray_words(&near, &remedy);
    return g_strdup_printf("most rows are %s, and not all: %s. So there are no %s, and " AS_DRAWS ": %s",
                           saltelli ? "base points of a Saltelli design in SALib's order" : "trajectories", *why,
                           saltelli ? "Sobol' indices" : "elementary effects", remedy);
  }
  if (has_values_of_saltelli(shape, outcomes))
    return g_strdup_printf("each input has as many values as in a Saltelli design, but the rows are not in SALib's "
                           "order: %s. So there are no Sobol' indices, and " AS_DRAWS ": put them back in that order",
                           shape->saltelli);
  if (looks_like_a_design(outcomes))
    return g_strdup("rows have values in common with the row before, as those of a design have, but are none over "
                    "these inputs, and are taken for independent draws: too sure where they are not. --inputs names "
                    "all inputs of the design and no other column");
  Repeat repeat = find_repeat(outcomes, true, 0);
  guint most = 0;
  for (guint i = 0; repeat.n > 0 && i < outcomes->n_inputs; i++)
    most = MAX(most, count_values(outcomes, i));
  if (repeat.n > 0 && 2 * most > outcomes->rows)
    return g_strdup_printf("row %u is row %u once more, inputs and outcome%s; each counts as a draw of its own, which "
                           "makes all look surer than it is",
                           repeat.row + 2, repeat.of + 2, repeat.n > 1 ? " (and so are others)" : "");
  return NULL;
}

CdRunsShape *cd_runs_shape_new(const CdOutcomes *outcomes, const CdFactors *factors, GError **error)
{
  g_autoptr(CdRunsShape) shape = g_new0(CdRunsShape, 1);
  if (outcomes->n_inputs == 0) {
    g_set_error_literal(error, CD_ERROR, CD_ERROR_USAGE,
                        "the table has no inputs: a column an input, beside that of the outcome");
    return NULL;
  }
  if (!name_groups(shape, outcomes, factors, error))
    return NULL;
  shape->units = outcomes->rows;
  if (shape->groups == outcomes->n_inputs)
    order_as_moved(shape, outcomes);
  g_autofree char *with_second = try_saltelli(shape, outcomes, true);
  shape->saltelli = with_second ? try_saltelli(shape, outcomes, false) : NULL;
  if (shape->saltelli && outcomes->rows % (shape->groups + 2) != 0 && outcomes->rows % (2 * shape->groups + 2) == 0) {
    g_free(shape->saltelli);
    shape->saltelli = g_strdup(with_second);
  }
  shape->trajectories = try_trajectories(shape, outcomes);
  shape->second = !with_second;
  if (!shape->saltelli) {
    shape->kind = CD_RUNS_SALTELLI;
    shape->units = outcomes->rows / ((shape->second ? 2 : 1) * shape->groups + 2);
  } else if (!shape->trajectories && shape->groups > 1) { /* of one input any two different rows would be one */
    shape->kind = CD_RUNS_TRAJECTORIES;
    shape->units = outcomes->rows / (shape->groups + 1);
  }
  shape->doubt = shape->kind == CD_RUNS_DRAWS ? doubt_of(shape, outcomes) : NULL;
  return g_steal_pointer(&shape);
}
