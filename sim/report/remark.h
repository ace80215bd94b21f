/* remark.h - bids marked again, in words: what text, page and workbook share. */
#pragma once

#include "sim/appraisal/remark.h"
#include "sim/report/json.h"

/* "Relative marks, quality weight 0.6, no bid below 0.5": what was put in place of a tender's own. The caller frees. */
char *cd_remark_rule(const CdRemark *remark);

/* How often a losing bid decides, under the run's own formula, in a sentence. The caller frees. */
char *cd_remark_flips_sentence(const CdRemark *remark);

/* The member "scoring" of results: formula, how often a losing bid decides, and the table of formulas and weights. */
void cd_remark_put_scoring(CdJson *json, const CdRemark *remark);

/* What is to be known before any number: nobody bids anew. Static. */
const char *cd_remark_note(void);
