/* calendar.h - from the decision to the start of the service. docs/model.md, "Calendar".
 *
 * Two strands run from the decision, and the tender begins at the end of the later:
 *   agreement -> consultation -> each council's approval, all at once (postponed past its blackouts) -> redesign; the second and the last where the
 *   footprint is not the one prepared
 *   decisions of the funders that must decide anew, all at once
 * Then, where an extension is used up first, a wait until the tender need begin -> procurement (notice to start), whole or stage by stage -> the
 * time lost when nobody bid -> slippage.
 * Whole months: everything is ready with the first month that begins no sooner than the last of them ends. */
#pragma once

#include "sim/model/world.h"

/* What the time from the decision to readiness goes on, in its order. The councils' work is told in full; of the co-commissioners' decisions,
 * which run beside it, what they hold the tender up by when that work is done: so that stages add up in every run, whichever strand decides. */
typedef enum {
  CD_CALENDAR_AGREEMENT,    /* of terms between the councils of a contract */
  CD_CALENDAR_CONSULTATION, /* of the public */
  CD_CALENDAR_APPROVALS,    /* until the last council has approved, blackouts waited out */
  CD_CALENDAR_REDESIGN,     /* of the specification */
  CD_CALENDAR_FUNDERS,      /* waiting for co-commissioners; nought where the councils take longer */
  CD_CALENDAR_HELD,         /* the tender waits, so that it ends with an extension */
  CD_CALENDAR_TENDER, /* notice to start, mobilisation included; where its stages are told, to the last day for bids */
  CD_CALENDAR_EVALUATION,
  CD_CALENDAR_STANDSTILL,
  CD_CALENDAR_MOBILISATION,
  CD_CALENDAR_TRANSFER, /* of staff */
  CD_CALENDAR_NO_BID,   /* lost where nobody bid */
  CD_CALENDAR_SLIPPAGE, /* with what is left of the last month, less than one: services start with a month */
  CD_CALENDAR_STAGES
} CdCalendarStage;

/* Stages that awarding goes through: from the notice to the start. */
#define CD_AWARDING_FIRST CD_CALENDAR_TENDER
#define CD_AWARDING_STAGES (CD_CALENDAR_TRANSFER - CD_CALENDAR_TENDER + 1)

typedef struct {
  double stage[CD_AWARDING_STAGES]; /* months, from CD_AWARDING_FIRST on */
  double lost;                      /* months, where nobody bid */
  double held;                      /* months after the planned start before which the service is not meant to start */
} CdAwardingTime;

typedef struct {
  double decided;        /* months after the decision that the scenario states; negative: before it */
  guint largest_parties; /* councils in the contract with the most */
  const bool *council;   /* [council] takes part */
  const bool *funder;    /* [funder] takes part and must decide anew */
  bool prepared;         /* the footprint the specification was written for */
  bool as_now;           /* business as usual: nothing to consult about */
  double no_bid_months;  /* 0 where everything was bid for */
  double slippage_months;
  const CdAwardingTime *awarding; /* NULL: procurement-months of the calendar, whole */
} CdCalendarCase;

typedef struct {
  double stage[CD_CALENDAR_STAGES]; /* months, none negative; they add up to READY less the month decided in */
  int ready;          /* month in which the service could start: it does so then, but not before the planned start */
  int delay;          /* months after the planned start, never negative */
  int extension;      /* of those, covered by extending the old contract */
  int extension_left; /* months by which the old contract could be extended further */
  int gap;            /* of those, not covered */
  double notice;      /* when the notice is given: months since the year 0 */
  bool critical[CD_CALENDAR_STAGES]; /* the service would start sooner, were this stage to take no time; none where it starts as planned */
  int last_council; /* whose approval the tender waited for last; of those on one day the lower hashed id. -1: a co-commissioner's decision came later */
  int last_funder;  /* the same of co-commissioners; -1: the councils' work took as long or longer */
  bool on_time;
  bool funder_critical; /* a funder's decision, not the councils' approvals or redesign, sets when the tender can begin */
} CdCalendarResult;

CdCalendarResult cd_calendar_run(const CdWorld *world, const CdCalendarCase *it);
