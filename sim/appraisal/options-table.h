/* options-table.h - a paper's table of options against criteria (<options-table>), worked out: which option has which advantage, beside what the paper ticks; and what
 * weighing the criteria makes of it. docs/model.md, section 7.15.
 *
 * An option has an advantage where its metric lies beyond the metric's materiality, in the direction of the criterion, from that of the option which the criterion is held
 * against: CdCriterion (criterion.h), under the common terms, on the same draws. That option itself has none, by definition. */
#pragma once

#include "concordat/options.h"
#include "sim/appraisal/criterion.h"
#include "sim/appraisal/measure.h"

/* What is found in a cell. */
typedef enum {
  CD_CELL_TICKED,       /* it holds, or leans to */
  CD_CELL_BLANK,        /* it does not, or leans against */
  CD_CELL_REFERENCE,    /* the option that the others are held against: blank by definition */
  CD_CELL_DEPENDS,      /* under some of the assumptions */
  CD_CELL_CANNOT_TELL,  /* too few runs */
  CD_CELL_UNDEFINED,    /* no runs have a value */
  CD_CELL_NOT_MODELLED, /* the criterion says why */
  CD_CELL_COUNT
} CdCellFound;

/* Beside what the paper has. */
typedef enum {
  CD_CELL_AGREES,
  CD_CELL_DIFFERS,
  CD_CELL_OPEN,         /* found neither ticked nor blank */
  CD_CELL_UNSAID,       /* not modelled */
  CD_CELL_WITHOUT_MARK, /* the paper has no column of this option */
  CD_CELL_AGREEMENTS
} CdCellAgreement;

/* Single runs in which one provider holds all of the option, and not all of the option that it is held against: what many a paper takes for granted. */
typedef struct {
  guint runs, of;     /* so many, of all */
  double mean, share; /* of these: the mean difference, and the share beyond what matters; NAN where there are none */
} CdOneProvider;

typedef struct {
  guint option;
  bool marked;
  CdCellFound found;
  CdCellAgreement agreement;
  CdAnswer answer; /* .n = 0 where there is none */
  CdOneProvider one;
} CdTableCell;

/* At which weight of CRITERION, the others scaled, two options change places: shares of the sum of weights of the criteria that are worked out. */
typedef struct {
  guint criterion;     /* 0 .. n_rows - 1 */
  guint ahead, behind; /* columns */
  double weight, tips_at;
  double low, high; /* of tips_at: 95 % (cd_tipping_interval()) */
} CdTip;

typedef struct {
  double marks; /* weighted share of the paper's own ticks over the criteria worked out, as of what is found, at mean weights; NAN: none is */
  double mean, p5,
      p95; /* weighted share of the criteria worked out in which it has the advantage, over draws of inputs and weights */
  double *rank; /* [n_options] probability of each rank; who share ranks have an equal part of each */
} CdTableScore;

typedef struct {
  guint table;                /* row */
  guint n_rows, first;        /* its criteria: rows FIRST .. of the scenario's */
  guint n_options, n_columns; /* those of the paper, and with those beside */
  guint *column;              /* [n_columns] structure */
  CdTableCell *cell;          /* [row * n_columns + column] */
  CdTableScore *score;        /* [n_options] */
  guint n_tips;
  CdTip *tip; /* the nearest first */
  guint agrees, differs, open, unsaid,
      reference; /* cells of the paper; REFERENCE: of those that agree or differ, by definition */
} CdTableAnswer;

struct _CdOptionTables {
  const CdResults *results;
  double confidence; /* of each cell's share, widened for their number (Bonferroni) */
  guint n;
  CdTableAnswer *table; /* [n] */
};

/* What is asked of criterion ROW, of the scenario's, for an option: its measure against the one held against, and what is expected of that. */
typedef struct {
  bool is_defined; /* these runs have the metric, and the option is not the one held against */
  bool is_reference;
  CdMeasure measure;
  CdCriterion criterion;
} CdTableTest;

CdTableTest cd_table_test(const CdResults *results, guint row, guint option);

/* From the single runs of RESULTS. Freed by cd_option_tables_free(). */
CdOptionTables *cd_option_tables_new(const CdResults *results);

/* The same without answers: rows, columns and what the paper ticks. */
CdOptionTables *cd_option_tables_ask(const CdResults *results);
void cd_option_tables_free(CdOptionTables *options);

/* "has it", "has not", "reference", ...; "agrees", "differs", ... */
const char *cd_cell_found_text(CdCellFound found);
const char *cd_cell_agreement_text(CdCellAgreement agreement);

/* Columns, rows and cells with their marks, and nothing found yet: TABLE is row T of SCENARIO. .column and .cell are to be freed. */
void cd_lay_table(CdTableAnswer *table, const CdScenario *scenario, guint t);
