/* evidence-words.h - the register of evidence in words: what is concluded, and on what it rests; for text, page, workbook and JSON alike. The caller frees every
 * text. */
#pragma once

#include "sim/report/finding.h"

/* "Yearly cost, “A” against “B”", "“Parting costs more” (County)", "“A”: Fewer officers", "County's first choice: “A” before “B”". */
char *cd_conclusion_title(const CdResults *results, const CdConclusion *it);

/* What is found of it, in few words: "clear, 97%", "leans to holding, 93% (84% to 97%)", "has it, 98%", "first under 46% of the assumptions tried". */
char *cd_conclusion_found(const CdResults *results, const CdConclusion *it);

/* Whether an assumption turns it by itself, which, at what value and on what evidence, as a sentence; one that is nobody's fact is called so. */
char *cd_conclusion_sentence(const CdResults *results, const CdConclusion *it);

/* "overhead (34%, D)": an assumption with its part of the variation and its grade. */
char *cd_conclusion_input(const CdResults *results, const CdInfluence *it);

/* The scenario as it stands beside a page. */
#define CD_SCENARIO_BESIDE "scenario.xml"

/* What finds where it turns, and how surely: a command on the scenario in FILE; NULL: it cannot be asked so. */
char *cd_conclusion_command(const CdResults *results, const CdConclusion *it, const char *file);

/* The id of what it is about: a metric, a claim, a criterion, a partner. Owned by the results. */
const char *cd_conclusion_id(const CdResults *results, const CdConclusion *it);

/* Whether it is turned by an assumption of grade D. */
bool cd_conclusion_is_weak(const CdResults *results, const CdConclusion *it);

/* The same of CELL of table of options TABLE. */
bool cd_advantage_is_weak(const CdResults *results, guint table, guint cell);

/* How many conclusions there are, how many of them turn on one assumption, and on one of grade D. */
char *cd_evidence_sentence(const CdResults *results);

/* How it is to be read. Static. */
const char *cd_evidence_note(void);
