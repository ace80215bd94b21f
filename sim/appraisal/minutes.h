/* minutes.h - the talks of one replicate, every step of them. */
#pragma once

#include "concordat/negotiate.h"
#include "sim/engine/partners/session.h"

struct _CdMinutes {
  CdScenario *scenario; /* a reference */
  CdSession *session;
  bool borrows_session; /* else it is the minutes' own */
  guint64 seed;
  guint replicate; /* from 1, as people count them; streams of random numbers count from 0 */
  guint n_councils;
  CdArena *arena; /* of the ledger */
  CdLedger ledger;
  guint waits_for;     /* a council whose seat is out of moves; CD_NO_PARTY: the talks are over */
  CdDecision decision; /* where they are over */
};

/* Empty, of the talks in SESSION, which must outlive them where they borrow it. SCENARIO gets a reference. */
CdMinutes *cd_minutes_new(CdScenario *scenario, CdSession *session, guint replicate, bool borrows_session);
