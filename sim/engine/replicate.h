/* replicate.h - one replicate: the inputs drawn once, chance drawn twice, every structure under both sets of terms on the same draws.
 *
 * The engine is a function of (scenario, seed, replicate): no I/O, clock, locale or state outlives a call but the worker's memory.
 * Arms: structure s under the common terms is arm 2 s, under its own terms arm 2 s + 1. Where the scenario has talks, what the partners
 * decide comes behind the structures, as if it were one more: under the common terms and under those agreed on. */
#pragma once

#include "sim/engine/marking.h"
#include "sim/engine/metrics.h"
#include "sim/engine/months.h"
#include "sim/engine/partners/session.h"
#include "sim/model/world.h"

#define CD_LUCKS 2
#define CD_ARM(structure, own_terms) (2 * (structure) + ((own_terms) ? 1u : 0u))
#define CD_ARM_STRUCTURE(arm) ((arm) / 2)

typedef struct _CdEngine CdEngine; /* immutable once made; shared by threads */
typedef struct _CdWorker CdWorker; /* one a thread */

/* What became of one contract in one run. */
typedef struct {
  int provider; /* who delivers: row; -1: nobody known */
  guint bids;
  bool no_bid;
  double price, quality;
} CdContractOutcome;

CdEngine *cd_engine_new(const CdScenario *scenario, guint64 seed);

/* The same for the structures AMONG[n_structures] alone, under the common terms, and nobody talks: their values are those of cd_engine_new(), but for what is told beside
 * other structures: first choices, which are not, and places, which are where business as usual is among them; those of other structures and of own terms are NAN. */
CdEngine *cd_engine_new_among(const CdScenario *scenario, guint64 seed, const bool *among);

/* The same where nothing is asked but what partners make of the structures: utilities alone, every other value NAN. Some five times as fast. */
CdEngine *cd_engine_new_views(const CdScenario *scenario, guint64 seed, const bool *among);

/* The same without what tenders run beforehand teach, which takes time: it tells what values a run has, but runs no replicate.
 * For results that are there already. */
CdEngine *cd_engine_outline(const CdScenario *scenario, guint64 seed);

void cd_engine_free(CdEngine *engine);
const CdMetricLayout *cd_engine_layout(const CdEngine *engine);
guint cd_engine_arms(const CdEngine *engine); /* 2 x (structures, and one more where the partners decide) */
bool cd_engine_decides(const CdEngine *engine);
CdSession *cd_engine_session(
    const CdEngine *engine); /* of its talks, which the engine owns; NULL: nobody talks. Of an outline, an outline. */
guint cd_engine_contracts(const CdEngine *engine); /* all contracts of the scenario */
bool cd_engine_has_own_terms(const CdEngine *engine, guint structure);

CdWorker *cd_worker_new(const CdEngine *engine);
void cd_worker_free(CdWorker *worker);

/* What one replicate leaves; all but the first may be NULL. */
typedef struct {
  double *value;              /* [(luck * arms + arm) * layout->n + value] */
  CdContractOutcome *outcome; /* [(luck * 2 + own_terms) * contracts + contract row], of structures alone */
  CdDecision *decision;       /* what the partners decide; not touched where nobody talks */
  CdInquiry *inquiry;         /* and why: takes time of its own */
  double *months; /* every option's expected run under the common terms, mean over both lucks' tenders: sums as cd_engine_months() lays them
                   * out, [cd_month_size()] */
  const CdBidBook *book; /* the bids */
} CdReplicateOut;

void cd_engine_replicate(const CdEngine *engine, CdWorker *worker, guint32 replicate, const CdReplicateOut *into);

CdMonthLayout cd_engine_months(const CdEngine *engine);

/* Months by cell, too, from the next replicate on: before the first, since the layout changes. */
void cd_engine_tell_cells(CdEngine *engine);
