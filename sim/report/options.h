/* options.h - tables of options in words: what text, JSON, CSV, page and workbook share. */
#pragma once

#include "sim/appraisal/options-table.h"
#include "sim/appraisal/results.h"
#include "sim/report/json.h"

/* "yes", "no", "ref", "depends", "unsure", "n/d", "n/m": short, for a cell. */
const char *cd_cell_found_word(CdCellFound found);

const char *cd_table_column_id(const CdOptionTables *options, const CdTableAnswer *table, guint column);

/* "r4 Economies of management structure(s)": a criterion's id and label. The caller frees. */
char *cd_table_row_name(const CdOptionTables *options, const CdTableAnswer *table, guint row);

/* How many cells agree, differ, are open or not modelled, in a sentence. The caller frees. */
char *cd_table_agreement_sentence(const CdTableAnswer *table);

/* Tip I in a sentence. The caller frees. */
char *cd_table_tip_sentence(const CdOptionTables *options, const CdTableAnswer *table, guint i);

/* The cell's share with its interval, or empty where there is none: "97% (91% to 99%)". The caller frees. */
char *cd_table_cell_share(const CdTableCell *cell);

/* Where one provider holds all of the option: "100% of 37 runs"; empty where there is no such run. The caller frees. */
char *cd_table_one_provider(const CdTableCell *cell);

bool cd_tells_of_options(const CdResults *results);

/* The array KEY of an open object: a table each. docs/results.md. */
void cd_json_put_option_tables(CdJson *json, const char *key, const CdOptionTables *options);

/* What a reader must know of such tables. Static. */
const char *cd_options_note(void);
