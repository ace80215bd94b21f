/* session.h - the talks of a scenario, replicate by replicate, without the runs of service that a whole replicate holds. The decisions are those
 * of cd_engine_replicate() for the same scenario, seed and replicate. */
#pragma once

#include "sim/engine/partners/course.h"
#include "sim/engine/partners/inquiry.h"
#include "sim/engine/partners/sharing.h"

typedef struct {
  const CdScenario *scenario;
  guint64 seed;
  double slippage_median;
  CdPartners *partners;
} CdSession;

typedef struct {
  CdDecision decision;
  CdInquiry inquiry;
  CdCostShares shares;
  guint last[CD_COUNCILS_MOST]; /* K_i */
} CdTalkRecord;

/* SCENARIO, which must outlive it, has a <negotiation>. Immutable once made; shared by threads. */
CdSession *cd_session_new(const CdScenario *scenario, guint64 seed);

/* The same without what partners believe before they speak: enough to tell in words what was decided. Nobody can talk in it. */
CdSession *cd_session_outline(const CdScenario *scenario, guint64 seed);

void cd_session_free(CdSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdSession, cd_session_free)

/* The model's chance of one provider for each two contracts of business as usual, as the talks learnt it: its view of today goes by that. Nothing that is
 * decided hangs on it, but whether the model finds a zone open does. */
const double *cd_session_baseline_same(const CdSession *session, const CdWorld *world, CdArena *arena);

/* How far REPLICATE took a course of the talks that is asked about, and how near the partners were to it (course.h). WORLD and ARENA as below. */
typedef struct {
  CdCourseStep step;
  double nearness;
} CdCourseRecord;
CdCourseRecord cd_session_course(const CdSession *session, CdWorld *world, CdArena *arena, guint32 replicate,
                                 const CdTalksEventSpec *event);

/* WORLD and ARENA are scratch, of the scenario and one a thread. Of the last three any may be NULL: see cd_partners_decide(); the ledger's arena must
 * be another one. Where a seat is waited for, RECORD is not to be read. */
void cd_session_replicate(const CdSession *session, CdWorld *world, CdArena *arena, guint32 replicate,
                          CdTalkRecord *record, CdLedger *ledger, const CdSeat *seat, guint *waits_for);
