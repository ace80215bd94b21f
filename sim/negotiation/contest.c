#include "sim/negotiation/contest.h"

#include <math.h>
#include <string.h>
#include "sim/base/hash.h"
#include "sim/negotiation/alternating.h"
#include "sim/negotiation/distance.h"
#include "sim/negotiation/informed.h"
#include "sim/negotiation/mediation.h"
#include "sim/negotiation/ultimatum.h"

/* As the model's own mediator has them (docs/model.md): votes are strong from this much utility, and the temperature begins here, in votes. */
#define STRONG_VOTE 0.02
#define MEDIATOR_TEMPERATURE 2.0

static const CdPostureInfo postures[CD_POSTURE_COUNT] = {
#define POSTURE(KIND, id, label, sentence, tactic, kappa, beta, reciprocity, choice)                                   \
  [CD_POSTURE_##KIND] = {id, label, sentence, CD_TACTIC_##tactic, kappa, beta, reciprocity, CD_CLASSIC_##choice},
#include "sim/negotiation/postures.def"
#undef POSTURE
};

const CdPostureInfo *cd_posture_info(CdPosture posture)
{
  g_assert(posture < CD_POSTURE_COUNT);
  return &postures[posture];
}

CdPosture cd_posture_named(const char *id)
{
  CdPosture posture = 0;
  while (posture < CD_POSTURE_COUNT && strcmp(postures[posture].id, id) != 0)
    posture++;
  return posture;
}

bool cd_posture_needs_order(CdPosture posture)
{
  return cd_tactic_info(cd_posture_info(posture)->kind)->family == CD_TACTIC_ISSUE;
}

bool cd_posture_has_pace(CdPosture posture)
{
  return !cd_posture_needs_order(posture);
}

void cd_contest_solve(CdContest *it, CdArena *arena)
{
  it->arena = arena;
  it->bargain = cd_bargain(&it->domain, it->reservation, CD_IDEAL_ANY_TEXT, arena);
  it->efficient = it->bargain.frontier;
  if (it->bargain.rational.n < it->domain.grid->n_texts)
    it->efficient = cd_pareto(&it->domain, cd_texts_all(it->domain.grid, arena), arena);
  for (CdSolutionKind kind = 0; kind < CD_SOLUTION_COUNT; kind++)
    it->solution[kind] = cd_solve(&it->bargain, kind, arena);
  it->diagonal = cd_diagonal(&it->domain);
  it->opposition = cd_opposition(&it->bargain);
}

/* --- Offers in turn --------------------------------------------------------------------------------------------------- */

typedef union {
  CdClassic classic;
  CdIssuewiseSeat issuewise;
  CdInformed informed;
} Seat;

static const CdDomain *block_of(gpointer user, guint32 block)
{
  (void)block;
  return &((const CdContest *)user)->domain;
}

static double limit_of(gpointer user, guint party, guint32 block)
{
  (void)block;
  return ((const CdContest *)user)->reservation[party];
}

static CdSeat take_seat(const CdContest *it, CdPosture posture, double beta, Seat *seat)
{
  const CdPostureInfo *info = cd_posture_info(posture);
  /* Which of the two concessions in time; answers are laid over the first. */
  CdTactic tactic = {.of_time = info->kind == CD_TACTIC_EXPONENTIAL ? CD_TACTIC_EXPONENTIAL : CD_TACTIC_POLYNOMIAL,
                     .kappa = info->kappa,
                     .beta = beta > 0 ? beta : info->beta,
                     .reciprocity = info->reciprocity};
  if (cd_posture_needs_order(posture)) {
    cd_issuewise_init(&seat->issuewise, info->kind, &it->scale, &tactic, NULL, it->arena);
    return cd_issuewise_seat(&seat->issuewise);
  }
  if (posture == CD_POSTURE_INFORMED) {
    seat->informed = (CdInformed){.tactic = tactic, .user = (gpointer)it, .block = block_of, .limit = limit_of};
    return cd_informed_seat(&seat->informed);
  }
  seat->classic = (CdClassic){.tactic = tactic, .choice = info->choice};
  return cd_classic_seat(&seat->classic);
}

static void offer_in_turn(const CdContest *it, const CdBout *bout, CdLedger *ledger, CdBoutResult *result)
{
  guint n = it->domain.n_parties;
  Seat *taken = cd_arena_array(it->arena, Seat, n);
  CdSeat seat[CD_TALK_MAX];
  for (guint j = 0; j < n; j++)
    seat[j] = take_seat(it, bout->posture[j], bout->beta[j], &taken[j]);
  CdAlternating talk = {.domain = &it->domain,
                        .meetings = it->rounds,
                        .order = it->domain.party,
                        .reservation = it->reservation,
                        .seat = seat};
  CdAlternatingResult end = cd_alternating_run(&talk, ledger, it->arena);
  result->text = end.text;
  result->proposer = end.proposer;
  result->round = MIN(end.meeting + 1, it->rounds);
  result->time = end.end == CD_ALTERNATING_AGREED ? cd_tactic_time(end.meeting, it->rounds - 1) : 1;
}

/* --- The others ------------------------------------------------------------------------------------------------------- */

static void mediate(const CdContest *it, CdMediatorRule rule, CdBoutResult *result)
{
  const CdGrid *grid = it->domain.grid;
  CdMediation mediation = {.domain = &it->domain,
                           .rule = rule,
                           .rounds = it->changes,
                           .temperature = MEDIATOR_TEMPERATURE,
                           .value = CD_VOTE_VALUES,
                           .strong = STRONG_VOTE,
                           .seed = it->seed,
                           .run = cd_run_word(1, 0),
                           .key = cd_hash_text("mediator")};
  CdVote vote[CD_TALK_MAX];
  guint start = 0; /* the middle of the table: nobody's ideal */
  for (guint issue = 0; issue < grid->n_issues; issue++)
    start = cd_grid_with(grid, start, issue, grid->levels[issue] / 2);
  CdMediated mediated = cd_mediate(&mediation, start, it->reservation, NULL, NULL, vote);
  result->text = mediated.agreement ? mediated.text : CD_NO_TEXT;
  result->round = it->changes;
  result->time = 1;
}

static void lead(const CdContest *it, guint position, CdBoutResult *result)
{
  double *chance = cd_arena_array_raw(it->arena, double, it->domain.grid->n_texts);
  cd_ultimatum_chances(&it->domain, position, it->reservation, chance);
  const CdUltimatum ultimatum = {.lead = position, .reservation = it->reservation, .chance = chance};
  CdUltimatumResult end = cd_ultimatum(&it->domain, &ultimatum, NULL);
  result->text = end.signed_by_all ? end.text : CD_NO_TEXT;
  result->proposer = position;
}

/* --- What came of it --------------------------------------------------------------------------------------------------- */

static bool is_among(guint text, CdTexts among)
{
  guint low = 0, high = among.n; /* in grid order */
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (among.text[middle] < text)
      low = middle + 1;
    else
      high = middle;
  }
  return low < among.n && among.text[low] == text;
}

static void weigh(const CdContest *it, CdBoutResult *result)
{
  bool agreed = result->text != CD_NO_TEXT;
  for (guint j = 0; j < it->domain.n_parties; j++) {
    result->u[j] = agreed ? cd_domain_u(&it->domain, result->text, j) : it->reservation[j];
    result->value[j] = result->u[j] * pow(it->discount[j], result->time);
  }
  result->nash = result->frontier = NAN;
  if (!agreed)
    return;
  double to_nash = cd_distance(&it->domain, result->text, it->solution[CD_SOLUTION_NASH].best);
  result->nash = isfinite(to_nash) ? to_nash : NAN;
  result->frontier = cd_distance(&it->domain, result->text, it->efficient);
  result->efficient = is_among(result->text, it->efficient);
}

CdBoutResult cd_contest_bout(const CdContest *it, const CdBout *bout, CdLedger *ledger)
{
  CdBoutResult result = {.text = CD_NO_TEXT, .proposer = CD_NO_PARTY};
  gsize mark = cd_arena_mark(it->arena);
  switch (bout->protocol) {
  case CD_CONTEST_OFFERS:
    offer_in_turn(it, bout, ledger, &result);
    break;
  case CD_CONTEST_ANNEALED:
    mediate(it, CD_MEDIATOR_ANNEALING, &result);
    break;
  case CD_CONTEST_UNANIMOUS:
    mediate(it, CD_MEDIATOR_UNANIMITY, &result);
    break;
  case CD_CONTEST_LEAD:
    lead(it, bout->lead, &result);
    break;
  }
  cd_arena_rewind(it->arena, mark);
  weigh(it, &result);
  return result;
}
