/* varied.h - what an experiment's <factor> says: which value it varies, and over what. */
#pragma once

#include "sim/model/address.h"

typedef struct {
  CdAddress address;
  bool is_own;   /* numbers: it states its own distribution; else the scenario's holds */
  CdDist dist;   /* numbers */
  guint n_words; /* choices: how many it is varied over */
  int *word;     /* [n_words] of cd_choices[] of the field */
} CdVaried;

/* What is wrong with the text of a factor's value. */
typedef struct {
  char *message, *hint; /* the caller frees; HINT may be NULL */
} CdVariedProblem;

/* VALUE as a factor gives it, or NULL; ADDRESS is of a number or choice. False and PROBLEM where it is unfit. */
bool cd_varied_read(CdVaried *varied, const CdScenario *scenario, const CdAddress *address, const char *value,
                    CdVariedProblem *problem);
void cd_varied_clear(CdVaried *varied);

/* Metrics that EXPERIMENT keeps, as written or by default: "deaths", "deaths[city]", "deaths[*]" of everybody who has it. The caller frees. */
char **cd_experiment_metrics(const CdExperimentSpec *experiment);
