#include "sim/negotiation/solution.h"

#include <math.h>

/* Values and gains that differ by less are equal. */
#define TIE 1e-12

/* ---- The bargain ---- */

static const double *ideal_of(const CdDomain *domain, const double *reservation, CdTexts among, CdArena *arena)
{
  double *ideal = cd_arena_array_raw(arena, double, domain->n_parties);
  for (guint j = 0; j < domain->n_parties; j++) {
    ideal[j] = among.n > 0 ? cd_domain_u(domain, among.text[0], j) : reservation[j];
    for (guint k = 1; k < among.n; k++)
      ideal[j] = MAX(ideal[j], cd_domain_u(domain, among.text[k], j));
  }
  return ideal;
}

CdBargain cd_bargain(const CdDomain *domain, const double *reservation, CdIdeal ideal, CdArena *arena)
{
  CdTexts rational = cd_zone(domain, reservation, arena);
  CdTexts among = ideal == CD_IDEAL_RATIONAL_TEXT ? rational : cd_texts_all(domain->grid, arena);
  return (CdBargain){.domain = domain,
                     .reservation = reservation,
                     .ideal = ideal_of(domain, reservation, among, arena),
                     .rational = rational,
                     .frontier = cd_pareto(domain, rational, arena)};
}

/* ---- Gains ---- */

static double surplus(const CdBargain *bargain, guint text, guint j)
{
  return cd_domain_u(bargain->domain, text, j) - bargain->reservation[j];
}

static bool can_gain(const CdBargain *bargain, guint j)
{
  return bargain->ideal[j] - bargain->reservation[j] > CD_TOLERANCE;
}

static double ratio(const CdBargain *bargain, guint text, guint j)
{
  return surplus(bargain, text, j) / (bargain->ideal[j] - bargain->reservation[j]);
}

static double weight_of(const CdBargain *bargain, guint j)
{
  return bargain->weight ? bargain->weight[j] : 1;
}

/* Whether the party counts in the Nash product of TEXT. */
static bool gains(const CdBargain *bargain, guint text, guint j)
{
  return weight_of(bargain, j) > 0 && can_gain(bargain, j) && surplus(bargain, text, j) > CD_TOLERANCE;
}

static guint gainers(const CdBargain *bargain, guint text)
{
  guint n = 0;
  for (guint j = 0; j < bargain->domain->n_parties; j++)
    n += gains(bargain, text, j);
  return n;
}

/* ---- Scores: the larger the better ---- */

typedef double Score(const CdBargain *bargain, guint text);

static double log_product(const CdBargain *bargain, guint text)
{
  double sum = 0;
  for (guint j = 0; j < bargain->domain->n_parties; j++)
    if (gains(bargain, text, j))
      sum += weight_of(bargain, j) * log(ratio(bargain, text, j));
  return sum;
}

static double least_surplus(const CdBargain *bargain, guint text)
{
  double least = INFINITY;
  for (guint j = 0; j < bargain->domain->n_parties; j++)
    least = MIN(least, surplus(bargain, text, j));
  return least;
}

/* 1 where nobody can gain: all have all that they can have. */
static double least_ratio(const CdBargain *bargain, guint text)
{
  double least = INFINITY;
  for (guint j = 0; j < bargain->domain->n_parties; j++)
    if (can_gain(bargain, j))
      least = MIN(least, ratio(bargain, text, j));
  return isinf(least) ? 1 : least;
}

static double less_spread(const CdBargain *bargain, guint text)
{
  double least = INFINITY, most = -INFINITY;
  for (guint j = 0; j < bargain->domain->n_parties; j++)
    if (can_gain(bargain, j)) {
      least = MIN(least, ratio(bargain, text, j));
      most = MAX(most, ratio(bargain, text, j));
    }
  return isinf(least) ? 0 : least - most;
}

static double welfare(const CdBargain *bargain, guint text)
{
  double sum = 0;
  for (guint j = 0; j < bargain->domain->n_parties; j++)
    sum += cd_domain_u(bargain->domain, text, j);
  return sum;
}

static Score *const score_of[CD_SOLUTION_COUNT] = {
    [CD_SOLUTION_NASH] = log_product,
    [CD_SOLUTION_EGALITARIAN] = least_surplus,
    [CD_SOLUTION_KALAI_SMORODINSKY] = least_ratio,
    [CD_SOLUTION_EVEN_RATIOS] = less_spread,
    [CD_SOLUTION_UTILITARIAN] = welfare,
    [CD_SOLUTION_UTILITARIAN_ANY] = welfare,
};

/* ---- The best ---- */

static CdTexts most_gainers(const CdBargain *bargain, CdArena *arena)
{
  guint most = 0, n = 0, *text = cd_arena_array_raw(arena, guint, bargain->frontier.n);
  for (guint k = 0; k < bargain->frontier.n; k++) {
    guint x = bargain->frontier.text[k], count = gainers(bargain, x);
    if (count > most) {
      most = count;
      n = 0;
    }
    if (count == most)
      text[n++] = x;
  }
  return (CdTexts){.n = n, .text = text};
}

static CdTexts candidates(const CdBargain *bargain, CdSolutionKind kind, CdArena *arena)
{
  if (kind == CD_SOLUTION_NASH)
    return most_gainers(bargain, arena);
  if (kind == CD_SOLUTION_UTILITARIAN_ANY)
    return cd_texts_all(bargain->domain->grid, arena);
  return bargain->frontier;
}

static CdTexts best_of(const CdBargain *bargain, CdSolutionKind kind, CdArena *arena)
{
  CdTexts among = candidates(bargain, kind, arena);
  double best = -INFINITY, *score = cd_arena_array_raw(arena, double, among.n);
  for (guint k = 0; k < among.n; k++) {
    score[k] = score_of[kind](bargain, among.text[k]);
    best = MAX(best, score[k]);
  }
  guint n = 0, *text = cd_arena_array_raw(arena, guint, among.n);
  for (guint k = 0; k < among.n; k++)
    if (score[k] >= best - TIE)
      text[n++] = among.text[k];
  return (CdTexts){.n = n, .text = text};
}

/* ---- One of them ---- */

static bool compares_ratios(CdSolutionKind kind)
{
  return kind == CD_SOLUTION_NASH || kind == CD_SOLUTION_KALAI_SMORODINSKY || kind == CD_SOLUTION_EVEN_RATIOS;
}

/* Returns how many: TEXT's surpluses or ratios, ascending. */
static guint sorted_gains(const CdBargain *bargain, CdSolutionKind kind, guint text, double *gain)
{
  guint n = 0;
  for (guint j = 0; j < bargain->domain->n_parties; j++) {
    if (compares_ratios(kind) && !can_gain(bargain, j))
      continue;
    double it = compares_ratios(kind) ? ratio(bargain, text, j) : surplus(bargain, text, j);
    guint place = n++;
    for (; place > 0 && gain[place - 1] > it; place--)
      gain[place] = gain[place - 1];
    gain[place] = it;
  }
  return n;
}

/* Whether one list is leximin-larger than another, or as large and of a larger sum of utilities. */
static bool preferable(const double *gain, double sum, const double *other, double other_sum, guint n)
{
  for (guint i = 0; i < n; i++)
    if (fabs(gain[i] - other[i]) > TIE)
      return gain[i] > other[i];
  return sum > other_sum + TIE;
}

static guint pick(const CdBargain *bargain, CdSolutionKind kind, CdTexts best, CdArena *arena)
{
  guint n_parties = bargain->domain->n_parties, picked = best.text[0];
  double *most = cd_arena_array_raw(arena, double, n_parties), *gain = cd_arena_array_raw(arena, double, n_parties);
  guint n = sorted_gains(bargain, kind, picked, most);
  for (guint k = 1; k < best.n; k++) {
    guint x = best.text[k];
    sorted_gains(bargain, kind, x, gain);
    if (!preferable(gain, welfare(bargain, x), most, welfare(bargain, picked), n))
      continue;
    picked = x;
    double *held = most;
    most = gain;
    gain = held;
  }
  return picked;
}

/* ---- The solution ---- */

/* Anybody with a say and no surplus makes it 0. */
static double nash_product(const CdBargain *bargain, guint text)
{
  double product = 1;
  for (guint j = 0; j < bargain->domain->n_parties; j++)
    if (weight_of(bargain, j) > 0) {
      double over = surplus(bargain, text, j);
      product *= over > CD_TOLERANCE ? pow(over, weight_of(bargain, j)) : 0;
    }
  return product;
}

static double value_of(const CdBargain *bargain, CdSolutionKind kind, guint text)
{
  if (kind == CD_SOLUTION_NASH)
    return nash_product(bargain, text);
  return kind == CD_SOLUTION_EVEN_RATIOS ? -less_spread(bargain, text) : score_of[kind](bargain, text);
}

CdSolution cd_solve(const CdBargain *bargain, CdSolutionKind kind, CdArena *arena)
{
  CdTexts best = best_of(bargain, kind, arena);
  if (best.n == 0)
    return (CdSolution){.value = NAN, .best = best, .text = bargain->domain->grid->n_texts};
  guint text = pick(bargain, kind, best, arena);
  return (CdSolution){.value = value_of(bargain, kind, text), .best = best, .text = text};
}
