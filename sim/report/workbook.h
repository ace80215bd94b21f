/* workbook.h - results as a workbook: its sheets, in their order, and what they share. docs/results.md describes it. */
#pragma once

#include "sim/report/book.h"
#include "sim/report/finding.h"

/* Writes the workbook of RESULTS to PATH, a new file. False and ERROR (CD_ERROR_IO) when it cannot be written. */
bool cd_workbook_write(const CdResults *results, const char *path, GError **error);

typedef struct {
  CdBook *book;
  const CdResults *results;
} CdLeaf;

/* Names of the sheets that formulas of others refer to. */
#define CD_SHEET_UNIT_COSTS "Unit costs"
#define CD_SHEET_QUANTITIES "Quantities"
#define CD_SHEET_LAYERS "Cost by layer"
#define CD_SHEET_PAYERS "Who pays"
#define CD_SHEET_WORTH "Net present value"

/* Each fills the sheet just begun. */
void cd_leaf_options(CdLeaf leaf);
void cd_leaf_influences(CdLeaf leaf);
void cd_leaf_alternatives(CdLeaf leaf);
void cd_leaf_unit_costs(CdLeaf leaf);
void cd_leaf_quantities(CdLeaf leaf);
void cd_leaf_layers(CdLeaf leaf);
void cd_leaf_payers(CdLeaf leaf);
void cd_leaf_worth(CdLeaf leaf);
void cd_leaf_budgets(CdLeaf leaf);
void cd_leaf_sizes(CdLeaf leaf);
bool cd_sizes_are_told(const CdResults *results); /* whether that sheet has a row */
void cd_leaf_curve(CdLeaf leaf);
void cd_leaf_areas(CdLeaf leaf);
void cd_leaf_border(CdLeaf leaf);
void cd_leaf_claims(CdLeaf leaf);
void cd_leaf_option_tables(CdLeaf leaf);
void cd_leaf_option_scores(CdLeaf leaf);
void cd_leaf_market(CdLeaf leaf);
void cd_leaf_timetable(CdLeaf leaf);
void cd_leaf_choices(CdLeaf leaf);
void cd_leaf_regret(CdLeaf leaf);
void cd_leaf_partitions(CdLeaf leaf);
void cd_leaf_partings(CdLeaf leaf);
void cd_leaf_reasons(CdLeaf leaf);
void cd_leaf_differences(CdLeaf leaf);
void cd_leaf_values(CdLeaf leaf);
void cd_leaf_measures(CdLeaf leaf);
void cd_leaf_evidence(CdLeaf leaf);
void cd_leaf_assumptions(CdLeaf leaf);
void cd_leaf_sources(CdLeaf leaf);

/* What the live sheets calculate with: mean amounts of a layer and of all, and where they stand on the sheet of layers. */
double cd_leaf_amount(const CdResults *results, guint structure, CdLayer layer);
double cd_leaf_cost(const CdResults *results, guint structure);
CdBookCell cd_leaf_layer_cell(CdLayer layer, guint structure);
CdBookCell cd_leaf_cost_cell(guint structure);

/* Spread evenly over the contract in the yearly cost, due at once in the net present value (sim/engine/one-off.h). */
bool cd_leaf_is_one_off(CdLayer layer);

/* A head for each option, behind those there are; PREFIX before its label. */
void cd_leaf_option_heads(CdLeaf leaf, const char *prefix);

/* Whose a value is: the label of an area, council, funder, passage, locality or cohort; "all" for a total. Owned by the results. */
const char *cd_leaf_whose(const CdResults *results, guint value);
