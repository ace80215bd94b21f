#include "sim/engine/partners/partners.h"

#include "sim/base/random.h"
#include "sim/coalition/partition.h"
#include "sim/engine/award.h"

/* Replicates from which beliefs are drawn and learnt; above any that a run reaches, and beside the engine's own. */
#define PRIOR_FIRST ((guint32)1 << 29 | (guint32)1 << 20)
#define LEARNT_REPLICATES 32
#define LEARNT_FIRST (PRIOR_FIRST | (guint32)1 << 19)
#define LUCK 1

CdManner cd_council_manner(const CdCouncil *council)
{
  CdTacticKind kind = (CdTacticKind)council->tactic; /* one enumeration: tactic.c */
  bool exponential = kind == CD_TACTIC_EXPONENTIAL, mixed = kind == CD_TACTIC_MIXED;
  return (CdManner){.kind = kind,
                    .tactic = {.of_time = exponential ? CD_TACTIC_EXPONENTIAL : CD_TACTIC_POLYNOMIAL,
                               .kappa = council->opening,
                               .beta = council->concession,
                               .reciprocity = mixed ? council->reciprocity : 0},
                    .friction = council->friction,
                    .patience = council->patience};
}

static void draw_prior(CdPartners *partners, CdWorld *world, guint64 seed)
{
  guint n = partners->n_councils;
  for (guint p = 0; p < CD_PARTICLES; p++) {
    cd_world_draw(world, seed, PRIOR_FIRST + p);
    for (guint i = 0; i < n; i++) {
      cd_taste_make(&partners->taste[i * CD_PARTICLES + p], world, i, &partners->table);
      partners->manner[i * CD_PARTICLES + p] = cd_council_manner(&world->council[i]);
    }
  }
  for (guint i = 0; i < n; i++) {
    const CdTaste *taste[CD_PARTICLES];
    double part[CD_PARTICLES];
    for (guint p = 0; p < CD_PARTICLES; p++) {
      taste[p] = &partners->taste[i * CD_PARTICLES + p];
      part[p] = 1.0 / CD_PARTICLES;
    }
    cd_taste_mean(&partners->mean[i], taste, part, CD_PARTICLES, &partners->table);
  }
}

static void order_turns(CdPartners *partners, const CdWorld *world)
{
  for (guint i = 0; i < partners->n_councils; i++) {
    guint at = i;
    for (; at > 0 && world->council[partners->order[at - 1]].head.key > world->council[i].head.key; at--)
      partners->order[at] = partners->order[at - 1];
    partners->order[at] = i;
  }
}

static CdDivision stand_division(const CdPartners *partners, guint32 block, guint form)
{
  guint32 others = cd_mask_all(partners->n_councils) & ~block;
  return (CdDivision){.n_blocks = others ? 2 : 1, .block = {block, others}, .form = {form, 0}};
}

/* Adds to SAME what one draw of tenders brings where BLOCK stands in this form beside the others. */
static void tender_stand(const CdPartners *partners, const CdScene *scene, const CdMarketLuck *luck, guint32 block,
                         guint form, double *same, CdArena *scratch)
{
  const CdWorld *world = scene->context.world;
  gsize mark = cd_arena_mark(scratch);
  CdDivision division = stand_division(partners, block, form);
  CdLayout layout = cd_division_layout(partners->blocks, world, &division, scratch);
  CdFootprint footprint;
  cd_footprint_lay(&footprint, world, &scene->caseload, &layout, CD_TERMS_ARM_COMMON, NULL, scratch);
  CdFunding funding;
  cd_funding_init(&funding, world, footprint.n_contracts, scratch);
  cd_funding_settle(&funding, world, &footprint);
  CdAwards awards;
  cd_awards_make(&awards, &footprint, &scene->reference, &funding, world, luck, scratch);
  for (guint pair = 0; pair < footprint.n_contracts * footprint.n_contracts; pair++)
    same[pair] += awards.same[pair] / LEARNT_REPLICATES;
  cd_arena_rewind(scratch, mark);
}

static guint contracts_of(const CdPartners *partners, guint32 block, guint form)
{
  CdDivision division = stand_division(partners, block, form);
  guint n = 0;
  for (guint b = 0; b < division.n_blocks; b++)
    n += partners->blocks->block[division.block[b]].form[division.form[b]].n_contracts;
  return n;
}

/* Forms that are learnt of. */
static guint weighed_forms(const CdPartners *partners, guint32 block)
{
  return partners->blocks->weighed[block] ? partners->blocks->block[block].n_forms : 0;
}

static void learn_same(CdPartners *partners, CdWorld *world, guint64 seed, double slippage_median, CdArena *scratch)
{
  guint32 all = 1u << partners->n_councils;
  for (guint32 block = 1; block < all; block++)
    for (guint f = 0; f < weighed_forms(partners, block); f++) {
      guint n = contracts_of(partners, block, f);
      partners->same[block * partners->forms_most + f] = cd_arena_array(partners->arena, double, n *n);
    }
  for (guint r = 0; r < LEARNT_REPLICATES; r++) {
    gsize mark = cd_arena_mark(scratch);
    cd_world_draw(world, seed, LEARNT_FIRST + r);
    CdScene *scene = cd_arena_array(scratch, CdScene, 1);
    cd_scene_make(scene, world, seed, LEARNT_FIRST + r, slippage_median, scratch);
    CdMarketLuck luck;
    cd_market_luck_draw(&luck, &scene->baseline, world, seed, cd_run_word(LEARNT_FIRST + r, LUCK), scratch);
    for (guint32 block = 1; block < all; block++)
      for (guint f = 0; f < weighed_forms(partners, block); f++)
        tender_stand(partners, scene, &luck, block, f, partners->same[block * partners->forms_most + f], scratch);
    cd_arena_rewind(scratch, mark);
  }
}

static double mean_same(const CdPartners *partners)
{
  double sum = 0, pairs = 0;
  for (guint32 block = 1; block < 1u << partners->n_councils; block++)
    for (guint f = 0; f < weighed_forms(partners, block); f++) {
      guint n = contracts_of(partners, block, f);
      const double *same = partners->same[block * partners->forms_most + f];
      for (guint pair = 0; pair < n * n; pair++) {
        bool different = pair / n != pair % n;
        sum += different ? same[pair] : 0;
        pairs += different;
      }
    }
  return pairs > 0 ? sum / pairs : 1;
}

CdPartners *cd_partners_outline(CdWorld *world, guint64 seed)
{
  CdArena *arena = cd_arena_new();
  CdPartners *partners = cd_arena_array(arena, CdPartners, 1);
  guint n = world->n_council, all = 1u << n;
  cd_world_draw(world, seed, PRIOR_FIRST);
  *partners = (CdPartners){.n_councils = n,
                           .blocks = cd_blocks_new(world),
                           .grid = cd_arena_array(arena, CdGrid, all),
                           .bau_block = cd_arena_array(arena, guint32, n),
                           .order = cd_arena_array(arena, guint, n),
                           .taste = cd_arena_array(arena, CdTaste, n * CD_PARTICLES),
                           .manner = cd_arena_array(arena, CdManner, n * CD_PARTICLES),
                           .mean = cd_arena_array(arena, CdTaste, n),
                           .arena = arena};
  cd_term_table_make(&partners->table, world);
  for (guint32 block = 1; block < all; block++) {
    guint forms = partners->blocks->block[block].n_forms;
    cd_term_grid(&partners->grid[block], &partners->table, forms);
    partners->forms_most = MAX(partners->forms_most, forms);
  }
  partners->same = cd_arena_array(arena, double *, all * partners->forms_most);
  guint baseline = (guint)world->concordat->baseline;
  memcpy(partners->bau_block, &partners->blocks->structure_block[baseline * n], n * sizeof(guint32));
  order_turns(partners, world);
  return partners;
}

void cd_partners_teach(CdPartners *partners, CdWorld *world, guint64 seed, double slippage_median, CdArena *scratch)
{
  draw_prior(partners, world, seed);
  learn_same(partners, world, seed, slippage_median, scratch);
  partners->same_mean = mean_same(partners);
}

CdPartners *cd_partners_new(CdWorld *world, guint64 seed, double slippage_median, CdArena *scratch)
{
  CdPartners *partners = cd_partners_outline(world, seed);
  cd_partners_teach(partners, world, seed, slippage_median, scratch);
  return partners;
}

void cd_partners_free(CdPartners *partners)
{
  if (!partners)
    return;
  cd_blocks_free(partners->blocks);
  cd_arena_free(partners->arena);
}

CdBeliefs cd_stand_model_beliefs(const CdPartners *partners, const CdWorld *world, guint32 block, guint form)
{
  return cd_model_beliefs(world, partners->same[block * partners->forms_most + form]);
}
