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
  double total[CD_PAID_STATES];    /* by whomever */
  double provider[CD_PAID_STATES]; /* of that, to providers */
  double *council[CD_PAID_STATES]; /* [council] */
};

void cd_paid_make(CdPaid *paid, const CdRunFacts *facts, CdArena *arena);

CdPaidState cd_paid_state(const CdPaid *paid, guint month);

/* Mean a year of BY_STATE (a council's own, or the total) over months FROM to TO. */
double cd_paid_mean(const CdPaid *paid, const double by_state[CD_PAID_STATES], guint from, guint to);

/* COUNCIL's pounds a year by state. */
void cd_paid_council(const CdPaid *paid, guint council, double by_state[CD_PAID_STATES]);

/* What replacing the provider of contract C costs once, as cd_replacement(); AMOUNT[council] gets what each pays of it, by the contract's rule. */
double cd_paid_replacing(const CdRunFacts *facts, guint c, guint *month, double *amount, CdArena *arena);
