/* route.h - the routes by which a contract is awarded, and which law knows them. From routes.def.
 *
 * Needs legal check: the rules are those of the Public Contracts Regulations 2015 and of the Provider Selection Regime as recalled. */
#pragma once

#include "sim/model/registry.h"

/* Notices from this month on are under the Provider Selection Regime: January 2024. */
#define CD_PSR_MONTH (2024 * 12)

typedef enum { CD_LAW_LIGHT_TOUCH = 1, CD_LAW_PSR = 2 } CdLaw;

/* The law that a notice of MONTH (months since the year 0) is under. */
static inline CdLaw cd_law_of(int month)
{
  return month < CD_PSR_MONTH ? CD_LAW_LIGHT_TOUCH : CD_LAW_PSR;
}

typedef enum {
  CD_BIDDERS_ALL,
  CD_BIDDERS_MOST_SUITABLE,
  CD_BIDDERS_INCUMBENT,
  CD_BIDDERS_ONLY,  /* the incumbent, if nobody else could do it */
  CD_BIDDERS_CHOICE /* all that qualify, clients choosing: no contract of one provider */
} CdBidders;

/* What awarding goes through: one of the first four, and any of the others. */
typedef enum {
  CD_BY_COMPETITION = 1,
  CD_BY_SELECTION = 2,
  CD_BY_NEGOTIATION = 4,
  CD_BY_OPTION = 8,
  CD_STANDSTILL = 16,
  CD_TRANSFER = 32
} CdRouteStages;

typedef enum { CD_FORM_ANY, CD_FORM_IN_FORCE } CdRouteForm;

typedef struct {
  const char *word, *label, *meaning;
  guint laws; /* of CdLaw */
  CdBidders bidders;
  guint stages; /* of CdRouteStages */
  CdRouteForm form;
} CdRouteKind;

const CdRouteKind *cd_route(CdRoute route);
