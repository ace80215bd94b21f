#include "sim/negotiation/bridge.h"

#include <math.h>

static const CdBridgeText texts[CD_BRIDGE_COUNT] = {
#define BRIDGE(KIND, id, label, meaning) [CD_BRIDGE_##KIND] = {id, label, meaning},
#include "sim/negotiation/bridges.def"
#undef BRIDGE
};

const CdBridgeText *cd_bridge_text(CdBridgeKind kind)
{
  g_assert(kind < CD_BRIDGE_COUNT);
  return &texts[kind];
}

/* ---- Money ---- */

/* A text's sums: to those who need something, and of all payments. */
typedef struct {
  double needed, net;
} Sums;

/* NEEDED is INFINITY, and NET too, where anybody is beyond reach. */
static Sums sums_of(const double *payment, guint n)
{
  Sums sums = {0, 0};
  for (guint j = 0; j < n; j++) {
    if (payment[j] == INFINITY)
      return (Sums){INFINITY, INFINITY};
    sums.needed += MAX(0, payment[j]);
    sums.net += payment[j];
  }
  return sums;
}

/* Whether the parties can raise what is needed. */
static bool balanced(Sums sums)
{
  return sums.net <= CD_PAYMENT_TOLERANCE;
}

/* What is balanced beats what is not; then the smaller bridge, or the smaller subsidy. */
static bool cheaper(Sums one, Sums two)
{
  if (balanced(one) != balanced(two))
    return balanced(one);
  if (balanced(one) && one.needed != two.needed)
    return one.needed < two.needed;
  return one.net < two.net;
}

static CdBridge bridge_at(guint text, Sums sums)
{
  if (!balanced(sums))
    return (CdBridge){.kind = CD_BRIDGE_SUBSIDY, .text = text, .pounds = sums.net};
  if (sums.needed > CD_PAYMENT_TOLERANCE)
    return (CdBridge){.kind = CD_BRIDGE_PAYMENT, .text = text, .pounds = sums.needed};
  return (CdBridge){.kind = CD_BRIDGE_PROCESS_FAILURE, .text = text};
}

CdBridge cd_bridge(const CdDomain *domain, const double *payment)
{
  guint n = domain->n_parties, n_texts = domain->grid->n_texts, text = n_texts;
  Sums least = {INFINITY, INFINITY};
  for (guint x = 0; x < n_texts; x++) {
    Sums sums = sums_of(payment + (gsize)x * n, n);
    if (cheaper(sums, least)) {
      least = sums;
      text = x;
    }
  }
  return text < n_texts ? bridge_at(text, least)
                        : (CdBridge){.kind = CD_BRIDGE_NONE, .text = n_texts, .pounds = INFINITY};
}

/* What the others need, and that with what the party at POSITION needs itself: what it can spare is below 0. */
static Sums sums_from(const double *payment, guint n, guint position)
{
  Sums sums = {0, payment[position]};
  for (guint j = 0; j < n; j++)
    if (j != position)
      sums.needed += MAX(0, payment[j]);
  if (sums.needed == INFINITY || sums.net == INFINITY)
    return (Sums){INFINITY, INFINITY};
  sums.net += sums.needed;
  return sums;
}

CdBridge cd_bridge_from(const CdDomain *domain, const double *payment, guint position)
{
  guint n = domain->n_parties, n_texts = domain->grid->n_texts, text = n_texts;
  Sums least = {INFINITY, INFINITY};
  for (guint x = 0; x < n_texts; x++) {
    Sums sums = sums_from(payment + (gsize)x * n, n, position);
    if (balanced(sums) && cheaper(sums, least)) {
      least = sums;
      text = x;
    }
  }
  return text < n_texts ? bridge_at(text, least)
                        : (CdBridge){.kind = CD_BRIDGE_NONE, .text = n_texts, .pounds = INFINITY};
}

/* ---- Terms ---- */

static guint terms_between(const CdGrid *grid, guint x, guint y)
{
  guint n = 0;
  for (guint i = 0; i < grid->n_issues; i++)
    n += cd_grid_level(grid, x, i) != cd_grid_level(grid, y, i);
  return n;
}

static double loss_between(const CdDomain *domain, guint from, guint to)
{
  double loss = 0;
  for (guint j = 0; j < domain->n_parties; j++)
    loss += MAX(0, cd_domain_u(domain, from, j) - cd_domain_u(domain, to, j));
  return loss;
}

static bool nearer(CdConcession one, CdConcession two)
{
  if (!two.open || one.terms != two.terms)
    return !two.open || one.terms < two.terms;
  return one.loss < two.loss - CD_TOLERANCE;
}

CdConcession cd_least_concession(const CdDomain *domain, const double *threshold, guint standing)
{
  CdConcession least = {.open = false};
  for (guint x = 0; x < domain->grid->n_texts; x++) {
    if (!cd_text_passes(domain, x, threshold))
      continue;
    CdConcession it = {.open = true,
                       .text = x,
                       .terms = terms_between(domain->grid, standing, x),
                       .loss = loss_between(domain, standing, x)};
    if (nearer(it, least))
      least = it;
  }
  return least;
}
