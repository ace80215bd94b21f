/* yearly.h - pounds a year of a sum for the whole time of a contract. Whether publishers count extensions in such a sum differs, and a notice does not say: so both. */
#pragma once

#include <stdbool.h>
#include "sim/notice/notice.h"

typedef struct {
  double high, low; /* over the time without extensions, and with all that are told */
  double amount;    /* the sum itself */
} CdYearly;

/* False where no pounds a year can be had: *WHY says why not, for people, the caller frees; NULL: there is no sum. */
bool cd_yearly(const CdNoticeMoney *value, const CdNoticePeriod *period, CdYearly *out, char **why);

/* "38500000 over 60 months, …; over 84 months, if the sum counts all extensions, it is 5500000". The caller frees. */
char *cd_yearly_told(const CdYearly *yearly, const CdNoticePeriod *period);
