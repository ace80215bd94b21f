/* influence-words.h - on which assumptions an answer turns, in words; for the text, the page and the workbook alike. */
#pragma once

#include "sim/report/finding.h"

/* That of A against B in METRIC; NULL where it was not asked, or there is no difference that matters for anything to change. */
const CdQuestion *cd_influence_question(const CdResults *results, guint a, guint b, CdMetricKind metric);

const CdAccordInput *cd_influence_input(const CdResults *results, const CdInfluence *influence);

/* D in both fifths, in words: "£186k less where it is low (about 1,230), £304k less where it is high (about 1,690)". The caller frees. */
char *cd_influence_ends(const CdResults *results, const CdQuestion *question, const CdInfluence *influence);

/* Whether anything reverses it: "no assumption by itself reverses it on average", "... goes the other way where X is low (about 3)". The caller frees. */
char *cd_influence_reversal(const CdResults *results, const CdQuestion *question);

/* A sentence or two: what it turns on most, between what, on what evidence, and whether anything reverses it; or that no assumption is told. The caller
 * frees. */
char *cd_influence_answer(const CdResults *results, const CdQuestion *question);

/* What the assumptions told do not account for: those not told, what they do together, and chance. The caller frees. */
char *cd_influence_rest(const CdQuestion *question);

/* "no", "perhaps", "yes". Static. */
const char *cd_reversal_text(CdReversal reversal);

/* "Yearly cost, “A” against “B”". The caller frees. */
char *cd_question_title(const CdResults *results, const CdQuestion *question);
