#include "sim/engine/replicate.h"

#include <math.h>
#include <string.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"
#include "sim/engine/council-money.h"
#include "sim/engine/dip.h"
#include "sim/engine/incumbent.h"
#include "sim/engine/paid.h"
#include "sim/engine/partners/session.h"
#include "sim/engine/scene.h"
#include "sim/engine/shortfall.h"

/* Tenders run once beforehand to learn how often one provider wins two contracts: what the model itself would have partners
 * expect. Their replicates lie above any that a run reaches. */
#define RELATION_REPLICATES 256
#define RELATION_FIRST ((guint32)1 << 29)

struct _CdEngine {
  const CdScenario *scenario;
  CdMetricLayout *layout;
  guint64 seed;
  guint n_structures, n_contracts;
  CdMonthLayout months;
  bool decides;       /* the partners talk */
  bool is_taught;     /* what stands below is there */
  bool *own_terms;    /* [structure] runs under terms of its own */
  bool *left_out;     /* [structure] does not run; NULL: all do */
  bool views_alone;   /* nothing runs but what partners make of it */
  double **same;      /* [structure][c * n + d] how often one provider wins both contracts */
  CdSession *session; /* of the talks; NULL: nobody talks */
};

struct _CdWorker {
  CdWorld *world;
  CdArena *arena, *minutes;
};

/* What the inputs alone decide of an arm. */
typedef struct {
  CdFootprint footprint;
  CdFunding funding;
  CdUtilities utilities;
} Arm;

static void make_arm(Arm *arm, const CdEngine *engine, const CdScene *scene, const CdWorld *world, guint structure,
                     CdTermsArm terms, CdArena *arena)
{
  cd_footprint_make(&arm->footprint, world, &scene->caseload, structure, terms, NULL, arena);
  cd_funding_init(&arm->funding, world, arm->footprint.n_contracts, arena);
  cd_funders_decide(&arm->funding, &scene->context, &arm->footprint, &scene->now, arena);
  if (arm->funding.post_funding < 1 || arm->funding.extra_doors > 0)
    cd_footprint_make(&arm->footprint, world, &scene->caseload, structure, terms, &arm->funding, arena);
  cd_utilities_make(&arm->utilities, &scene->context, &arm->footprint, &arm->funding, &scene->now,
                    engine->same[structure], arena);
}

/* INQUIRY, which may be NULL, gets why. */
static void decide(CdBlockValues *values, CdDecision *decision, CdInquiry *inquiry, const CdEngine *engine,
                   guint32 replicate, CdArena *minutes)
{
  CdLedger ledger;
  cd_arena_rewind(minutes, 0);
  cd_ledger_init(&ledger, minutes);
  *decision = cd_partners_decide(values, engine->seed, replicate, inquiry ? &ledger : NULL, NULL, NULL);
  if (inquiry)
    cd_inquire(inquiry, values, decision, &ledger);
}

/* What the partners decide, as arms: under the common terms and under those that they agreed on. */
static void make_decided_arms(Arm **arm, CdDecision *decision, CdInquiry *inquiry, const CdEngine *engine,
                              CdScene *scene, const CdWorld *world, guint32 replicate, const CdWorker *worker)
{
  CdArena *arena = worker->arena;
  CdRoundtable *table = cd_arena_array(arena, CdRoundtable, 1);
  CdScene *seated = cd_arena_array(arena, CdScene, 1);
  CdBlockValues values;
  *seated = *scene;
  if (inquiry) /* as the talks alone have it (session.h), so that both tell the same */
    cd_now_make(&seated->now, &seated->context, &seated->baseline,
                cd_session_baseline_same(engine->session, world, arena), arena);
  cd_roundtable_make(table, engine->session->partners, seated, arena);
  cd_block_values_make(&values, table, CD_BELIEFS_OWN, CD_TASTES_OWN);
  decide(&values, decision, inquiry, engine, replicate, worker->minutes);
  const double *same = cd_decision_same(engine->session->partners, world, decision, arena);
  for (guint own = 0; own < 2; own++) {
    CdBlockStand stand;
    arm[own] = cd_arena_array(arena, Arm, 1);
    cd_decision_stand(&stand, &values, decision, own, arena);
    arm[own]->footprint = stand.footprint;
    arm[own]->funding = stand.funding;
    cd_utilities_make(&arm[own]->utilities, &scene->context, &arm[own]->footprint, &arm[own]->funding, &scene->now,
                      same, arena);
  }
}

static void keep_bids(const CdBidBook *book, guint row, const CdContractResult *result, guint n_bidders)
{
  CdBidKept *bid = &book->bid[(gsize)row * n_bidders];
  book->tender[row] = result->tender;
  for (guint p = 0; p < n_bidders; p++)
    bid[p] = result->bid ? result->bid[p] : (CdBidKept){.reason = CD_BID_YES};
}

static void run_arm(const CdEngine *engine, const CdScene *scene, const CdWorld *world, const Arm *arm,
                    const CdMarketLuck *luck, double slippage, guint32 run, double *value, CdContractOutcome *outcome,
                    const CdBidBook *book, double *months, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  const CdFootprint *footprint = &arm->footprint;
  CdAwards awards;
  cd_awards_make(&awards, footprint, &scene->reference, &arm->funding, world, luck, arena);
  CdCalendarResult calendar =
      cd_structure_calendar(world, footprint, &arm->funding, slippage, awards.no_bid_months, awards.awarding, arena);
  cd_awards_extend(&awards, footprint, world, calendar.extension);
  CdService service;
  cd_service_make(&service, footprint, &awards, &arm->funding, &calendar, world, luck, arena);
  CdPlan plan;
  cd_plan_make(&plan, &service, &scene->reference, world, &scene->caseload, scene->initial, scene->context.months, arena);
  CdRunFacts facts = {.world = world,
                      .caseload = &scene->caseload,
                      .footprint = footprint,
                      .funding = &arm->funding,
                      .today = &scene->today,
                      .awards = &awards,
                      .service = &service,
                      .plan = &plan,
                      .seed = engine->seed,
                      .run = run};
  CdPaid paid;
  cd_paid_make(&paid, &facts, arena);
  facts.paid = &paid;
  facts.money = cd_council_money_make(&facts, arena);
  CdDip dip = cd_dip_make(&plan, &service, &scene->caseload, arena); /* before what a lack of money does */
  cd_shortfall_take(&plan, &facts, arena);
  facts.dip_depth = dip.depth;
  facts.dip_months = dip.months;
  facts.incumbent_profit = cd_incumbent_profit(&facts, luck);
  gint64 *count = cd_arena_array(arena, gint64, cd_flow_count_size(&plan.flow));
  gint64 *final = cd_arena_array(arena, gint64, cd_flow_final_size(&plan.flow));
  gint64 *scratch = cd_arena_array(arena, gint64, cd_flow_scratch_size(&plan.flow));
  CdMoveCount *made = cd_arena_array(arena, CdMoveCount, plan.flow.n_moves);
  cd_flow_run_moves(&plan.flow, engine->seed, run, count, final, scratch, made);
  facts.count = count;
  facts.made = made;
  cd_appraise_run(&facts, engine->layout, value, arena);
  if (months)
    cd_months_add(months, &engine->months, 1.0 / CD_LUCKS, &service, &plan, world, &scene->caseload, arena);
  for (guint c = 0; outcome && c < footprint->n_contracts; c++) {
    const CdContractResult *result = &awards.contract[c];
    guint row = (guint)(footprint->at[c].contract - world->contract);
    outcome[row] = (CdContractOutcome){result->provider, result->award.n_bids, result->no_bid, result->award.price,
                                       result->award.quality};
  }
  for (guint c = 0; book && c < footprint->n_contracts; c++)
    keep_bids(book, (guint)(footprint->at[c].contract - world->contract), &awards.contract[c], cd_world_bidders(world));
  cd_arena_rewind(arena, mark);
}

/* Extra cost against business as usual in places: what it would have bought, and how many people that comes to. */
static void put_places(const CdMetricLayout *layout, const CdWorld *world, double *baseline, double *value)
{
  /* In this order: no difference is 0, and not the -0 that a store could not keep apart from it. */
  double less = *cd_metric_slot(layout, baseline, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0) -
                *cd_metric_slot(layout, value, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
  double places = less / *cd_metric_slot(layout, baseline, CD_METRIC_COST_PER_CLIENT, CD_TOTAL, 0);
  *cd_metric_slot(layout, value, CD_METRIC_PLACES, CD_TOTAL, 0) = places;
  *cd_metric_slot(layout, value, CD_METRIC_PLACES_EXPECTED, CD_TOTAL, 0) = places * (1 - world->cost->absorption);
}

typedef double *(*UtilityOf)(const CdUtilities *utilities);

static double *council_own(const CdUtilities *u)
{
  return u->council_own;
}
static double *council_model(const CdUtilities *u)
{
  return u->council_model;
}
static double *funder_own(const CdUtilities *u)
{
  return u->funder_own;
}
static double *funder_model(const CdUtilities *u)
{
  return u->funder_model;
}

static const struct {
  UtilityOf of;
  CdScope scope;
  CdMetricKind utility, first;
} viewed[] = {
    {council_own, CD_BY_COUNCIL, CD_METRIC_UTILITY, CD_METRIC_FIRST_CHOICE},
    {council_model, CD_BY_COUNCIL, CD_METRIC_UTILITY_MODEL, CD_METRIC_FIRST_CHOICE_MODEL},
    {funder_own, CD_BY_FUNDER, CD_METRIC_UTILITY, CD_METRIC_FIRST_CHOICE},
    {funder_model, CD_BY_FUNDER, CD_METRIC_UTILITY_MODEL, CD_METRIC_FIRST_CHOICE_MODEL},
};

/* Utilities, and who ranks which structure first; a tie is shared equally. */
static void put_views(const CdEngine *engine, const CdWorld *world, Arm *const *arm, bool own_terms, double *value)
{
  guint n = engine->layout->n;
  for (guint v = 0; v < G_N_ELEMENTS(viewed); v++) {
    guint agents = viewed[v].scope == CD_BY_COUNCIL ? world->n_council : world->n_funder;
    for (guint i = 0; i < agents; i++) {
      double most = -INFINITY; /* a cost far above today's is worth less than nought */
      guint ties = 0;
      for (guint s = 0; s < engine->n_structures; s++) {
        double u = viewed[v].of(&arm[CD_ARM(s, own_terms)]->utilities)[i];
        if (u > most + 1e-9) {
          most = u;
          ties = 1;
        } else if (u > most - 1e-9) {
          ties++;
        }
      }
      for (guint s = 0; s < engine->n_structures; s++) {
        double *row = &value[(gsize)CD_ARM(s, own_terms) * n];
        double u = viewed[v].of(&arm[CD_ARM(s, own_terms)]->utilities)[i];
        *cd_metric_slot(engine->layout, row, viewed[v].utility, viewed[v].scope, i) = u;
        *cd_metric_slot(engine->layout, row, viewed[v].first, viewed[v].scope, i) = u > most - 1e-9 ? 1.0 / ties : 0;
      }
    }
  }
}

/* Utilities of one arm that is ranked with nothing: what the partners decided is one of the others, and some may be left out. */
static void put_utilities(const CdEngine *engine, const CdWorld *world, const Arm *arm, double *value)
{
  for (guint v = 0; v < G_N_ELEMENTS(viewed); v++) {
    guint agents = viewed[v].scope == CD_BY_COUNCIL ? world->n_council : world->n_funder;
    for (guint i = 0; i < agents; i++)
      *cd_metric_slot(engine->layout, value, viewed[v].utility, viewed[v].scope, i) = viewed[v].of(&arm->utilities)[i];
  }
}

/* Ideals, or a contract that states one of the terms: a field that it has in common with <terms>. */
static bool finds_own_terms(const CdScenario *scenario, guint structure)
{
  const CdEntity *terms = cd_entity(CD_ENTITY_TERMS), *contract = cd_entity(CD_ENTITY_CONTRACT);
  if (cd_scenario_structure(scenario, structure)->terms == CD_TERMS_IDEAL)
    return true;
  for (guint i = 0; i < scenario->table[CD_ENTITY_CONTRACT].n; i++) {
    const CdSpecHead *row = cd_scenario_row(scenario, CD_ENTITY_CONTRACT, i);
    for (guint f = 0; row->parent == (int)structure && f < terms->n_fields; f++) {
      const CdField *own = cd_entity_field(contract, terms->field[f].name);
      if (own && cd_scenario_is_set(row, own))
        return true;
    }
  }
  return false;
}

bool cd_engine_has_own_terms(const CdEngine *engine, guint structure)
{
  return structure >= engine->n_structures || engine->own_terms[structure];
}

static bool is_left_out(const CdEngine *engine, guint structure)
{
  return engine->left_out && structure < engine->n_structures && engine->left_out[structure];
}

/* What is told of an option beside business as usual, of one luck: OF_LUCK[arm * layout->n + value]. */
static void put_against_today(const CdEngine *engine, const CdWorld *world, double *of_luck)
{
  guint n = engine->layout->n, baseline = (guint)world->concordat->baseline;
  for (guint a = 0; a < cd_engine_arms(engine); a++)
    put_places(engine->layout, world, &of_luck[(gsize)CD_ARM(baseline, a % 2) * n], &of_luck[(gsize)a * n]);
}

/* And beside the others. */
static void put_against_others(const CdEngine *engine, const CdWorld *world, Arm *const *arm, double *of_luck)
{
  put_views(engine, world, arm, false, of_luck);
  put_views(engine, world, arm, true, of_luck);
}

static void put_nothing(const CdEngine *engine, double *value)
{
  for (guint v = 0; v < engine->layout->n; v++)
    value[v] = NAN;
}

/* Chance has no part in them. */
static void put_views_alone(const CdEngine *engine, const CdWorld *world, Arm *const *arm, double *value)
{
  guint arms = cd_engine_arms(engine), n = engine->layout->n;
  for (guint at = 0; at < CD_LUCKS * arms; at++) {
    put_nothing(engine, &value[(gsize)at * n]);
    guint a = at % arms;
    if (a % 2 == 0 && !is_left_out(engine, a / 2))
      put_utilities(engine, world, arm[a], &value[(gsize)at * n]);
  }
}

void cd_engine_replicate(const CdEngine *engine, CdWorker *worker, guint32 replicate, const CdReplicateOut *into)
{
  g_assert(engine->is_taught);
  CdWorld *world = worker->world;
  CdArena *arena = worker->arena;
  guint arms = cd_engine_arms(engine), n = engine->layout->n;
  cd_arena_rewind(arena, 0);
  cd_world_draw(world, engine->seed, replicate);
  CdScene *scene = cd_arena_array(arena, CdScene, 1);
  cd_scene_make(scene, world, engine->seed, replicate, cd_slippage_at(engine->scenario, 0.5), arena);
  cd_now_make(&scene->now, &scene->context, &scene->baseline, engine->same[world->concordat->baseline], arena);

  CdDecision unasked;
  Arm **arm = cd_arena_array(arena, Arm *, arms);
  for (guint s = 0; s < engine->n_structures; s++) {
    if (is_left_out(engine, s))
      continue;
    arm[CD_ARM(s, false)] = cd_arena_array(arena, Arm, 1);
    make_arm(arm[CD_ARM(s, false)], engine, scene, world, s, CD_TERMS_ARM_COMMON, arena);
    arm[CD_ARM(s, true)] = arm[CD_ARM(s, false)];
    if (!cd_engine_has_own_terms(engine, s))
      continue;
    arm[CD_ARM(s, true)] = cd_arena_array(arena, Arm, 1);
    make_arm(arm[CD_ARM(s, true)], engine, scene, world, s, CD_TERMS_ARM_OWN, arena);
  }

  if (engine->session)
    make_decided_arms(&arm[CD_ARM(engine->n_structures, false)], into->decision ? into->decision : &unasked,
                      into->inquiry, engine, scene, world, replicate, worker);

  if (engine->views_alone) {
    put_views_alone(engine, world, arm, into->value);
    return;
  }
  if (into->months)
    memset(into->months, 0, cd_month_size(&engine->months) * sizeof *into->months);
  for (guint l = 0; l < CD_LUCKS; l++) {
    gsize mark = cd_arena_mark(arena);
    guint32 run = cd_run_word(replicate, l + 1);
    CdMarketLuck luck;
    cd_market_luck_draw(&luck, &scene->baseline, world, engine->seed, run, arena);
    double slippage =
        cd_slippage_at(engine->scenario, cd_stream_uniform(cd_stream(engine->seed, run, CD_PURPOSE_SLIPPAGE, 0), 0, 0));
    double *of_luck = &into->value[(gsize)l * arms * n];
    CdBidBook page = {NULL, NULL};
    if (into->book)
      page = (CdBidBook){&into->book->tender[(gsize)l * engine->n_contracts],
                         &into->book->bid[(gsize)l * engine->n_contracts * cd_world_bidders(world)]};
    for (guint a = 0; a < arms; a++) {
      bool forced = a < CD_ARM(engine->n_structures, false);
      CdContractOutcome *out =
          into->outcome && forced ? &into->outcome[(gsize)(l * 2 + a % 2) * engine->n_contracts] : NULL;
      if (is_left_out(engine, a / 2) || (engine->left_out && a % 2 == 1)) {
        put_nothing(engine, &of_luck[(gsize)a * n]);
        continue;
      }
      if (a % 2 == 1 && arm[a] == arm[a - 1]) {
        /* No terms of its own: the same arm, so the same values. */
        memcpy(&of_luck[(gsize)a * n], &of_luck[(gsize)(a - 1) * n], n * sizeof(double));
        for (guint c = 0; out && c < engine->n_contracts; c++)
          if (world->contract[c].head.parent == (int)(a / 2))
            out[c] = into->outcome[(gsize)(l * 2) * engine->n_contracts + c];
        continue;
      }
      double *of_option =
          into->months && a % 2 == 0 ? &into->months[cd_month_at(&engine->months, a / 2, 0, 0) * CD_MONTH_SUMS] : NULL;
      run_arm(engine, scene, world, arm[a], &luck, slippage, run, &of_luck[(gsize)a * n], out,
              into->book && forced && a % 2 == 0 ? &page : NULL, of_option, arena);
    }
    put_against_today(engine, world, of_luck); /* not defined, as all of it, where that is left out */
    if (!engine->left_out)
      put_against_others(engine, world, arm, of_luck);
    for (guint a = CD_ARM(engine->n_structures, false); a < arms; a++)
      put_utilities(engine, world, arm[a], &of_luck[(gsize)a * n]);
    for (guint s = 0; engine->left_out && s < engine->n_structures; s++)
      if (!engine->left_out[s])
        put_utilities(engine, world, arm[CD_ARM(s, false)], &of_luck[(gsize)CD_ARM(s, false) * n]);
    cd_arena_rewind(arena, mark);
  }
}

/* How often each two contracts of a structure go to one provider, over the inputs and over luck. */
static void learn_same_provider(CdEngine *engine)
{
  CdWorker *worker = cd_worker_new(engine);
  CdArena *arena = worker->arena;
  CdWorld *world = worker->world;
  for (guint r = 0; r < RELATION_REPLICATES; r++) {
    guint32 replicate = RELATION_FIRST + r;
    cd_arena_rewind(arena, 0);
    cd_world_draw(world, engine->seed, replicate);
    CdScene *scene = cd_arena_array(arena, CdScene, 1);
    cd_scene_make(scene, world, engine->seed, replicate, cd_slippage_at(engine->scenario, 0.5), arena);
    CdMarketLuck luck;
    cd_market_luck_draw(&luck, &scene->baseline, world, engine->seed, cd_run_word(replicate, 1), arena);
    for (guint s = 0; s < engine->n_structures; s++) {
      if (is_left_out(engine, s) && (int)s != world->concordat->baseline) /* where all stand now, and expect from */
        continue;
      gsize mark = cd_arena_mark(arena);
      CdFootprint footprint;
      CdFunding funding;
      CdAwards awards;
      cd_footprint_make(&footprint, world, &scene->caseload, s, CD_TERMS_ARM_COMMON, NULL, arena);
      guint n = footprint.n_contracts;
      cd_funding_init(&funding, world, n, arena);
      cd_funding_settle(&funding, world, &footprint);
      cd_awards_make(&awards, &footprint, &scene->reference, &funding, world, &luck, arena);
      if (!engine->same[s])
        engine->same[s] = g_new0(double, n *n + 1);
      for (guint pair = 0; pair < n * n; pair++)
        engine->same[s][pair] += awards.same[pair] / RELATION_REPLICATES;
      cd_arena_rewind(arena, mark);
    }
  }
  cd_worker_free(worker);
}

static CdEngine *outline(const CdScenario *scenario, guint64 seed)
{
  CdEngine *engine = g_new0(CdEngine, 1);
  engine->scenario = scenario;
  engine->layout = cd_metric_layout_new(scenario);
  engine->seed = seed;
  engine->n_structures = scenario->table[CD_ENTITY_STRUCTURE].n;
  engine->n_contracts = scenario->table[CD_ENTITY_CONTRACT].n;
  engine->decides = scenario->table[CD_ENTITY_NEGOTIATION].n > 0;
  engine->own_terms = g_new0(bool, engine->n_structures);
  for (guint s = 0; s < engine->n_structures; s++)
    engine->own_terms[s] = finds_own_terms(scenario, s);
  engine->same = g_new0(double *, engine->n_structures);
  engine->months = cd_month_layout(scenario, engine->n_structures + engine->decides);
  return engine;
}

CdEngine *cd_engine_outline(const CdScenario *scenario, guint64 seed)
{
  CdEngine *engine = outline(scenario, seed);
  if (engine->decides)
    engine->session = cd_session_outline(scenario, seed);
  return engine;
}

CdEngine *cd_engine_new(const CdScenario *scenario, guint64 seed)
{
  CdEngine *engine = outline(scenario, seed);
  learn_same_provider(engine);
  if (engine->decides)
    engine->session = cd_session_new(scenario, seed);
  engine->is_taught = true;
  return engine;
}

CdEngine *cd_engine_new_among(const CdScenario *scenario, guint64 seed, const bool *among)
{
  CdEngine *engine = outline(scenario, seed);
  engine->decides = false;
  engine->left_out = g_new(bool, engine->n_structures);
  for (guint s = 0; s < engine->n_structures; s++) {
    engine->left_out[s] = !among[s];
    engine->own_terms[s] = false;
  }
  learn_same_provider(engine);
  engine->is_taught = true;
  return engine;
}

CdEngine *cd_engine_new_views(const CdScenario *scenario, guint64 seed, const bool *among)
{
  CdEngine *engine = cd_engine_new_among(scenario, seed, among);
  engine->views_alone = true;
  return engine;
}

void cd_engine_free(CdEngine *engine)
{
  if (!engine)
    return;
  cd_metric_layout_free(engine->layout);
  cd_session_free(engine->session);
  for (guint s = 0; s < engine->n_structures; s++)
    g_free(engine->same[s]);
  g_free(engine->same);
  g_free(engine->own_terms);
  g_free(engine->left_out);
  g_free(engine);
}

const CdMetricLayout *cd_engine_layout(const CdEngine *engine)
{
  return engine->layout;
}

guint cd_engine_arms(const CdEngine *engine)
{
  return CD_ARM(engine->n_structures + cd_engine_decides(engine), false);
}

void cd_engine_tell_cells(CdEngine *engine)
{
  engine->months = cd_month_layout_by_cell(engine->months);
}

CdMonthLayout cd_engine_months(const CdEngine *engine)
{
  return engine->months;
}

bool cd_engine_decides(const CdEngine *engine)
{
  return engine->decides;
}

CdSession *cd_engine_session(const CdEngine *engine)
{
  return engine->session;
}

guint cd_engine_contracts(const CdEngine *engine)
{
  return engine->n_contracts;
}

CdWorker *cd_worker_new(const CdEngine *engine)
{
  CdWorker *worker = g_new0(CdWorker, 1);
  worker->world = cd_world_new(engine->scenario);
  worker->arena = cd_arena_new();
  worker->minutes = cd_arena_new();
  return worker;
}

void cd_worker_free(CdWorker *worker)
{
  if (!worker)
    return;
  cd_world_free(worker->world);
  cd_arena_free(worker->arena);
  cd_arena_free(worker->minutes);
  g_free(worker);
}
