/* remark.h - the bids of a run, marked by another formula. */
#pragma once

#include <stdbool.h>
#include "concordat/run.h"

G_BEGIN_DECLS

typedef struct _CdRemark CdRemark;

/* What is put in the place of each tender's own. Bids stay as they were made: nobody bids anew. */
typedef struct {
  const char *scoring;    /* a word of the choice "scoring"; NULL: as it was */
  double quality_weight;  /* 0..1; NAN: as it was */
  double minimum_quality; /* 0..1; NAN: as it was */
} CdRemarkOptions;

/* As it was. Not a number is 0 / 0, which no header need be included for. */
#define CD_REMARK_OPTIONS_INIT                                                                                         \
  {                                                                                                                    \
    NULL, (0.0 / 0.0), (0.0 / 0.0)                                                                                     \
  }

/* Whether cd_remark() would take OPTIONS: false and ERROR (CD_ERROR_USAGE) where one is none or out of its range. */
CD_API bool cd_remark_check(const CdRemarkOptions *options, GError **error);

/* Marks the bids of RESULTS, under the common terms, by OPTIONS for which cd_remark_check() holds. RESULTS must outlive it. The caller frees. */
CD_API CdRemark *cd_remark(const CdResults *results, const CdRemarkOptions *options);

CD_API void cd_remark_free(CdRemark *remark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdRemark, cd_remark_free)

/* On a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_remark_text(const CdRemark *remark, guint width, bool color);

/* Documented keys: docs/results.md. The caller frees. */
CD_API char *cd_remark_json(const CdRemark *remark);

/* Tidy CSV: one row a contract, formula and weight. The caller frees. */
CD_API char *cd_remark_csv(const CdRemark *remark);

/* What is to be said of a scenario some of whose tenders are scored by a formula under which a losing bid can decide who wins, in one line; NULL: nothing. The
 * caller frees. */
CD_API char *cd_scoring_caution(const CdScenario *scenario);

G_END_DECLS
