/* domain.h - what is negotiated over: a grid of terms, and what each text on it is worth to each party of a block.
 *
 * A text (an outcome) is one level of every issue. Texts are numbered with the last issue fastest; this numbering is the
 * "grid order" in which ties are broken. A party's utility of a text is in [0, 1] under its own weights and beliefs. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define CD_ISSUE_MAX 20
/* Comparisons of utility: X reaches Y where X >= Y - CD_TOLERANCE (negotiation-and-games A1: exact comparison loses texts). */
#define CD_TOLERANCE 1e-9

static inline bool cd_reaches(double u, double threshold)
{
  return u >= threshold - CD_TOLERANCE;
}

typedef struct {
  guint n_issues;
  guint levels[CD_ISSUE_MAX]; /* options of each issue, at least 1 */
  guint stride[CD_ISSUE_MAX]; /* what one level up adds to the number of a text */
  guint n_texts;
} CdGrid;

/* LEVELS[n_issues], each at least 1. */
void cd_grid_init(CdGrid *grid, guint n_issues, const guint *levels);

static inline guint cd_grid_level(const CdGrid *grid, guint text, guint issue)
{
  return text / grid->stride[issue] % grid->levels[issue];
}

static inline guint cd_grid_with(const CdGrid *grid, guint text, guint issue, guint level)
{
  return text + (level - cd_grid_level(grid, text, issue)) * grid->stride[issue];
}

/* LEVEL[n_issues] of one text becomes that of the next; returns the first issue that differs. Not after the last text. */
static inline guint cd_grid_next(const CdGrid *grid, guint *level)
{
  guint issue = grid->n_issues - 1;
  while (++level[issue] == grid->levels[issue] && issue > 0)
    level[issue--] = 0;
  return issue;
}

/* A block of parties and their utilities. Borrowed; nothing here owns memory. */
typedef struct {
  const CdGrid *grid;
  guint n_parties;    /* at least 1 */
  const guint *party; /* [n_parties] numbers of the parties, ascending; a party's place in this list is its position */
  const double *u;    /* [text * n_parties + position] */
} CdDomain;

static inline double cd_domain_u(const CdDomain *domain, guint text, guint position)
{
  return domain->u[(gsize)text * domain->n_parties + position];
}
