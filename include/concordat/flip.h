/* flip.h - the smallest change of assumption that reverses a preference between two options. docs/model.md, section 7.14. */
#pragma once

#include "concordat/run.h"

G_BEGIN_DECLS

typedef struct _CdFlip CdFlip;

#define CD_FLIP_REPLICATES_LEAST 80
#define CD_FLIP_REPLICATES_MOST 100000

/* All texts NULL: joint against apart in yearly cost, over all that is drawn. One of .metric, .partner and .claim at most. */
typedef struct {
  const char *option, *against; /* ids of structures */
  const char *metric;           /* "completions", "deaths[city]": a value of a run */
  const char *partner; /* id of a council or co-commissioner: the preference is its own, by utility[PARTNER], and its own beliefs, weights and ideals are looked at first */
  const char *claim; /* id of a <claim> of one test, or CLAIM/TEST: whether it holds on average. Without .option and .against, which the test names */
  const char *const *path; /* NULL-terminated: these numbers alone, drawn or not */
  bool beyond;             /* also outside the range that the file states, as far as the registry allows */
} CdFlipQuestion;

/* OPTIONS: .replicates, as things are; an eighth of them at each value looked at. .seconds: as many as are likely to fit. NULL and ERROR: no such option, metric,
 * partner, claim or number, one that is not about runs, or the options are out of range (CD_ERROR_USAGE); .progress stopped it (CD_ERROR_STOPPED). The caller frees. */
CD_API CdFlip *cd_flip(CdScenario *scenario, const CdFlipQuestion *question, const CdRunOptions *options, GError **error);

CD_API void cd_flip_free(CdFlip *flip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdFlip, cd_flip_free)

/* What was found, WIDTH columns wide (60 .. 200); the same as JSON (docs/results.md); one row a value looked at as CSV. The caller frees. */
CD_API char *cd_flip_text(const CdFlip *flip, guint width, bool color);
CD_API char *cd_flip_json(const CdFlip *flip);
CD_API char *cd_flip_csv(const CdFlip *flip);

G_END_DECLS
