#include "bench/person.h"
#include "sim/base/hash.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

/* Stocks that people leave come first in CdStock, so that a person is cell * N_LIVE + stock. */
enum { N_LIVE = CD_STOCK_OUT + 1, MAX_CODES = PERSON_MAX_CELLS * N_LIVE };
G_STATIC_ASSERT((int)MAX_CODES <= 256);

typedef struct {
  guint64 word[4];
} Xoshiro;

static inline guint64 rotate(guint64 x, int by)
{
  return x << by | x >> (64 - by);
}

static inline guint64 xoshiro_next(Xoshiro *rng)
{
  guint64 *s = rng->word, result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate(s[3], 45);
  return result;
}

/* A way out: taken when the uniform is below BELOW (and not below the one before). */
typedef struct {
  guint64 below;
  guint stock, cell; /* where to */
  int flow, also;    /* counted in the cell left; -1: nothing */
  bool seen;         /* a client seen where they arrive: CD_FLOW_CLIENTS */
} Exit;

typedef struct {
  guint64 leave[MAX_CODES]; /* below it, the person leaves */
  Exit exit[MAX_CODES][PERSON_MAX_EXITS];
  guint n_exits[MAX_CODES];
  gint64 stock[MAX_CODES]; /* people, kept up as they move */
} Table;

typedef struct {
  guint8 *code;
  guint64 *key;                      /* of each person; NULL when streamed */
  guint64 arrived[PERSON_MAX_CELLS]; /* people so far, which number new ones */
  guint64 seed;
  gsize n, room;
} People;

static guint64 threshold(double p)
{
  return p < 1 ? (guint64)(p * 0x1p64) : G_MAXUINT64;
}

/* Sums the probabilities in LEAVE_P as it goes. */
static void add_exit(Table *table, guint code, double *leave_p, double p, Exit exit)
{
  g_assert(table->n_exits[code] < PERSON_MAX_EXITS);
  *leave_p += p;
  exit.below = table->leave[code] = threshold(*leave_p);
  table->exit[code][table->n_exits[code]++] = exit;
}

static void fill_cell(const CdFlowPlan *plan, guint month, guint cell, const CdMove **move, Table *table)
{
  const double *rate = plan->rate + ((gsize)month * plan->n_cells + cell) * CD_RATE_COUNT;
  double sum[N_LIVE] = {0};
  guint first = cell * N_LIVE;
  for (guint s = 0; s < N_LIVE; s++)
    table->n_exits[first + s] = 0, table->leave[first + s] = 0;
#define EXIT(from, p, to, ...)                                                                                         \
  add_exit(table, first + (from), &sum[from], (p), (Exit){.stock = (to), .cell = cell, __VA_ARGS__})
  double complete = rate[CD_RATE_COMPLETE], back = rate[CD_RATE_COME_BACK_SHARE];
  EXIT(CD_STOCK_WAITING, rate[CD_RATE_START], CD_STOCK_EARLY, .flow = CD_FLOW_STARTS, .also = -1, .seen = true);
  EXIT(CD_STOCK_WAITING, rate[CD_RATE_GIVE_UP], CD_STOCK_OUT, .flow = CD_FLOW_GIVE_UPS, .also = -1);
  EXIT(CD_STOCK_WAITING, rate[CD_RATE_WAITING_DEATH], CD_STOCK_DEAD, .flow = CD_FLOW_DEATHS_OUT, .also = -1);
  EXIT(CD_STOCK_EARLY, rate[CD_RATE_SETTLE], CD_STOCK_SETTLED, .flow = -1, .also = -1);
  EXIT(CD_STOCK_EARLY, rate[CD_RATE_EARLY_UNPLANNED], CD_STOCK_OUT, .flow = CD_FLOW_UNPLANNED, .also = -1);
  EXIT(CD_STOCK_EARLY, rate[CD_RATE_EARLY_DEATH], CD_STOCK_DEAD, .flow = CD_FLOW_DEATHS_IN, .also = -1);
  EXIT(CD_STOCK_SETTLED, complete * (1 - back), CD_STOCK_RECOVERED, .flow = CD_FLOW_COMPLETIONS, .also = -1);
  EXIT(CD_STOCK_SETTLED, complete * back, CD_STOCK_RETURNING, .flow = CD_FLOW_COMPLETIONS,
       .also = CD_FLOW_REPRESENTATIONS);
  EXIT(CD_STOCK_SETTLED, rate[CD_RATE_UNPLANNED], CD_STOCK_OUT, .flow = CD_FLOW_UNPLANNED, .also = -1);
  EXIT(CD_STOCK_SETTLED, rate[CD_RATE_TRANSFER], CD_STOCK_ELSEWHERE, .flow = CD_FLOW_TRANSFERS, .also = -1);
  EXIT(CD_STOCK_SETTLED, rate[CD_RATE_DEATH], CD_STOCK_DEAD, .flow = CD_FLOW_DEATHS_IN, .also = -1);
  EXIT(CD_STOCK_RETURNING, rate[CD_RATE_COME_BACK], CD_STOCK_WAITING, .flow = -1, .also = -1);
  EXIT(CD_STOCK_OUT, rate[CD_RATE_OUT_RETURN], CD_STOCK_WAITING, .flow = -1, .also = -1);
  EXIT(CD_STOCK_OUT, rate[CD_RATE_OUT_LEAVE], CD_STOCK_ELSEWHERE, .flow = -1, .also = -1);
  EXIT(CD_STOCK_OUT, rate[CD_RATE_OUT_DEATH], CD_STOCK_DEAD, .flow = CD_FLOW_DEATHS_OUT, .also = -1);
#undef EXIT
  for (; *move < plan->move + plan->n_moves && (*move)->from == cell; (*move)++) {
    double p = (*move)->probability;
    double lost = p * (month < (*move)->switch_month ? (*move)->loss_before : (*move)->loss_after);
    guint to = (*move)->to;
    add_exit(table, first + CD_STOCK_SETTLED, &sum[CD_STOCK_SETTLED], p - lost,
             (Exit){.stock = CD_STOCK_SETTLED, .cell = to, .flow = CD_FLOW_MOVES, .also = -1, .seen = true});
    add_exit(table, first + CD_STOCK_SETTLED, &sum[CD_STOCK_SETTLED], lost,
             (Exit){.stock = CD_STOCK_OUT, .cell = to, .flow = CD_FLOW_MOVES, .also = CD_FLOW_MOVE_LOSSES});
  }
}

static void add_people(People *people, Table *table, guint code, gint64 n)
{
  guint cell = code / N_LIVE;
  while (people->n + (gsize)n > people->room) {
    people->room *= 2;
    people->code = g_realloc(people->code, people->room);
    if (people->key)
      people->key = g_renew(guint64, people->key, people->room);
  }
  memset(people->code + people->n, (int)code, (gsize)n);
  for (gsize i = people->n; people->key && i < people->n + (gsize)n; i++)
    people->key[i] = cd_hash_pair(people->seed, people->arrived[cell]++ * PERSON_MAX_CELLS + cell);
  people->n += (gsize)n;
  table->stock[code] += n;
}

/* The person's new code, or -1 when they are gone. */
static int take_exit(Table *table, guint code, guint64 uniform, guint n_cells, gint64 *count, gint64 *final)
{
  const Exit *exit = table->exit[code];
  while (uniform >= exit->below)
    exit++;
  gint64 *here = count + (gsize)(code / N_LIVE) * CD_FLOW_COUNT;
  if (exit->flow >= 0)
    here[exit->flow]++;
  if (exit->also >= 0)
    here[exit->also]++;
  if (exit->seen)
    count[(gsize)exit->cell * CD_FLOW_COUNT + CD_FLOW_CLIENTS]++;
  table->stock[code]--;
  if (exit->stock >= N_LIVE) {
    final[exit->stock * n_cells + exit->cell]++;
    return -1;
  }
  guint next = exit->cell * N_LIVE + exit->stock;
  table->stock[next]++;
  return (int)next;
}

/* KEYED is known where this is called, so that each kind gets a loop of its own. */
static inline void step_people(People *people, bool keyed, Table *table, Xoshiro *rng, guint month, guint n_cells,
                               gint64 *count, gint64 *final)
{
  guint64 step = (month + 1) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  Xoshiro own = *rng; /* in registers: nothing else can point to it */
  for (gsize i = 0; i < people->n;) {
    guint code = people->code[i];
    guint64 uniform = keyed ? cd_hash_mix(people->key[i] + step) : xoshiro_next(&own);
    if (uniform >= table->leave[code]) {
      i++;
      continue;
    }
    int next = take_exit(table, code, uniform, n_cells, count, final);
    if (next >= 0) {
      people->code[i++] = (guint8)next;
    } else {
      people->code[i] = people->code[--people->n];
      if (keyed)
        people->key[i] = people->key[people->n];
    }
  }
  *rng = own;
}

static void add_arrivals(const CdFlowPlan *plan, guint month, gsl_rng *poisson, People *people, Table *table,
                         gint64 *count)
{
  for (guint c = 0; c < plan->n_cells; c++) {
    const double *rate = plan->rate + ((gsize)month * plan->n_cells + c) * CD_RATE_COUNT;
    guint arrivals = gsl_ran_poisson(poisson, rate[CD_RATE_ARRIVALS]);
    guint reached = gsl_ran_binomial(poisson, rate[CD_RATE_REACH], arrivals);
    add_people(people, table, c * N_LIVE + CD_STOCK_WAITING, reached);
    add_people(people, table, c * N_LIVE + CD_STOCK_OUT, arrivals - reached);
    count[(gsize)c * CD_FLOW_COUNT + CD_FLOW_ARRIVALS] += arrivals;
    count[(gsize)c * CD_FLOW_COUNT + CD_FLOW_NOT_REACHED] += arrivals - reached;
  }
}

static void count_months(const CdFlowPlan *plan, const Table *table, bool year_starts, gint64 *count)
{
  for (guint c = 0; c < plan->n_cells; c++) {
    const gint64 *stock = &table->stock[c * N_LIVE];
    gint64 treated = stock[CD_STOCK_EARLY] + stock[CD_STOCK_SETTLED], *of_cell = count + (gsize)c * CD_FLOW_COUNT;
    of_cell[CD_FLOW_MONTHS_WAITING] += stock[CD_STOCK_WAITING];
    of_cell[CD_FLOW_MONTHS_TREATED] += treated;
    if (year_starts)
      of_cell[CD_FLOW_CLIENTS] += treated;
  }
}

void person_run(const CdFlowPlan *plan, PersonLuck luck, guint64 seed, gint64 *count, gint64 *final)
{
  g_assert(plan->n_cells <= PERSON_MAX_CELLS);
  Xoshiro rng;
  for (guint64 i = 0; i < 4; i++)
    rng.word[i] = cd_hash_pair(seed, i);
  gsl_rng *poisson = gsl_rng_alloc(gsl_rng_taus2);
  gsl_rng_set(poisson, (gulong)(seed + 1));
  Table *table = g_new0(Table, 1);
  People people = {.code = g_malloc(1024), .seed = seed, .room = 1024};
  if (luck == PERSON_KEYED)
    people.key = g_new(guint64, people.room);
  memset(count, 0, sizeof *count * cd_flow_count_size(plan));
  memset(final, 0, sizeof *final * cd_flow_final_size(plan));
  for (guint c = 0; c < plan->n_cells; c++)
    for (guint s = 0; s < N_LIVE; s++)
      add_people(&people, table, c * N_LIVE + s, plan->initial[s * plan->n_cells + c]);
  for (guint month = 0; month < plan->n_months; month++) {
    gint64 *of_year = count + (gsize)(month / 12) * plan->n_cells * CD_FLOW_COUNT;
    const CdMove *move = plan->move;
    for (guint c = 0; c < plan->n_cells; c++)
      fill_cell(plan, month, c, &move, table);
    count_months(plan, table, month % 12 == 0, of_year);
    if (luck == PERSON_KEYED)
      step_people(&people, true, table, &rng, month, plan->n_cells, of_year, final);
    else
      step_people(&people, false, table, &rng, month, plan->n_cells, of_year, final);
    add_arrivals(plan, month, poisson, &people, table, of_year);
  }
  for (guint c = 0; c < plan->n_cells; c++)
    for (guint s = 0; s < N_LIVE; s++)
      final[s * plan->n_cells + c] = table->stock[c * N_LIVE + s];
  g_free(people.code);
  g_free(people.key);
  g_free(table);
  gsl_rng_free(poisson);
}
