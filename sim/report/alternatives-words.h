/* alternatives-words.h - the answer under other choices, in words; for the text, the page, the paper and the workbook alike. */
#pragma once

#include "sim/report/finding.h"

/* In a summary. */
#define CD_ALTERNATIVES_TOLD 3u

/* The first of ALL whose answers are number I's to the last digit, another word of the same choice; I itself where there is none before it. */
guint cd_alternative_first_alike(const CdAlternatives *all, guint i);

/* "relative", or "relative, difference, mean: the same to the penny, ..." of number I and all that are alike; why, where the envelope sets prices. The caller
 * frees. */
char *cd_alternative_word(const CdResults *results, guint i);

/* "no", "the verdict", "the sign", "perhaps the sign": the mean alone. Static. */
const char *cd_alternative_change_text(const CdAlternativeAnswer *answer);

/* What it changes of the answer: "yearly cost: the verdict; successful completions: the sign", "nothing". The caller frees. */
char *cd_alternative_changes_text(const CdAlternative *alternative);

/* "Changed choices: with market/envelope-basis=today instead of own-cost, £72k a year less (depends on assumptions) ...", the choices that change the sign or the
 * verdict of the answer's cost, at most MOST of them; or that none does. NULL where nothing was rerun. The caller frees. */
char *cd_alternatives_sentence(const CdResults *results, guint most);

/* Where no number reverses QUESTION's difference: whether a choice does, "it goes the other way with another choice, ...", or that none does. The caller frees. */
char *cd_alternatives_reversal(const CdResults *results, const CdQuestion *question);

/* "£72k less (depends: ...)" of DIFFERENCE in METRIC. The caller frees. */
char *cd_alternative_finding(const CdMetric *metric, const CdDifference *difference);

/* How many words were tried, with how many replicates, and how to read that. The caller frees. */
char *cd_alternatives_making(const CdResults *results);
