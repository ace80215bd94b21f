/* paid.h - what is paid in each month of the horizon: until the new service starts today's contracts, extended and then none, and from then
 * on the option's own. docs/model.md, 7.9.
 *
 * Pounds a year, at base-year prices. One-off costs of the option's contracts are spread over their length, as in cost-annual. */
#pragma once

#include "sim/engine/appraise.h"

typedef enum {
  CD_PAID_EXTENDED, /* today's contracts at their price and the premium of an extension */
  CD_PAID_GAP,      /* no contract: gap-cost-share of today's price; officers go on */
  CD_PAID_NEW,      /* the option's contracts and co-commissioners' own services; no extension in it */
  CD_PAID_STATES
} CdPaidState;

struct _CdPaid {
  guint months;                    /* of the horizon */
  guint extended, start;           /* months until which each of the first two states lasts, no later than MONTHS */
  double total[CD_PAID_STATES];    /* by whomever: its payers' parts, added */
  double provider[CD_PAID_STATES]; /* of that, to providers */
  double *council[CD_PAID_STATES]; /* [council] */
  double *funder[CD_PAID_STATES];  /* [funder] into contracts, and for a service of its own */
  /* [council * months + month] */
  double *service; /* what is in force; where the scenario has <budgets>, what goes to providers follows its price */
  double *overspend; /* demand of its residents beyond what contracts flex, as far as their pricing leaves it with councils */
  double *replacing; /* its part of replacing a provider that fails */
};

void cd_paid_make(CdPaid *paid, const CdRunFacts *facts, CdArena *arena);

CdPaidState cd_paid_state(const CdPaid *paid, guint month);

/* Mean a year of BY_STATE (somebody's, or the total) over months FROM to TO. */
double cd_paid_mean(const CdPaid *paid, const double by_state[CD_PAID_STATES], guint from, guint to);

/* Pounds by state of row ROW of councils, or of funders. */
void cd_paid_row(double *const rows[CD_PAID_STATES], guint row, double by_state[CD_PAID_STATES]);

/* What COUNCIL pays in months FROM to TO together, replacing providers WITH that or without. */
double cd_paid_by(const CdPaid *paid, guint council, guint from, guint to, bool replacing);
