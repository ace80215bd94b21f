/* report.h - results as text, JSON, CSV, a page and a workbook. Nothing here computes: all of them show the same
 * numbers. */
#pragma once

#include <stdbool.h>
#include "concordat/run.h"

G_BEGIN_DECLS

/* A summary that fits a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_report_text(const CdResults *results, guint width, bool color);

/* TEXT, such as a label, with what would steer a terminal replaced, in one line. The caller frees. */
CD_API char *cd_report_line(const char *text);

/* Documented keys: docs/results.md. The caller frees. */
CD_API char *cd_report_json(const CdResults *results);

/* Tidy CSV: one row a (structure, terms, metric). The caller frees. */
CD_API char *cd_report_csv(const CdResults *results);

/* What parties claim in the scenario, each with its verdict: on a screen; documented keys and columns: docs/results.md. The caller frees. */
CD_API char *cd_claims_text(const CdResults *results, guint width, bool color);
CD_API char *cd_claims_json(const CdResults *results);
CD_API char *cd_claims_csv(const CdResults *results);

/* What each partner would give up by each option, and by what the others would choose: likewise. The caller frees. */
CD_API char *cd_regret_text(const CdResults *results, guint width, bool color);
CD_API char *cd_regret_json(const CdResults *results);
CD_API char *cd_regret_csv(const CdResults *results);

/* Each conclusion with the assumptions that it rests on, in order of influence, and which of them turns it: likewise. The caller frees. */
CD_API char *cd_evidence_text(const CdResults *results, guint width, bool color);
CD_API char *cd_evidence_json(const CdResults *results);
CD_API char *cd_evidence_csv(const CdResults *results);

/* One self-contained page. The caller frees. */
CD_API char *cd_report_html(const CdResults *results);

/* The same in short, to be printed: a committee paper of at most four sheets of A4, with an answer to note, options, payers, risks and what is assumed. A page too, self-contained. The
 * caller frees. */
CD_API char *cd_report_paper(const CdResults *results);

/* Writes report.html, paper.html, results.xlsx, results.json, results.csv, differences.csv, months.csv, runs.csv, results.db, scenario.xml and manifest.json
 * into FOLDER, whole or not at all: into a new folder beside it that then takes its place. An existing
 * folder is replaced only where its manifest is ours, of a run of the same scenario. */
CD_API bool cd_report_write(const CdResults *results, const char *folder, GError **error);

/* Whether cd_report_write() could do so now with a run of SCENARIO: false and ERROR (CD_ERROR_IO) otherwise. To be asked before a
 * long run. Leaves nothing behind. */
CD_API bool cd_report_check(const CdScenario *scenario, const char *folder, GError **error);

G_END_DECLS
