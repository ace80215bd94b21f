#include "sim/engine/partners/decision.h"

#include "sim/base/hash.h"
#include "sim/base/random.h"
#include "sim/negotiation/issuewise.h"
#include "sim/negotiation/mediation.h"
#include "sim/negotiation/solution.h"
#include "sim/negotiation/ultimatum.h"
#include "sim/engine/partners/joining.h"
#include "sim/engine/partners/prior.h"

/* A mediator's votes count as strong from this much utility won or lost, and it begins at this temperature, in votes. */
#define STRONG_VOTE 0.02
#define MEDIATOR_TEMPERATURE 2.0

/* What the alternative to the whole gives COUNCIL: where it would be, and V there. */
static CdOutside outside_of(gpointer user, guint party, guint32 departed)
{
  const CdBlockValues *values = user;
  const CdBlockSolution *of = &values->solution[departed ? departed | 1u << party : cd_block_all(values)];
  const CdPartition *partition = departed ? &of->best : &of->alternative;
  return (CdOutside){.value = cd_block_value(values, partition, party), .block = cd_partition_block_of(partition, party)};
}

typedef struct {
  CdBlockValues *values;
  CdDomain *domain;                   /* [block] */
  guint (*members)[CD_COUNCILS_MOST]; /* [block] */
} Talking;

static const CdDomain *domain_of(gpointer user, guint32 block)
{
  Talking *talking = user;
  if (talking->domain[block].n_parties == 0)
    talking->domain[block] = cd_block_domain(talking->values, block, talking->members[block]);
  return &talking->domain[block];
}

static CdOutside outside(gpointer user, guint party, guint32 departed)
{
  return outside_of(((Talking *)user)->values, party, departed);
}

static CdRegrouping regroup(gpointer user, guint party, guint32 departed)
{
  const CdBlockValues *values = ((Talking *)user)->values;
  const CdBlockSolution *of = &values->solution[departed];
  const CdPartition *partition =
      departed == cd_block_all(values) ? &of->alternative : &of->best; /* what all of them failed to agree on is past */
  guint32 block = cd_partition_block_of(partition, party);
  return (CdRegrouping){.block = block, .text = values->solution[block].text};
}

/* The text of greatest utility to a council on its own. */
static guint text_alone(const CdBlockValues *values, guint council)
{
  guint32 block = 1u << council;
  const double *u = values->u[block];
  guint best = 0;
  for (guint text = 1; text < values->table->partners->grid[block].n_texts; text++)
    if (u[text] > u[best])
      best = text;
  return best;
}

void cd_decision_settle(CdDecision *decision, const CdBlockValues *values, const guint *text)
{
  const CdPartners *partners = values->table->partners;
  decision->division.n_blocks = 0;
  for (guint i = 0; i < partners->n_councils; i++) {
    guint32 block = decision->council[i].block;
    if ((guint)__builtin_ctz(block) != i)
      continue;
    guint b = decision->division.n_blocks++;
    decision->division.block[b] = block;
    decision->text[b] = text[i] == CD_NO_TEXT ? text_alone(values, i) : text[i];
    decision->division.form[b] = cd_grid_level(&partners->grid[block], decision->text[b], CD_ISSUE_FORM);
    for (guint j = i; j < partners->n_councils; j++)
      if (block >> j & 1)
        decision->council[j].value = cd_block_utility(values, block, decision->text[b], j);
  }
  decision->agreed = decision->division.n_blocks == 1;
}

/* The model's own policies, and what they have in common. */
typedef struct {
  CdPriorOf prior_of;
  CdPrior prior;
  CdIssueScale scale;
  CdExpectingSeat expecting[CD_COUNCILS_MOST];
  CdIssuewiseSeat issuewise[CD_COUNCILS_MOST];
} Policies;

static Policies *policies_new(CdBlockValues *values, CdArena *arena)
{
  Policies *policies = cd_arena_array(arena, Policies, 1);
  policies->prior = cd_prior_of(&policies->prior_of, values);
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++)
    policies->scale.at[term] = term == CD_TERM_PRICING ? NULL : values->table->partners->table.at[term];
  return policies;
}

static CdSeat take_own_seat(Policies *policies, const CdManner *manner, guint council, CdArena *arena)
{
  if (cd_tactic_info(manner->kind)->family == CD_TACTIC_ISSUE) {
    CdIssuewiseSeat *seat = &policies->issuewise[council];
    cd_issuewise_init(seat, manner->kind, &policies->scale, &manner->tactic, &policies->prior, arena);
    seat->expecting.patience = manner->patience;
    return cd_issuewise_seat(seat);
  }
  CdExpectingSeat *seat = &policies->expecting[council];
  cd_expectation_init(seat, &manner->tactic, &policies->prior, arena);
  seat->patience = manner->patience;
  return cd_expectation_seat(seat);
}

static CdDecision talk(CdBlockValues *values, CdLedger *ledger, const CdSeat *outside_seat, guint *waits_for)
{
  CdRoundtable *table = values->table;
  const CdPartners *partners = table->partners;
  guint n = partners->n_councils;
  CdArena *arena = table->arena;
  Talking talking = {.values = values, .domain = cd_arena_array(arena, CdDomain, 1u << n)};
  talking.members = cd_arena_take(arena, sizeof *talking.members << n);
  CdTalkParty party[CD_COUNCILS_MOST];
  Policies *policies = policies_new(values, arena);
  for (guint i = 0; i < n; i++) {
    bool own = !outside_seat || !outside_seat[i].kind;
    party[i] = (CdTalkParty){.friction = table->manner[i].friction,
                             .delay = cd_month_worth(table, i, i, &table->taste[i]),
                             .last = table->last[i],
                             .business_as_usual = partners->bau_block[i],
                             .seat = own ? take_own_seat(policies, &table->manner[i], i, arena) : outside_seat[i]};
  }
  CdTalks talks = {.n_parties = n,
                   .party = party,
                   .order = partners->order,
                   .user = &talking,
                   .block = domain_of,
                   .outside = outside,
                   .regroup = regroup};
  CdTalksResult result = cd_talks_run(&talks, ledger, arena);
  CdDecision decision = {.meeting = result.meeting, .kind = result.kind};
  guint text[CD_COUNCILS_MOST];
  for (guint i = 0; i < n; i++) {
    const CdTalkEnd *end = &result.party[i];
    decision.council[i] = (CdCouncilEnd){
        .block = end->block, .departure = end->departure, .meeting = end->meeting, .wanted_to_stay = end->wanted_to_stay};
    text[i] = end->text;
  }
  *waits_for = result.waits_for;
  if (result.waits_for == CD_NO_PARTY)
    cd_decision_settle(&decision, values, text);
  return decision;
}

/* Everybody under TEXT; or, where that is CD_NO_TEXT, what each can count on without the others, FAILED being what that is called. */
static CdDecision settle_at_once(const CdBlockValues *values, guint text, CdPartingKind failed)
{
  guint n = values->table->partners->n_councils;
  guint32 all = cd_block_all(values);
  CdDecision decision = {.kind = text == CD_NO_TEXT ? failed : CD_PARTING_NONE};
  guint of[CD_COUNCILS_MOST];
  for (guint i = 0; i < n; i++) {
    guint32 block = text == CD_NO_TEXT ? cd_partition_block_of(&values->solution[all].alternative, i) : all;
    decision.council[i] = (CdCouncilEnd){.block = block};
    of[i] = text != CD_NO_TEXT ? text : __builtin_popcount(block) > 1 ? values->solution[block].text : CD_NO_TEXT;
  }
  cd_decision_settle(&decision, values, of);
  return decision;
}

static guint mediate(const CdBlockValues *values, guint64 seed, guint32 replicate)
{
  const CdRoundtable *table = values->table;
  guint members[CD_COUNCILS_MOST];
  CdDomain domain = cd_block_domain(values, cd_block_all(values), members);
  CdMediation mediation = {.domain = &domain,
                           .rule = CD_MEDIATOR_ANNEALING,
                           .rounds = (guint)table->world->negotiation->rounds,
                           .temperature = MEDIATOR_TEMPERATURE,
                           .value = CD_VOTE_VALUES,
                           .strong = STRONG_VOTE,
                           .seed = seed,
                           .run = cd_run_word(replicate, 0),
                           .key = cd_hash_text("mediator")};
  CdVote vote[CD_COUNCILS_MOST];
  guint start = 0; /* the middle of the table: nobody's ideal */
  for (guint issue = 0; issue < domain.grid->n_issues; issue++)
    start = cd_grid_with(domain.grid, start, issue, domain.grid->levels[issue] / 2);
  CdMediated mediated =
      cd_mediate(&mediation, start, values->solution[cd_block_all(values)].reservation, NULL, NULL, vote);
  return mediated.agreement ? mediated.text : CD_NO_TEXT;
}

static CdDecision take_or_leave(CdBlockValues *values)
{
  const CdRoundtable *table = values->table;
  guint members[CD_COUNCILS_MOST];
  CdDomain domain = cd_block_domain(values, cd_block_all(values), members);
  guint lead = (guint)table->world->negotiation->lead;
  CdPriorOf prior_of;
  cd_prior_of(&prior_of, values);
  CdUltimatum ultimatum = {.lead = lead,
                           .reservation = values->solution[cd_block_all(values)].reservation,
                           .chance = cd_prior_chances(&prior_of, lead, cd_block_all(values))};
  CdUltimatumResult result = cd_ultimatum(&domain, &ultimatum, NULL);
  bool tabled = result.text < domain.grid->n_texts;
  return settle_at_once(values, result.signed_by_all ? result.text : CD_NO_TEXT,
                        tabled ? CD_PARTING_LEAD_REFUSED : CD_PARTING_LEAD_SILENT);
}

static CdDecision solve(const CdBlockValues *values, CdSolutionKind kind)
{
  CdArena *arena = values->table->arena;
  guint members[CD_COUNCILS_MOST];
  CdDomain domain = cd_block_domain(values, cd_block_all(values), members);
  CdBargain bargain =
      cd_bargain(&domain, values->solution[cd_block_all(values)].reservation, CD_IDEAL_RATIONAL_TEXT, arena);
  guint text = cd_solve(&bargain, kind, arena).text;
  return settle_at_once(values, text < domain.grid->n_texts ? text : CD_NO_TEXT, CD_PARTING_NO_SOLUTION);
}

CdDecision cd_partners_decide(CdBlockValues *values, guint64 seed, guint32 replicate, CdLedger *ledger,
                              const CdSeat *seat, guint *waits_for)
{
  guint waits = CD_NO_PARTY;
  CdDecision decision = {0};
  switch ((CdProtocol)values->table->world->negotiation->protocol) {
  case CD_PROTOCOL_OFFERS:
    decision = talk(values, ledger, seat, &waits);
    break;
  case CD_PROTOCOL_MEDIATED:
    decision = settle_at_once(values, mediate(values, seed, replicate), CD_PARTING_MEDIATOR_FAILED);
    break;
  case CD_PROTOCOL_LEAD:
    decision = take_or_leave(values);
    break;
  case CD_PROTOCOL_NASH:
    decision = solve(values, CD_SOLUTION_NASH);
    break;
  case CD_PROTOCOL_KALAI_SMORODINSKY:
    decision = solve(values, CD_SOLUTION_KALAI_SMORODINSKY);
    break;
  case CD_PROTOCOL_EGALITARIAN:
    decision = solve(values, CD_SOLUTION_EGALITARIAN);
    break;
  case CD_PROTOCOL_UTILITARIAN:
    decision = solve(values, CD_SOLUTION_UTILITARIAN);
    break;
  }
  if (waits_for)
    *waits_for = waits;
  if (waits == CD_NO_PARTY && values->table->world->negotiation->join_later == CD_YES)
    cd_join_later(&decision, values, ledger);
  const CdBlockSolution *whole = &values->solution[cd_block_all(values)];
  for (guint i = 0; i < values->table->partners->n_councils; i++)
    decision.council[i].walk_away = whole->reservation[i];
  return decision;
}

static guint contracts_of(const CdPartners *partners, const CdDivision *division, guint b)
{
  return partners->blocks->block[division->block[b]].form[division->form[b]].n_contracts;
}

static guint count_contracts(const CdPartners *partners, const CdDivision *division)
{
  guint n = 0;
  for (guint b = 0; b < division->n_blocks; b++)
    n += contracts_of(partners, division, b);
  return n;
}

/* Learnt with the second block's contracts first. */
static const double *second_first(const CdPartners *partners, const CdWorld *world, const CdDivision *division,
                                  CdArena *arena)
{
  const double *learnt = cd_stand_model_beliefs(partners, world, division->block[1], division->form[1]).same;
  guint n_first = contracts_of(partners, division, 0), n_second = contracts_of(partners, division, 1),
        n = n_first + n_second;
  double *same = cd_arena_array(arena, double, n *n);
  for (guint c = 0; c < n; c++)
    for (guint d = 0; d < n; d++)
      same[c * n + d] = learnt[(c + n_second) % n * n + (d + n_second) % n];
  return same;
}

const double *cd_decision_same(const CdPartners *partners, const CdWorld *world, const CdDecision *decision,
                               CdArena *arena)
{
  const CdDivision *division = &decision->division;
  const bool *learnt = partners->blocks->weighed;
  if (division->n_blocks == 1 || (division->n_blocks == 2 && division->form[1] == 0 && learnt[division->block[0]]))
    return cd_stand_model_beliefs(partners, world, division->block[0], division->form[0]).same;
  if (division->n_blocks == 2 && division->form[0] == 0 && learnt[division->block[1]])
    return second_first(partners, world, division, arena);
  guint n = count_contracts(partners, division);
  double *same = cd_arena_array(arena, double, n *n);
  for (guint pair = 0; pair < n * n; pair++)
    same[pair] = pair / n == pair % n ? 1 : partners->same_mean;
  return same;
}

/* The terms that contracts state themselves were not on the table: what is not agreed on is common. */
static const CdTermsDrawn *agreed_terms_of(const CdRoundtable *table, const CdDecision *decision, CdArena *arena)
{
  const CdPartners *partners = table->partners;
  const CdDivision *division = &decision->division;
  CdTermsDrawn *terms = cd_arena_array(arena, CdTermsDrawn, count_contracts(partners, division)), *next = terms;
  for (guint b = 0; b < division->n_blocks; b++) {
    CdTermsDrawn agreed = cd_text_terms(&partners->table, &partners->grid[division->block[b]], decision->text[b],
                                        cd_common_terms(table->world, NULL));
    for (guint c = 0; c < contracts_of(partners, division, b); c++)
      *next++ = agreed;
  }
  return terms;
}

void cd_decision_stand(CdBlockStand *stand, const CdBlockValues *values, const CdDecision *decision, bool agreed_terms,
                       CdArena *arena)
{
  const CdRoundtable *table = values->table;
  const CdWorld *world = table->world;
  double decided = world->negotiation->begin + (double)decision->meeting - world->calendar->decision;
  cd_division_stand_make(stand, table->partners->blocks, &table->scene->context, &decision->division,
                         agreed_terms ? agreed_terms_of(table, decision, arena) : NULL, decided, &table->scene->now,
                         arena);
}
