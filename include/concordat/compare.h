/* compare.h - two results side by side: inputs that differ, results that differ. */
#pragma once

#include <stdbool.h>
#include "concordat/run.h"

G_BEGIN_DECLS

typedef struct _CdContrast CdContrast;

/* B against A: all differences are B - A. Both must outlive it, which the caller frees. */
CD_API CdContrast *cd_compare(const CdResults *a, const CdResults *b);
CD_API void cd_contrast_free(CdContrast *contrast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdContrast, cd_contrast_free)

/* What differs by more than matters, on a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_contrast_text(const CdContrast *contrast, guint width, bool color);

/* All that was compared; documented keys: docs/results.md. The caller frees. */
CD_API char *cd_contrast_json(const CdContrast *contrast);

/* Tidy CSV: one row a structure and value. The caller frees. */
CD_API char *cd_contrast_csv(const CdContrast *contrast);

G_END_DECLS
