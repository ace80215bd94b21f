/* tree.h - a small regression tree (Breiman, Friedman, Olshen & Stone 1984): an outcome's mean under a few yes-or-no questions about inputs, asked one after another.
 *
 * Each split is the one that takes most from the sum of squares; ties: the first input, the lower limit. An input of categories is split in two sets of them: those of the lower means
 * and the others, which of all sets is best for squares.
 *
 * Honest (Athey & Imbens 2016): half of the units grow the tree, a quarter cuts it back (a split that does not lower the squared error there goes, from the leaves up: reduced-error pruning, Quinlan
 * 1987), and what is told of it, means and R^2, comes from the last quarter, which had no part in either. Which unit is in which is dealt by SEED and KEY. Rows that share what they were
 * made from (a base point of a design) are one unit. */
#pragma once

#include "sim/sensitivity/missing.h"

typedef struct {
  guint depth;             /* questions one after another at most, 1 .. 10 */
  guint least;             /* rows that a leaf has at least, of those that grow it; 1 at least */
  const guint *categories; /* [n_inputs] as in prim.h; NULL: all inputs are numbers */
  const guint *unit;       /* [row] of the table given; NULL: each row its own */
  guint64 seed, key;
} CdTreeOptions;

#define CD_TREE_OPTIONS_INIT                                                                                           \
  (CdTreeOptions)                                                                                                      \
  {                                                                                                                    \
    .depth = 4, .least = 20                                                                                            \
  }

typedef struct {
  int input;       /* -1: a leaf */
  double limit;    /* of a number: left where it is less */
  guint64 left_of; /* of categories: left where its bit is set */
  guint left, right;
  guint depth;
  guint grown, told; /* rows here that grew it; that tell of it */
  double mean_grown; /* what the tree says here */
  double mean;       /* of the rows that tell; NAN: none is here */
} CdTreeNode;

typedef struct {
  guint n;          /* nodes; the first is the root */
  CdTreeNode *node; /* [n], parents before children */
  guint leaves;
  double r2; /* of what the tree says about the rows that tell: 1 - their squared error / their squares about their own mean; may be negative */
} CdTree;

/* Always a tree, of one leaf where nothing is worth a question. NULL with CD_ERROR_USAGE where fewer than 8 rows are of one part. */
CdTree *cd_tree_new(const CdSample *table, const CdTreeOptions *options, GError **error);
void cd_tree_free(CdTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdTree, cd_tree_free)

/* The leaf in which an input row X[n_inputs] ends. */
guint cd_tree_leaf(const CdTree *tree, const double *x);
