/* options.h - tables of options in words: what text, JSON, CSV, page and workbook share. */
#pragma once

#include "sim/appraisal/options-table.h"
#include "sim/appraisal/results.h"

/* "yes", "no", "ref", "depends", "unsure", "n/d", "n/m": short, for a cell. */
const char *cd_cell_found_word(CdCellFound found);

const char *cd_table_column_id(const CdOptionTables *options, const CdTableAnswer *table, guint column);

/* "r4 Economies of management structure(s)": a criterion's id and label. The caller frees. */
char *cd_table_row_name(const CdOptionTables *options, const CdTableAnswer *table, guint row);

/* How many cells agree, differ, are open or not modelled, in a sentence. The caller frees. */
char *cd_table_agreement_sentence(const CdTableAnswer *table);

/* Tip I in a sentence. The caller frees. */
char *cd_table_tip_sentence(const CdOptionTables *options, const CdTableAnswer *table, guint i);

/* What a reader must know of such tables. Static. */
const char *cd_options_note(void);
