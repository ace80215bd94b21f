/* wish.h - what is asked of a new case, read and checked. */
#pragma once

#include "concordat/case.h"

/* Residents of an area of which nothing is told; England 2024/25: 57.7 million of 153 upper-tier and unitary councils. */
#define CD_WISH_USUAL_RESIDENTS 377000

typedef struct {
  char *id, *label;         /* of the area */
  double residents, adults; /* ADULTS: seen in treatment in a year */
} CdWishedArea;

typedef struct {
  guint n;
  CdWishedArea *area; /* [n] */
  guint leaving;      /* row of the area whose council would leave the others; n: none is named */
  int start;          /* months, as scenarios count them */
} CdWished;

/* NULL and ERROR (CD_ERROR_USAGE) where it is none. */
CdWished *cd_wish_read(const CdCaseWish *wish, GError **error);
void cd_wished_free(CdWished *wished);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdWished, cd_wished_free)

/* False and ERROR (CD_ERROR_USAGE). */
bool cd_wish_refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Whether ID can name a scenario and its file; else false and ERROR. */
bool cd_wish_check_id(const char *id, GError **error);
