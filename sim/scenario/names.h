/* names.h - the forms of ids, years and months. */
#pragma once

#include "sim/model/registry.h"

#define CD_ID_MAX 64

/* [a-z][a-z0-9-]*, at most 64 characters. Otherwise false and the offset of the first character that does not fit. */
bool cd_id_is_fit(const char *text, gsize *bad);

/* The same for an id of KIND: that of a price index is a year. */
bool cd_id_fits_kind(CdEntityKind kind, const char *text, gsize *bad);

/* Four digits; 0 where TEXT is no year. */
int cd_year_parse(const char *text);

/* YYYY-MM from 1900-01 to 2199-12 as months since the year 0; -1 where TEXT is none. */
int cd_month_parse(const char *text);

/* YYYY-MM; the caller frees. */
char *cd_month_format(int month);
