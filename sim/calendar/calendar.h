/* calendar.h - from the decision to the start of the service. docs/model.md, "Calendar".
 *
 * Two strands run from the decision, and the tender begins at the end of the later:
 *   agreement -> each council's approval, all at once (postponed past its blackouts) -> redesign, where the footprint is not the one prepared
 *   decisions of the funders that must decide anew, all at once
 * Then procurement (notice to start) -> slippage -> the time lost when nobody bid.
 * Whole months: the service starts at the first month at or after everything is ready. */
#pragma once

#include "sim/model/world.h"

typedef struct {
  double decided;        /* months after the decision that the scenario states; negative: before it */
  guint largest_parties; /* councils in the contract with the most */
  const bool *council;   /* [council] takes part */
  const bool *funder;    /* [funder] takes part and must decide anew */
  bool prepared;         /* the footprint the specification was written for */
  double no_bid_months;  /* 0 where everything was bid for */
  double slippage_months;
} CdCalendarCase;

typedef struct {
  int ready;     /* month in which the service starts */
  int delay;     /* months after the planned start, never negative */
  int extension; /* of those, covered by extending the old contract */
  int gap;       /* of those, not covered */
  bool on_time;
  bool funder_critical; /* a funder's decision, not the councils' approvals or redesign, sets when the tender can begin */
} CdCalendarResult;

CdCalendarResult cd_calendar_run(const CdWorld *world, const CdCalendarCase *it);
