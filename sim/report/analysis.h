/* analysis.h - what a sweep says, in words shared by its text and its JSON. */
#pragma once

#include "concordat/analyse.h"
#include "sim/analysis/analysis.h"
#include "sim/report/figure.h"
#include "sim/report/screen.h"

struct _CdAnalyses {
  CdStudy *study;
  GPtrArray *of; /* CdAnalysis, one a metric */
};

/* "Yearly cost", "Deaths (city)". The caller frees. */
char *cd_analysis_metric(const CdStudy *study, const CdAnalysis *analysis);

/* A factor as people read it; its group where it is one of several. The caller frees. */
char *cd_analysis_factor(const CdStudy *study, guint input);
char *cd_analysis_group(const CdStudy *study, guint group);

/* X in the factor's unit; of a choice the word. The caller frees. */
char *cd_analysis_value(const CdStudy *study, guint input, double x);

/* Labels of the options. Owned by the study. */
const char *cd_analysis_first(const CdStudy *study, const CdAnalysis *analysis);
const char *cd_analysis_against(const CdStudy *study, const CdAnalysis *analysis);

/* The three with which it opens; the caller frees each. */
#define CD_ANALYSIS_SENTENCES 3
void cd_analysis_sentences(const CdStudy *study, const CdAnalysis *analysis, char *sentence[CD_ANALYSIS_SENTENCES]);

/* Whether there were points enough, and what to do. The caller frees. */
char *cd_analysis_advice(const CdStudy *study, const CdAnalysis *analysis);

/* Limits of the chosen box: "Fit is at most 3.1%; Overhead is at least 9%". The caller frees. */
char *cd_analysis_box(const CdStudy *study, const CdAnalysis *analysis, const CdPrimBox *box, bool quasi);

/* Of one metric of several owners, as metric[*] asks for: the options' worst, mean and most regret for each, beside one another; of anything else nothing. */
void cd_analysis_beside(const CdAnalyses *analyses, CdScreen *screen);
