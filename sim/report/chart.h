/* chart.h - charts for any page. Each is a headline that states the finding, a paragraph that tells in words what the drawing shows,
 * and, where the program was built with the script that draws (charts/script.h), a Vega-Lite spec that the reader's browser draws.
 * The table of the same numbers is the caller's, and follows. Without that script, or with scripts off, headline and paragraph stand
 * above the table.
 *
 * A spec is data. Labels and numbers go into its values through the JSON writer; marks, axes and expressions are constants of the
 * program, and no expression is ever made from a label. */
#pragma once

#include "sim/report/html.h"
#include "sim/report/json.h"

/* A spec being written: members of an open JSON object. */
typedef struct {
  CdJson json;
} CdChart;

void cd_chart_begin(CdChart *chart);

/* A member (KEY) or element (NULL) that is MARKUP: JSON of the program's own, never a label, with ' where JSON has ". */
void cd_chart_constant(CdChart *chart, const char *key, const char *markup);

/* Ends CHART and puts it on the page. ID (a-z0-9-) names it, once on a page; a saved file is called so. */
void cd_page_chart(CdPage *page, CdChart *chart, const char *id, const char *headline, const char *told);

/* What a page with charts needs in its content policy ("script-src 'sha256-...'; ", else ""; the caller frees), in <html
 * data-charts> ("waiting", which the script turns into "ready" or "failed"; "none" where nothing draws), and before </body>. */
char *cd_chart_policy(void);
const char *cd_chart_state(void);
void cd_page_chart_script(CdPage *page);

/* SHA-256 of a text as content policies write it. The caller frees. */
char *cd_policy_hash(const void *text, gsize length);
