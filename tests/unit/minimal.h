/* minimal.h - the scenario tests/scenarios/minimal.xml, which has talks, with parts of its text replaced. Include after cmocka.h. */
#pragma once

#include "concordat/concordat.h"

/* Each first of a PAIR, which must be there, by its second; NULL ends. The caller unrefs. */
CdScenario *cd_minimal_scenario(const char *const *pair);

/* What it comes to, as it is, without reruns of its answer. The caller frees. */
CdResults *cd_minimal_run(guint replicates, guint jobs);

/* The report of four replicates of it. The caller frees. */
char *cd_minimal_page(const char *const *pair);

/* PAGE holds TEXT. */
void cd_assert_tells(const char *page, const char *text);
