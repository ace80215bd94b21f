/* bridge.h - what it would have taken: money between the parties or from outside, or terms given up.
 *
 * With c_j(x) the least payment with which text x reaches party j's threshold (below 0: what it could give up and
 * still do so):
 *
 *   bridge in money   min over x of  sum max(0, c_j)   such that  sum c_j <= 0      the parties could pay it themselves
 *   subsidy           min over x of  sum c_j           where no text allows that     somebody else would have to
 *   from one party p  min over x of  sum_{j != p} max(0, c_j)   such that  c_p + that sum <= 0     p could pay it alone
 *   concession        the text in the zone with the fewest terms changed from the standing one, then the least loss
 *
 * Where the zone is open nothing needs bridging, and that talks failed is a failure of process. */
#pragma once

#include "sim/negotiation/zone.h"

/* Sums of pounds nearer 0 than this are 0. */
#define CD_PAYMENT_TOLERANCE 1e-6

typedef enum {
#define BRIDGE(KIND, id, label, meaning) CD_BRIDGE_##KIND,
#include "sim/negotiation/bridges.def"
#undef BRIDGE
  CD_BRIDGE_COUNT
} CdBridgeKind;

typedef struct {
  const char *id, *label, *meaning;
} CdBridgeText;

/* Static. */
const CdBridgeText *cd_bridge_text(CdBridgeKind kind);

typedef struct {
  CdBridgeKind kind;
  guint text;    /* at which; n_texts for CD_BRIDGE_NONE */
  double pounds; /* to those who need it; 0 for CD_BRIDGE_PROCESS_FAILURE, INFINITY for CD_BRIDGE_NONE */
} CdBridge;

/* PAYMENT[text * n_parties + position], pounds: c_j(x); INFINITY where no payment reaches the threshold (the value
 * of cost has an upper end), -INFINITY where none that could be asked falls short of it. Ties: the smaller sum of
 * c_j (the more to spare), then the first text. */
CdBridge cd_bridge(const CdDomain *domain, const double *payment);

/* The least that the party at POSITION alone could pay the others for a text that then reaches everybody's threshold, its own after paying included:
 * CD_BRIDGE_PAYMENT, CD_BRIDGE_PROCESS_FAILURE where nothing needs paying, else CD_BRIDGE_NONE. Nobody else pays. Ties: the more to spare, then the
 * first text. */
CdBridge cd_bridge_from(const CdDomain *domain, const double *payment, guint position);

typedef struct {
  bool open;   /* the zone is; else there is no such text and the rest is 0 */
  guint text;  /* ties: the first */
  guint terms; /* changed from the standing text */
  double loss; /* sum over parties of max(0, u_j(standing) - u_j(text)) */
} CdConcession;

/* The text nearest to STANDING that reaches everybody's THRESHOLD[n_parties]. */
CdConcession cd_least_concession(const CdDomain *domain, const double *threshold, guint standing);
