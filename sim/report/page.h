/* page.h - the sections of the report page, in their order, and what they share. */
#pragma once

#include "sim/report/html.h"

/* What every page of ours begins with: a head with the style sheet and a policy that allows nothing else, but with CHARTS also the script that draws them, which
 * cd_page_chart_script() puts at the end; then, up to the entries of the contents, a link that skips them to #main, the heading and a line on how it was made. */
void cd_page_begin(CdPage *page, const char *title, bool charts);
void cd_page_begin_styled(CdPage *page, const char *title, bool charts,
                          const char *more); /* MORE: of the style sheet, behind the rest */
void cd_page_top(CdPage *page, const char *skip, const char *title, const char *line);

typedef struct {
  CdPage *page;
  const CdResults *results;
} CdSection;

void cd_section_decision(CdSection section);
void cd_section_answer(CdSection section);
void cd_section_changes(CdSection section);
void cd_section_partners(CdSection section);
void cd_regret_part(CdSection section); /* of it */
void cd_section_talks(CdSection section);
void cd_section_options(CdSection section);
void cd_section_terms(CdSection section);
void cd_section_authorities(CdSection section);
void cd_section_scale(CdSection section);
void cd_section_border(CdSection section);
void cd_section_claims(CdSection section);        /* stands where cd_tells_of_claims() */
void cd_section_option_tables(CdSection section); /* stands where cd_tells_of_options() */
void cd_section_market(CdSection section);
void cd_scoring_part(CdSection section); /* of it */
void cd_section_beds(CdSection section); /* bed-places and dual diagnosis; stands where cd_tells_of_beds() */
bool cd_tells_of_beds(const CdResults *results);
void cd_section_timetable(CdSection section);
void cd_section_months(CdSection section);
void cd_section_money(CdSection section);
void cd_section_evidence(CdSection section); /* stands where there is any conclusion */
bool cd_tells_of_evidence(const CdResults *results);
void cd_section_assumptions(CdSection section);
void cd_section_reproduce(CdSection section);

/* Heads of a table with one column an option; with CHANGES only those that are compared with business as
 * usual. */
void cd_option_heads(CdSection section, const char *first, bool changes);

/* A row of means with their intervals; of changes against business as usual with their verdicts. */
void cd_means_row(CdSection section, const char *label, guint value);
void cd_changes_row(CdSection section, const char *label, guint value);

/* Tables of totals, one row each of N metrics. */
void cd_means_table(CdSection section, const char *caption, const CdMetricKind *metric, guint n);
void cd_changes_table(CdSection section, const char *caption, const CdMetricKind *metric, guint n);

/* What it is like to live at each border, told of one who does, on either side; nothing of a side from which nobody is seen across any. */
void cd_border_paths(CdSection section);

/* A metric's label with its unit, such as "Wait, months". The caller frees. */
char *cd_metric_title(const CdMetric *metric);

/* A grade, marked where it is weak. */
void cd_grade_cell(CdSection section, const char *grade);

/* The answer under other choices; the choices that stand once, with their words and grades (page-alternatives.c). */
void cd_alternatives_part(CdSection section);
void cd_choices_table(CdSection section);

/* What each main conclusion rests on, in order of influence, with source and grade. */
void cd_register_table(CdSection section);

/* When is decided and when the new service should start; why what the partners decide is not to be compared with that, NULL where nobody talks. The caller
 * frees. */
char *cd_timetable_sentence(const CdResults *results);
char *cd_timetable_caution(const CdResults *results);

/* A stage of the timetable by the metric of its length, as this run tells it. Static. */
const char *cd_stage_label(const CdResults *results, CdMetricKind stage);

/* How long each stage from the decision to the start takes. */
void cd_stages_table(CdSection section);

/* What decides when the service starts, and for whom the tender waits (page-critical.c). */
void cd_critical_table(CdSection section);

/* How contracts are awarded, where the scenario says anything of it (page-routes.c). */
void cd_routes_part(CdSection section);
void cd_bidders_table(CdSection section); /* of the market */

/* What runs the same again, beside the page. The caller frees. */
char *cd_reproduce_command(const CdResults *results);
