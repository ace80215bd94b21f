/* remark.h - bids marked again, in words: what text, page and workbook share. */
#pragma once

#include "sim/appraisal/remark.h"
#include "sim/report/json.h"

/* "Relative marks, quality weight 0.6, no bid below 0.5": what was put in place of a tender's own. The caller frees. */
char *cd_remark_rule(const CdRemark *remark);

/* How often a losing bid decides, under the run's own formula, in a sentence. The caller frees. */
char *cd_remark_flips_sentence(const CdRemark *remark);

/* Of the formulas that make the same of the bids as FORMULA at every weight, to the digit, the first: itself, where there is none before it. */
int cd_remark_first_alike(const CdRemark *remark, int formula);

/* The labels of those that have FORMULA for their first, behind it: "the same by: Marks about the mean price"; NULL: none. The caller frees. */
char *cd_remark_alike(const CdRemark *remark, int formula);

/* The member "scoring" of results: formula, how often a losing bid decides, and the table of formulas and weights. */
void cd_remark_put_scoring(CdJson *json, const CdRemark *remark);

/* What is to be known before any number: nobody bids anew. Static. */
const char *cd_remark_note(void);
