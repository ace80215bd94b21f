#include "sim/coalition/reservation.h"

#include "sim/coalition/alternative.h"

double cd_parting_friction(const CdParties *parties, const CdPartition *partition, guint party)
{
  g_assert(party < parties->n_parties);
  return cd_partition_block_of(partition, party) == parties->bau_block[party] ? 0 : parties->friction[party];
}

static void solve_alone(CdBlockSolution *it, guint party, CdBlockTable table)
{
  g_assert(table.n_texts >= 1);
  for (guint text = 1; text < table.n_texts; text++)
    if (table.u[text] > table.u[it->text])
      it->text = text;
  it->forms = true;
  it->value[party] = it->reservation[party] = table.u[it->text];
  it->n_feasible = 0;
  for (guint text = 0; text < table.n_texts; text++)
    it->n_feasible += !cd_better(it->value[party], table.u[text]);
  cd_partition_add(&it->best, 1u << party);
  it->alternative = it->best;
}

/* beta, and in value what it is worth. */
static void set_alternative(const CdParties *parties, CdBlockSolution *solution, guint32 block)
{
  CdBlockSolution *it = &solution[block];
  guint32 first = cd_alternative_first(solution, block, parties->rank);
  const CdBlockSolution *one = &solution[first], *rest = &solution[block & ~first];
  it->alternative = rest->best;
  cd_partition_add(&it->alternative, first);
  for (guint i = 0; i < CD_COALITION_MAX; i++)
    if (block >> i & 1)
      it->value[i] = (first >> i & 1 ? one : rest)->value[i];
}

/* The members' values or reservation values, packed as in the block's table. */
static guint pack(double *packed, const double *by_party, guint32 block)
{
  guint n = 0;
  for (guint32 rest = block; rest; rest &= rest - 1)
    packed[n++] = by_party[__builtin_ctz(rest)];
  return n;
}

static void agree(CdBlockSolution *it, guint32 block, CdBlockTable table)
{
  double reservation[CD_COALITION_MAX];
  guint n = pack(reservation, it->reservation, block), position = 0;
  CdBlockBargain bargain = cd_block_bargain(&table, n, reservation);
  it->forms = bargain.n_feasible > 0;
  it->n_feasible = bargain.n_feasible;
  if (!it->forms) {
    it->best = it->alternative;
    return;
  }
  it->text = bargain.text;
  cd_partition_add(&it->best, block);
  for (guint32 rest = block; rest; rest &= rest - 1)
    it->value[__builtin_ctz(rest)] = table.u[(gsize)bargain.text * n + position++];
}

static void solve_together(const CdParties *parties, CdBlockSolution *solution, guint32 block, CdBlockTable table)
{
  CdBlockSolution *it = &solution[block];
  set_alternative(parties, solution, block);
  for (guint i = 0; i < parties->n_parties; i++)
    if (block >> i & 1)
      it->reservation[i] = it->value[i] - cd_parting_friction(parties, &it->alternative, i);
  agree(it, block, table);
}

const CdBlockSolution *cd_reservation(const CdParties *parties, CdBlockLook look, gpointer user, CdArena *arena)
{
  guint n = parties->n_parties;
  g_assert(n >= 1 && n <= CD_COALITION_MAX);
  for (guint i = 0; i < n; i++)
    g_assert(parties->friction[i] >= 0 && parties->bau_block[i] >> i & 1);
  CdBlockSolution *solution = cd_arena_array(arena, CdBlockSolution, 1u << n);
  for (guint32 block = 1; block < 1u << n; block++) {
    CdBlockTable table = look(user, block);
    if (block & (block - 1))
      solve_together(parties, solution, block, table);
    else
      solve_alone(&solution[block], (guint)__builtin_ctz(block), table);
  }
  cd_alternative_flag(solution, n, arena);
  return solution;
}

double cd_reservation_after(const CdBlockSolution *solution, guint32 departed, guint party)
{
  return solution[departed | 1u << party].value[party];
}
