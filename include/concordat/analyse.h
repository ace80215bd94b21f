/* analyse.h - what the runs of a sweep say: where an option does better, what that turns on, how much of it is luck. docs/sweeps.md, "What it says". */
#pragma once

#include <stdbool.h>
#include "concordat/error.h"

G_BEGIN_DECLS

typedef struct _CdAnalyses CdAnalyses;

typedef struct {
  const char *const *metrics; /* NULL-terminated, as the store names them, or "all"; NULL or empty: the experiment's first */
  const char *first,
      *against; /* ids of options; NULL: the sweep's first, its second. AGAINST of the same id: that option by itself */
  const char *const *where; /* conditions on factors that points meet, "FACTOR=LOW..HIGH" or "FACTOR=WORD", NULL-terminated; NULL: none */
  bool drop; /* points that lack runs are left out, of designs with their whole base row; else refused */
} CdAnalyseOptions;

/* Of the store at PATH. NULL and ERROR: CD_ERROR_IO where it cannot be read, CD_ERROR_USAGE for what it does not hold. The caller frees. */
CD_API CdAnalyses *cd_analyses_new(const char *path, const CdAnalyseOptions *options, GError **error);
CD_API void cd_analyses_free(CdAnalyses *analyses);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdAnalyses, cd_analyses_free)

/* Three sentences, then tables. On a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_analyses_text(const CdAnalyses *analyses, guint width, bool color);

/* {"analyses": [{metric, sentences, indices: {S1|ST|mu_star|...: {FACTOR: {value, low, high}}}, ...}]}. The caller frees. */
CD_API char *cd_analyses_json(const CdAnalyses *analyses);

/* Tidy: a row a metric, kind of value, factor. The caller frees. */
CD_API char *cd_analyses_csv(const CdAnalyses *analyses);

G_END_DECLS
