#include "sim/appraisal/remark.h"

#include <math.h>
#include "concordat/error.h"

const double cd_remark_weight[CD_REMARK_WEIGHTS] = {0.5, 0.6, 0.7, 0.8, 0.9, 1};

static int scoring_of(const char *word)
{
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    if (g_str_equal(cd_choices[CD_CHOICES_SCORING][f], word))
      return f;
  return -1;
}

static bool check_share(double x, const char *name, GError **error)
{
  if (isnan(x) || (x >= 0 && x <= 1))
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "a %s of %g: 0 to 1 is possible", name, x);
  return false;
}

bool cd_remark_check(const CdRemarkOptions *options, GError **error)
{
  if (options->scoring && scoring_of(options->scoring) < 0) {
    g_autofree char *shown = g_utf8_make_valid(options->scoring, -1),
                    *all = g_strjoinv(", ", (char **)cd_choices[CD_CHOICES_SCORING]);
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "no scoring \"%s\": one of %s", shown, all);
    return false;
  }
  return check_share(options->quality_weight, "quality weight", error) &&
         check_share(options->minimum_quality, "minimum quality", error);
}

const CdScoringText *cd_remark_words(CdScoring scoring)
{
  return cd_scoring_text(scoring);
}

int cd_flipping_formula(const CdScenario *scenario)
{
  int common = cd_scenario_terms(scenario, 0)->scoring;
  if (cd_scoring_text((CdScoring)common)->can_flip)
    return common;
  for (guint c = 0; c < scenario->table[CD_ENTITY_CONTRACT].n; c++) {
    int own = cd_scenario_contract(scenario, c)->scoring;
    if (own >= 0 && cd_scoring_text((CdScoring)own)->can_flip)
      return own;
  }
  return -1;
}

/* The bids of one tender; providers in the order that breaks ties, those that did not bid left out. */
typedef struct {
  const CdTenderKept *tender;
  CdScoring was;
  guint n;
  CdOffer *offer;  /* [n] */
  guint *provider; /* [n] row */
  bool is_held;    /* a competition was, with somebody to ask */
} Bids;

static double kept_or(double given, double own)
{
  return isnan(given) ? own : given;
}

static void gather(Bids *bids, const CdResults *results, const guint *order, gsize run, guint contract)
{
  gsize row = run * results->n_contracts + contract;
  const CdBidKept *bid = &results->bid[row * results->n_bidders];
  bids->tender = &results->tender[row];
  bids->is_held = cd_tender_was_held(bids->tender) && bid[0].reason != CD_BID_NOT_ASKED;
  bids->n = 0;
  for (guint i = 0; i < results->n_bidders; i++)
    if (bid[order[i]].price > 0) {
      bids->offer[bids->n] = (CdOffer){bid[order[i]].quality, bid[order[i]].price};
      bids->provider[bids->n++] = order[i];
    }
}

static CdMarking own_marking(const Bids *bids)
{
  return cd_marking_by(bids->tender, bids->was, bids->tender->quality_weight, bids->tender->minimum_quality);
}

static CdMarking other_marking(const Bids *bids, CdScoring scoring, double weight, double minimum)
{
  return cd_marking_by(bids->tender, scoring, kept_or(weight, bids->tender->quality_weight),
                       kept_or(minimum, bids->tender->minimum_quality));
}

static int winner(const Bids *bids, const CdMarking *marking)
{
  return cd_winner(marking, bids->offer, bids->n, -1);
}

/* One contract's single runs, x[2 k + luck]. */
typedef struct {
  double *changed, *price_before, *price_after, *quality_before, *quality_after;
} Samples;

static void put_share(double *won, double *none, const Bids *bids, int at)
{
  *(at >= 0 ? &won[bids->provider[at]] : none) += 1;
}

static void note_run(const CdRemark *remark, CdRemarkContract *it, const Bids *bids, const Samples *to, guint run)
{
  CdMarking own = own_marking(bids),
            other = other_marking(bids, remark->scoring, remark->quality_weight, remark->minimum_quality);
  int before = winner(bids, &own), after = winner(bids, &other);
  it->held++;
  put_share(it->before, &it->none_before, bids, before);
  put_share(it->after, &it->none_after, bids, after);
  to->changed[run] = before != after;
  if (before >= 0 && after >= 0) {
    to->price_before[run] = bids->offer[before].price;
    to->price_after[run] = bids->offer[after].price;
    to->quality_before[run] = bids->offer[before].quality;
    to->quality_after[run] = bids->offer[after].quality;
  }
  it->flips_before += cd_flipping_bid(&own, bids->offer, bids->n) >= 0;
  it->flips_after += cd_flipping_bid(&other, bids->offer, bids->n) >= 0;
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint w = 0; w < CD_REMARK_WEIGHTS; w++) {
      CdMarking marking = other_marking(bids, (CdScoring)f, cd_remark_weight[w], remark->minimum_quality);
      it->other[f][w] += winner(bids, &marking) != before;
    }
}

static double *undefined(guint n)
{
  double *x = g_new(double, n);
  for (guint i = 0; i < n; i++)
    x[i] = NAN;
  return x;
}

static void remark_contract(CdRemark *remark, CdRemarkContract *it, Bids *bids, const guint *order)
{
  const CdResults *results = remark->results;
  guint runs = results->replicates * CD_LUCKS, n = results->n_bidders;
  g_autofree double *changed = undefined(runs), *price_before = undefined(runs), *price_after = undefined(runs),
                    *quality_before = undefined(runs), *quality_after = undefined(runs);
  const Samples to = {changed, price_before, price_after, quality_before, quality_after};
  it->before = g_new0(double, n);
  it->after = g_new0(double, n);
  for (guint run = 0; run < runs; run++) {
    gather(bids, results, order, run, it->contract);
    if (bids->is_held)
      note_run(remark, it, bids, &to, run);
  }
  it->changed = cd_summarise(changed, results->replicates);
  it->price_before = cd_summarise(price_before, results->replicates);
  it->price_after = cd_summarise(price_after, results->replicates);
  it->quality_before = cd_summarise(quality_before, results->replicates);
  it->quality_after = cd_summarise(quality_after, results->replicates);
}

/* Counts over all contracts as shares; each contract's own then. */
static void make_shares(CdRemark *remark)
{
  const CdResults *results = remark->results;
  double held = 0;
  for (guint c = 0; c < results->n_contracts; c++) {
    CdRemarkContract *it = &remark->contract[c];
    double n = it->held; /* 0 / 0 is NAN, as it should be */
    held += n;
    remark->changed += n > 0 ? it->changed.mean * n : 0;
    remark->flips_before += it->flips_before;
    remark->flips_after += it->flips_after;
    it->flips_before /= n;
    it->flips_after /= n;
    it->none_before /= n;
    it->none_after /= n;
    for (guint p = 0; p < results->n_bidders; p++) {
      it->before[p] /= n;
      it->after[p] /= n;
    }
    for (guint f = 0; f < CD_SCORING_COUNT; f++)
      for (guint w = 0; w < CD_REMARK_WEIGHTS; w++) {
        remark->other[f][w] += it->other[f][w];
        it->other[f][w] /= n;
      }
  }
  remark->changed /= held;
  remark->flips_before /= held;
  remark->flips_after /= held;
  for (guint f = 0; f < CD_SCORING_COUNT; f++)
    for (guint w = 0; w < CD_REMARK_WEIGHTS; w++)
      remark->other[f][w] /= held;
}

CdRemark *cd_remark(const CdResults *results, const CdRemarkOptions *options)
{
  g_assert(cd_remark_check(options, NULL));
  guint n = results->n_bidders;
  CdRemark *remark = g_new0(CdRemark, 1);
  remark->results = results;
  remark->was = (CdScoring)cd_scenario_terms(results->scenario, 0)->scoring;
  remark->scoring = options->scoring ? (CdScoring)scoring_of(options->scoring) : remark->was;
  remark->quality_weight = options->quality_weight;
  remark->minimum_quality = options->minimum_quality;
  remark->contract = g_new0(CdRemarkContract, results->n_contracts);
  g_autofree guint *order = g_new(guint, n), *provider = g_new(guint, n);
  g_autofree CdOffer *offer = g_new(CdOffer, n);
  Bids bids = {.was = remark->was, .offer = offer, .provider = provider};
  cd_tie_order(results->scenario, order);
  for (guint c = 0; c < results->n_contracts; c++) {
    remark->contract[c].contract = c;
    remark_contract(remark, &remark->contract[c], &bids, order);
  }
  make_shares(remark);
  return remark;
}

void cd_remark_free(CdRemark *remark)
{
  if (!remark)
    return;
  for (guint c = 0; c < remark->results->n_contracts; c++) {
    g_free(remark->contract[c].before);
    g_free(remark->contract[c].after);
  }
  g_free(remark->contract);
  g_free(remark);
}
