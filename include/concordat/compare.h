/* compare.h - two results side by side: inputs that differ, results that differ. */
#pragma once

#include <stdbool.h>
#include "concordat/run.h"

G_BEGIN_DECLS

typedef struct _CdContrast CdContrast;

/* Whether A and B are variants of one case: false and ERROR (CD_ERROR_USAGE) where they have no area in common, so that no figure of one answers to one of the
 * other. To be asked before a long run. */
CD_API bool cd_compare_check(const CdScenario *a, const CdScenario *b, GError **error);

/* B against A, for which cd_compare_check() holds: all differences are B - A. Both must outlive it, which the caller frees. */
CD_API CdContrast *cd_compare(const CdResults *a, const CdResults *b);

/* What the text calls the two beside their labels: the file or folder that each is from, as the reader knows it. */
CD_API void cd_contrast_name(CdContrast *contrast, const char *a, const char *b);

CD_API void cd_contrast_free(CdContrast *contrast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdContrast, cd_contrast_free)

/* What differs by more than matters, on a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_contrast_text(const CdContrast *contrast, guint width, bool color);

/* All that was compared; documented keys: docs/results.md. The caller frees. */
CD_API char *cd_contrast_json(const CdContrast *contrast);

/* Tidy CSV: one row a structure and value. The caller frees. */
CD_API char *cd_contrast_csv(const CdContrast *contrast);

G_END_DECLS
