#include "sim/experiment/flip.h"

#include <math.h>
#include <stdlib.h>

/* As few as reverse it: these, or else as many as may. */
#define MOVES_FEW 3u
#define MOVES_MOST 6u
/* What moves the mean by less than this part of what is to be overcome, or of what another does, is left where it is: it would hardly move. */
#define GAIN_LEAST 0.02
#define GAIN_PART 0.25
#define T_MOST 64

static GArray *hold_together(gconstpointer user, double t)
{
  const CdFlip *flip = ((const CdFlipWork *)user)->flip;
  GArray *held = g_array_new(FALSE, FALSE, sizeof(CdHeld));
  for (guint m = 0; m < flip->together.n; m++)
    cd_lever_hold(flip->scenario, &flip->lever[flip->together.move[m].lever].lever,
                  cd_flip_place(&flip->together, m, t), held);
  return held;
}

static bool estimate(gpointer user, const double *t, guint n, CdEstimate *into)
{
  CdFlipWork *work = user;
  const CdFlipTogether *all = &work->flip->together;
  guint lever[MOVES_MOST];
  for (guint m = 0; m < all->n; m++)
    lever[m] = all->move[m].lever;
  for (guint i = 0; i < n; i++) {
    g_autoptr(GArray) held = hold_together(work, t[i]);
    if (!cd_flip_estimate(work, held, lever, all->n, &into[i]))
      return false;
  }
  return true;
}

/* What was scanned, at X by a straight line. */
static double height(const CdCrossings *scan, double x)
{
  const CdScanned *at = scan->scanned;
  guint i = 1;
  while (i + 1 < scan->n_scanned && at[i].x < x)
    i++;
  double part = at[i].x > at[i - 1].x ? (x - at[i - 1].x) / (at[i].x - at[i - 1].x) : 0;
  return at[i - 1].mean + part * (at[i].mean - at[i - 1].mean);
}

/* Towards the end that takes the mean nearer to nought or beyond. */
static bool move_of(const CdFlip *flip, guint l, CdFlipMove *move)
{
  const CdFlipLever *it = &flip->lever[l];
  if (!it->within || it->within->n_scanned < 2)
    return false;
  const CdScanned *first = &it->within->scanned[0], *last = &it->within->scanned[it->within->n_scanned - 1];
  double central = height(it->within, it->lever.central);
  double down = flip->side * (central - first->mean), up = flip->side * (central - last->mean);
  const CdScanned *end = down > up ? first : last;
  *move = (CdFlipMove){l, it->lever.central, end->x, MAX(down, up)};
  return isfinite(move->gain) && move->gain > GAIN_LEAST * fabs(flip->stated.mean) && end->x != it->lever.central;
}

static int by_gain(gconstpointer a, gconstpointer b)
{
  const CdFlipMove *x = a, *y = b;
  return x->gain != y->gain ? (x->gain < y->gain) - (x->gain > y->gain) : (x->lever > y->lever) - (x->lever < y->lever);
}

/* The first MOST of those that move it most. */
static void choose_moves(CdFlip *flip, guint most)
{
  CdFlipTogether *it = &flip->together;
  g_free(it->move);
  cd_crossings_free(it->along);
  *it = (CdFlipTogether){.move = g_new(CdFlipMove, flip->n + 1)};
  for (guint l = 0; l < flip->n; l++)
    it->n += move_of(flip, l, &it->move[it->n]);
  if (it->n > 1)
    qsort(it->move, it->n, sizeof *it->move, by_gain);
  it->n = MIN(it->n, most);
  while (it->n > 2 && it->move[it->n - 1].gain < GAIN_PART * it->move[0].gain)
    it->n--;
  if (it->n > 0)
    it->t_most = it->move[0].gain / it->move[it->n - 1].gain;
}

/* Evenly up to where the first arrives, then in steps that double. */
static guint grid(double most, double *t)
{
  guint n = 0;
  for (guint i = 0; i <= 8; i++)
    t[n++] = i / 8.0;
  for (double next = 1.5; next < most && next < T_MOST; next *= 1.5)
    t[n++] = next;
  if (most > 1)
    t[n++] = most;
  return n;
}

static bool look(CdFlipWork *work, guint most)
{
  CdFlip *flip = work->flip;
  CdFlipTogether *it = &flip->together;
  double t[32];
  choose_moves(flip, most);
  if (it->n < 2)
    return true;
  const CdNoisyFunction function = {estimate, work, flip->replicates, flip->freedom + 1 - it->n};
  it->along = cd_crossings_find(&function, t, grid(it->t_most, t), false, flip->seed, 0);
  if (!it->along)
    return false;
  it->reverses = it->along->n > 0 && it->along->crossing[0].side == flip->side;
  return !it->reverses || cd_flip_confirm(work, hold_together, work, it->along, 0, false, &it->point);
}

bool cd_flip_look_together(CdFlipWork *work)
{
  CdFlipTogether *it = &work->flip->together;
  if (work->flip->side == 0)
    return true;
  return look(work, MOVES_FEW) && (it->reverses || it->n < MOVES_FEW || look(work, MOVES_MOST));
}
