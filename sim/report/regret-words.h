/* regret-words.h - what partners would give up, in words and as JSON; for text, page and workbook alike. The caller frees every text. */
#pragma once

#include "sim/appraisal/results.h"
#include "sim/report/json.h"

/* Whether there are two options to choose between, and somebody to choose. */
bool cd_tells_of_regret(const CdResults *results);

/* A partner's label. Owned by the scenario. */
const char *cd_regret_partner(const CdResults *results, guint partner);

/* Which option leaves the partner who gives up most with least, and who that is, by its own beliefs; empty where there is nothing to tell. */
char *cd_regret_sentence(const CdResults *results);

/* "0.021": a value to three decimals. */
char *cd_regret_value(double x);

/* "0.021 on average, 0.054 or more in one draw in ten; none in 61%". */
char *cd_regret_spread(const CdRegret *regret);

/* How to read it. Static. */
const char *cd_regret_note(void);
const char *cd_regret_eyes_note(void);

/* The member "regret" of an open object. */
void cd_json_put_regret(CdJson *json, const CdResults *results);
