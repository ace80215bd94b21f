/* contrast.h - what text, JSON and CSV of a comparison have in common. */
#pragma once

#include "sim/appraisal/contrast.h"

/* "stays", "verdict changes", "turns", "not asked". */
const char *cd_answer_change_id(CdAnswerChange change);

/* Whether the difference is by more than matters, as far as the runs tell: of pairs by its verdict and, where that cannot be told, by its mean; else the mean
 * must be so, and its interval leave out nought. */
bool cd_contrast_matters(const CdContrast *contrast, const CdDifference *difference, double delta);

/* What one side says in a field that differs; of an entity that one has alone, whether it is there: NULL, it is not. The caller frees. */
char *cd_contrast_side(const CdScenario *scenario, const CdInputContrast *input, bool of_a, bool in_words);

/* "B lacks" and so on are for the reader of text; this is the unit of a number, else "". Static. */
const char *cd_contrast_unit(const CdInputContrast *input);
