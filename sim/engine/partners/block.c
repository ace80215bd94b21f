#include "sim/engine/partners/block.h"

#include <math.h>
#include "sim/base/hash.h"
#include "sim/engine/beds.h"

static guint32 parties_of(const CdWorld *world, const CdContract *contract)
{
  guint32 mask = 0;
  for (guint i = 0; i < contract->areas.n; i++)
    mask |= 1u << cd_area_council(world, contract->areas.at[i]);
  return mask;
}

/* BLOCK[council]: councils tied by contracts of STRUCTURE, directly or through others. */
static void find_blocks(const CdWorld *world, guint structure, guint32 *block)
{
  for (guint i = 0; i < world->n_council; i++)
    block[i] = 1u << i;
  bool grew = true;
  while (grew) {
    grew = false;
    for (guint c = 0; c < world->n_contract; c++) {
      if (world->contract[c].head.parent != (int)structure)
        continue;
      guint32 mask = parties_of(world, &world->contract[c]), all = mask;
      for (guint i = 0; i < world->n_council; i++)
        all |= mask >> i & 1 ? block[i] : 0;
      for (guint i = 0; i < world->n_council; i++)
        if (all >> i & 1 && block[i] != all) {
          block[i] = all;
          grew = true;
        }
    }
  }
}

static bool same_specification(const CdContract *a, const CdContract *b)
{
  return g_strcmp0(a->specification, b->specification) == 0;
}

static bool same_limit(const CdContract *a, const CdContract *b)
{
  return a->price_limit == b->price_limit || (isnan(a->price_limit) && isnan(b->price_limit));
}

/* They buy the same for the same areas in the same hubs, by the same route and buyer and for as much at the most; neither the terms that each states are looked at nor the
 * remedy, with which partners do not reckon. */
static bool same_contract(const CdContract *a, const CdContract *b)
{
  return cd_refs_same(a->areas, b->areas) && cd_refs_same(a->components, b->components) &&
         cd_refs_same(a->hubs, b->hubs) && a->share == b->share && cd_bed_factor(a) == cd_bed_factor(b) &&
         same_limit(a, b) && cd_refs_same(a->without, b->without) && same_specification(a, b) && a->route == b->route &&
         a->fallback == b->fallback && a->bought_by == b->bought_by && a->specifications == b->specifications &&
         a->lead == b->lead;
}

static guint count_same(const CdWorld *world, const CdForm *form, const CdContract *contract)
{
  guint n = 0;
  for (guint c = 0; c < form->n_contracts; c++)
    n += same_contract(&world->contract[form->contract[c]], contract);
  return n;
}

/* Contract for contract: one may have several that are the same. */
static bool same_form(const CdWorld *world, const CdForm *a, const CdForm *b)
{
  bool same = a->n_contracts == b->n_contracts;
  for (guint c = 0; same && c < a->n_contracts; c++) {
    const CdContract *contract = &world->contract[a->contract[c]];
    same = count_same(world, a, contract) == count_same(world, b, contract);
  }
  return same;
}

static CdForm form_of(const CdWorld *world, guint structure, guint32 block, CdArena *arena)
{
  guint *contract = cd_arena_array(arena, guint, world->n_contract);
  guint n = 0;
  for (guint c = 0; c < world->n_contract; c++) {
    if (world->contract[c].head.parent != (int)structure || !(parties_of(world, &world->contract[c]) & block))
      continue;
    guint at = n++;
    for (; at > 0 && world->contract[contract[at - 1]].head.key > world->contract[c].head.key; at--)
      contract[at] = contract[at - 1];
    contract[at] = c;
  }
  return (CdForm){.n_contracts = n, .contract = contract, .structure = structure};
}

static int rank(const CdWorld *world, guint structure)
{
  const CdConcordat *root = world->concordat;
  return (int)structure == root->joint      ? 0
         : (int)structure == root->baseline ? 1
         : (int)structure == root->apart    ? 2
                                            : 3;
}

/* Structures in the order in which their forms are listed. */
static guint *order_of(const CdWorld *world, CdArena *arena)
{
  guint *order = cd_arena_array(arena, guint, world->n_structure);
  for (guint s = 0; s < world->n_structure; s++) {
    guint at = s;
    for (; at > 0; at--) {
      guint before = order[at - 1];
      int difference = rank(world, before) - rank(world, s);
      if (difference < 0 || (difference == 0 && world->structure[before].head.key < world->structure[s].head.key))
        break;
      order[at] = before;
    }
    order[at] = s;
  }
  return order;
}

static void see_structure(CdBlocks *blocks, const CdWorld *world, CdBlockForms *forms, CdForm **room, guint structure)
{
  guint n = blocks->n_councils;
  guint32 *block = &blocks->structure_block[structure * n];
  find_blocks(world, structure, block);
  for (guint i = 0; i < n; i++) {
    CdForm form = form_of(world, structure, block[i], blocks->arena);
    CdBlockForms *of_block = &forms[block[i]];
    if (!room[block[i]])
      of_block->form = room[block[i]] = cd_arena_array(blocks->arena, CdForm, world->n_structure);
    guint f = 0;
    while (f < of_block->n_forms && !same_form(world, &form, &of_block->form[f]))
      f++;
    if (f == of_block->n_forms)
      room[block[i]][of_block->n_forms++] = form;
    blocks->structure_form[structure * n + i] = f;
  }
}

/* The rows that are NAMED, in their order. */
static CdRefs join_refs(guint n_rows, const bool *named, CdArena *arena)
{
  guint *at = cd_arena_array(arena, guint, n_rows + 1);
  guint n = 0;
  for (guint i = 0; i < n_rows; i++)
    if (named[i])
      at[n++] = i;
  return (CdRefs){n, at};
}

/* Hubs that COUNCIL pays for when it buys alone; where no structure shows that, those that stand in its areas. */
static void name_hubs(const CdWorld *world, const CdBlockForms *alone, guint council, bool *named)
{
  for (guint f = 0; f < alone->n_forms && alone->form[f].structure < world->n_structure; f++) {
    for (guint c = 0; c < alone->form[f].n_contracts; c++) {
      CdRefs hubs = world->contract[alone->form[f].contract[c]].hubs;
      for (guint h = 0; h < hubs.n; h++)
        named[hubs.at[h]] = true;
    }
    return; /* the first form is enough */
  }
  for (guint h = 0; h < world->n_hub; h++)
    if (cd_refs_has(world->council[council].areas, (guint)world->hub[h].area))
      named[h] = true;
}

static CdContract make_contract(const CdWorld *world, const CdBlockForms *forms, guint32 block, CdArena *arena)
{
  bool *area = cd_arena_array(arena, bool, world->n_area), *hub = cd_arena_array(arena, bool, world->n_hub + 1);
  bool *component = cd_arena_array(arena, bool, world->n_component);
  guint64 key = cd_hash_text("block");
  for (guint p = 0; p < world->n_component; p++)
    component[p] = true;
  for (guint i = 0; i < world->n_council; i++) {
    if (!(block >> i & 1))
      continue;
    key += world->council[i].head.key; /* a sum: the order of councils in the file does not matter */
    for (guint a = 0; a < world->council[i].areas.n; a++)
      area[world->council[i].areas.at[a]] = true;
    name_hubs(world, &forms[1u << i], i, hub);
  }
  CdContract made = {.head = {.id = "", .label = "", .parent = -1, .key = cd_hash_pair(key, 1)},
                     .areas = join_refs(world->n_area, area, arena),
                     .components = join_refs(world->n_component, component, arena),
                     .hubs = join_refs(world->n_hub, hub, arena),
                     .share = 1,
                     .length = NAN,
                     .quality_weight = NAN,
                     .results_share = NAN,
                     .outcomes_share = NAN,
                     .localisation = NAN,
                     .notice_months = NAN,
                     .bed_factor = NAN,
                     .price_limit = NAN,
                     .pricing = -1,
                     .cost_sharing = -1,
                     .exit_right = -1,
                     .lead = -1,
                     .remedy = CD_REMEDY_RETENDER};
  return made;
}

/* Contracts for blocks without a form; those of one council first, as others take their hubs. */
static void make_missing(CdBlocks *blocks, const CdWorld *world, CdBlockForms *forms)
{
  guint all = 1u << blocks->n_councils;
  CdContract *made = cd_arena_array(blocks->arena, CdContract, all);
  for (guint32 mask = 1; mask < all; mask++) {
    if (forms[mask].n_forms > 0)
      continue;
    guint *contract = cd_arena_array(blocks->arena, guint, 1);
    *contract = world->n_contract + blocks->n_made;
    made[blocks->n_made++] = make_contract(world, forms, mask, blocks->arena);
    CdForm *form = cd_arena_array(blocks->arena, CdForm, 1);
    *form = (CdForm){.n_contracts = 1, .contract = contract, .structure = world->n_structure};
    forms[mask] = (CdBlockForms){1, form};
  }
  blocks->made = made;
}

/* Before forms are made up for blocks that no structure shows. Everybody alone always is, and the whole, which is what the talks are about. */
static const bool *find_weighed(const CdWorld *world, const CdBlockForms *forms, CdArena *arena)
{
  guint32 whole = (1u << world->n_council) - 1;
  bool *weighed = cd_arena_array(arena, bool, whole + 1);
  bool every = world->n_negotiation == 0 || world->negotiation->groupings == CD_GROUPINGS_EVERY;
  for (guint32 block = 1; block <= whole; block++)
    weighed[block] = every || forms[block].n_forms > 0 || (block & (block - 1)) == 0 || block == whole;
  return weighed;
}

CdBlocks *cd_blocks_new(const CdWorld *world)
{
  g_assert(world->n_council <= CD_COUNCILS_MOST);
  CdArena *arena = cd_arena_new();
  CdBlocks *blocks = cd_arena_array(arena, CdBlocks, 1);
  guint n = world->n_council;
  CdBlockForms *forms = cd_arena_array(arena, CdBlockForms, 1u << n);
  CdForm **room = cd_arena_array(arena, CdForm *, 1u << n);
  *blocks = (CdBlocks){.n_councils = n,
                       .block = forms,
                       .n_structures = world->n_structure,
                       .structure_block = cd_arena_array(arena, guint32, world->n_structure * n),
                       .structure_form = cd_arena_array(arena, guint, world->n_structure * n),
                       .n_world_contracts = world->n_contract,
                       .arena = arena};
  const guint *order = order_of(world, arena);
  for (guint s = 0; s < world->n_structure; s++)
    see_structure(blocks, world, forms, room, order[s]);
  blocks->weighed = find_weighed(world, forms, arena);
  make_missing(blocks, world, forms);
  return blocks;
}

void cd_blocks_free(CdBlocks *blocks)
{
  if (blocks)
    cd_arena_free(blocks->arena);
}

const CdContract *cd_blocks_contract(const CdBlocks *blocks, const CdWorld *world, guint number)
{
  return number < blocks->n_world_contracts ? &world->contract[number]
                                            : &blocks->made[number - blocks->n_world_contracts];
}

static bool is_division(const CdBlocks *blocks, guint structure, const CdDivision *division)
{
  for (guint b = 0; b < division->n_blocks; b++) {
    guint member = (guint)__builtin_ctz(division->block[b]);
    gsize at = (gsize)structure * blocks->n_councils + member;
    if (blocks->structure_block[at] != division->block[b] || blocks->structure_form[at] != division->form[b])
      return false;
  }
  return true;
}

int cd_blocks_structure(const CdBlocks *blocks, const CdWorld *world, const CdDivision *division)
{
  int found = -1;
  for (guint s = 0; s < blocks->n_structures; s++) {
    if (!is_division(blocks, s, division))
      continue;
    bool before =
        found < 0 || rank(world, s) < rank(world, (guint)found) ||
        (rank(world, s) == rank(world, (guint)found) && world->structure[s].head.key < world->structure[found].head.key);
    found = before ? (int)s : found;
  }
  return found;
}

CdLayout cd_division_layout(const CdBlocks *blocks, const CdWorld *world, const CdDivision *division, CdArena *arena)
{
  guint n = 0;
  for (guint b = 0; b < division->n_blocks; b++)
    n += blocks->block[division->block[b]].form[division->form[b]].n_contracts;
  const CdContract **contract = cd_arena_array(arena, const CdContract *, n);
  n = 0;
  for (guint b = 0; b < division->n_blocks; b++) {
    const CdForm *form = &blocks->block[division->block[b]].form[division->form[b]];
    for (guint c = 0; c < form->n_contracts; c++)
      contract[n++] = cd_blocks_contract(blocks, world, form->contract[c]);
  }
  int structure = cd_blocks_structure(blocks, world, division);
  int like = structure >= 0 ? structure : division->n_blocks == 1 ? world->concordat->joint : world->concordat->apart;
  return (CdLayout){.n_contracts = n,
                    .contract = contract,
                    .border_policy = (CdBorderPolicy)world->structure[like].border_policy,
                    .intelligence = (CdIntelligence)world->structure[like].intelligence,
                    .leaving = world->structure[like].leaving,
                    .staying = world->structure[like].staying,
                    .prepared = structure >= 0 && cd_structure_is_prepared(world, (guint)structure),
                    .as_now = structure >= 0 && structure == world->concordat->baseline};
}

CdDivision cd_structure_division(const CdBlocks *blocks, guint structure)
{
  CdDivision division = {0};
  for (guint i = 0; i < blocks->n_councils; i++) {
    gsize at = (gsize)structure * blocks->n_councils + i;
    if ((guint)__builtin_ctz(blocks->structure_block[at]) != i)
      continue; /* listed with its lowest member */
    division.block[division.n_blocks] = blocks->structure_block[at];
    division.form[division.n_blocks++] = blocks->structure_form[at];
  }
  return division;
}
