/* share.h - who should pay what: every cost-sharing rule on a table of what combinations of partners would cost. */
#pragma once

#include <stdbool.h>
#include "concordat/error.h"

G_BEGIN_DECLS

typedef struct _CdCostTable CdCostTable;

/* Reads the table at COSTS (columns members and cost) and, unless NULL, that at WEIGHTS (column member and one a weight), and divides the cost of all by every rule that
 * they allow. COVER: a combination costs no more than the cheapest way of splitting it up, and one without a row just that. NULL and ERROR: CD_ERROR_IO where a file is not to be read, CD_ERROR_USAGE with row and column where a table is none. The caller frees. */
CD_API CdCostTable *cd_cost_table_read(const char *costs, const char *weights, bool cover, GError **error);
CD_API void cd_cost_table_free(CdCostTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdCostTable, cd_cost_table_free)

/* On a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_cost_table_text(const CdCostTable *table, guint width, bool color);

/* {rules: {ID: {MEMBER: x}}, core: {...}, leavers: [...], excesses: [...], ...}: docs/tables.md. The caller frees. */
CD_API char *cd_cost_table_json(const CdCostTable *table);

/* Tidy: a row a rule and combination. The caller frees. */
CD_API char *cd_cost_table_csv(const CdCostTable *table);

G_END_DECLS
