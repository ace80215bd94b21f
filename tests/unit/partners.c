#include "tests/unit/partners.h"

#include <string.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"

double profile_u(const CdGrid *grid, const Profile *profile, guint text)
{
  double u = 0;
  for (guint i = 0; i < grid->n_issues; i++)
    u += profile->part[i][cd_grid_level(grid, text, i)];
  return u;
}

static Partners *partners_new(guint n, guint n_issues, const guint *levels)
{
  Partners *it = g_new0(Partners, 1);
  it->arena = cd_arena_new();
  it->n = n;
  cd_grid_init(&it->grid, n_issues, levels);
  for (guint i = 0; i < n; i++) {
    it->id[i] = it->order[i] = i;
    it->party[i].business_as_usual = 1u << i;
  }
  return it;
}

void partners_free(Partners *it)
{
  cd_arena_free(it->arena);
  g_free(it);
}

Partners *partners_three(void)
{
  static const guint levels[] = {5, 5, 3};
  static const double weight[3][3] = {{.1, .2, .7}, {.3, .5, .2}, {.4, .4, .2}};
  static const double value[3][3][5] = {{{.2, .6, 1, .6, .2}, {0, .25, .5, .75, 1}, {1, .6, 0}},
                                        {{0, .25, .5, .75, 1}, {1, .75, .5, .25, 0}, {0, .5, 1}},
                                        {{.7, 1, .7, .4, .1}, {0, .5, 1, .5, 0}, {.4, 1, .2}}};
  static const double reservation[] = {.355, .385, .505}, beta[] = {.5, 1, 2};
  Partners *it = partners_new(3, 3, levels);
  for (guint i = 0; i < 3; i++) {
    it->outside[i] = reservation[i];
    it->party[i].last = 11;
    it->classic[i].tactic = (CdTactic){.of_time = CD_TACTIC_POLYNOMIAL, .beta = beta[i]};
    it->party[i].seat = cd_classic_seat(&it->classic[i]);
    for (guint issue = 0; issue < 3; issue++)
      for (guint level = 0; level < levels[issue]; level++)
        it->profile[i].part[issue][level] = weight[i][issue] * value[i][issue][level];
  }
  return it;
}

Partners *partners_by_hand(guint n, guint n_texts, const double *u)
{
  Partners *it = partners_new(n, 1, &n_texts);
  for (guint i = 0; i < n; i++) {
    it->party[i].last = 12;
    for (guint o = 0; o < n_texts; o++)
      it->profile[i].part[0][o] = u[i * n_texts + o];
  }
  partners_sit_classic(it, (CdTactic){.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1}, CD_CLASSIC_LEAST);
  return it;
}

/* Weights adding up to one; each issue's values drawn, the best of them 1. */
static void draw_profile(const CdGrid *grid, guint64 seed, guint64 entity, Profile *profile)
{
  CdStream stream = cd_stream(seed, 0, CD_PURPOSE_INPUT, entity);
  double sum = 0, weight[CD_ISSUE_MAX];
  for (guint i = 0; i < grid->n_issues; i++)
    sum += weight[i] = cd_stream_uniform(stream, 0, i);
  for (guint i = 0; i < grid->n_issues; i++) {
    double most = 0;
    for (guint level = 0; level < grid->levels[i]; level++)
      most = MAX(most, cd_stream_uniform(stream, 1 + i, level));
    for (guint level = 0; level < grid->levels[i]; level++)
      profile->part[i][level] = weight[i] / sum * cd_stream_uniform(stream, 1 + i, level) / most;
  }
}

Partners *partners_drawn(guint64 seed, guint n, guint n_issues, const guint *levels, double low, double high, guint last)
{
  Partners *it = partners_new(n, n_issues, levels);
  it->seed = seed;
  for (guint i = 0; i < n; i++) {
    draw_profile(&it->grid, seed, i, &it->profile[i]);
    double share = cd_stream_uniform(cd_stream(seed, 0, CD_PURPOSE_INPUT, 1000 + i), 0, 0);
    it->outside[i] = low + (high - low) * share;
    it->party[i].last = last;
  }
  partners_sit_classic(it, (CdTactic){.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1}, CD_CLASSIC_LEAST);
  return it;
}

static guint32 rename_mask(guint32 mask, const guint *name, guint n)
{
  guint32 renamed = 0;
  for (guint i = 0; i < n; i++)
    renamed |= (mask >> i & 1) << name[i];
  return renamed;
}

void partners_rename(Partners *it, const guint *name)
{
  Partners old = *it;
  for (guint i = 0; i < it->n; i++) {
    it->id[name[i]] = old.id[i];
    it->profile[name[i]] = old.profile[i];
    it->outside[name[i]] = old.outside[i];
    it->after[name[i]] = old.after[i];
    it->party[name[i]] = old.party[i];
    it->party[name[i]].business_as_usual = rename_mask(old.party[i].business_as_usual, name, it->n);
    it->order[i] = name[old.order[i]];
  }
}

void partners_sit_classic(Partners *it, CdTactic tactic, CdClassicChoice choice)
{
  for (guint i = 0; i < it->n; i++) {
    it->classic[i] = (CdClassic){.tactic = tactic, .choice = choice};
    it->party[i].seat = cd_classic_seat(&it->classic[i]);
  }
}

/* --- Blocks and alternatives ----------------------------------------------------------------------------------------- */

static guint count_bits(guint32 mask)
{
  guint n = 0;
  for (; mask; mask &= mask - 1)
    n++;
  return n;
}

const CdDomain *partners_block(gpointer user, guint32 block)
{
  Partners *it = user;
  CdDomain *domain = &it->domain[block];
  if (domain->u)
    return domain;
  guint n = 0;
  for (guint i = 0; i < it->n; i++)
    if (block >> i & 1)
      it->member[block][n++] = i;
  double *u = cd_arena_array(it->arena, double, it->grid.n_texts *n);
  for (guint o = 0; o < it->grid.n_texts; o++)
    for (guint p = 0; p < n; p++)
      u[o * n + p] = profile_u(&it->grid, &it->profile[it->member[block][p]], o) - it->smaller * (it->n - n);
  *domain = (CdDomain){.grid = &it->grid, .n_parties = n, .party = it->member[block], .u = u};
  return domain;
}

static CdOutside outside(gpointer user, guint party, guint32 departed)
{
  Partners *it = user;
  guint32 with = it->regroups ? departed | 1u << party : 1u << party;
  return (CdOutside){.value = it->outside[party] + it->after[party] * count_bits(departed), .block = with};
}

static CdRegrouping regroup(gpointer user, guint party, guint32 departed)
{
  (void)user;
  (void)party;
  return (CdRegrouping){.block = departed, .text = 0};
}

static double limit(gpointer user, guint party, guint32 block)
{
  Partners *it = user;
  guint32 everyone = (1u << it->n) - 1;
  CdOutside there = outside(it, party, everyone & ~block);
  bool parts = there.block != it->party[party].business_as_usual;
  return there.value - (parts ? it->party[party].friction : 0);
}

void partners_sit_informed(Partners *it, CdTactic tactic)
{
  for (guint i = 0; i < it->n; i++) {
    it->informed[i] = (CdInformed){.tactic = tactic, .user = it, .block = partners_block, .limit = limit};
    it->party[i].seat = cd_informed_seat(&it->informed[i]);
  }
}

CdTalks partners_talks(Partners *it)
{
  return (CdTalks){.n_parties = it->n,
                   .party = it->party,
                   .order = it->order,
                   .user = it,
                   .block = partners_block,
                   .outside = outside,
                   .regroup = it->regroups ? regroup : NULL};
}

guint partners_zone(Partners *it)
{
  guint32 everyone = (1u << it->n) - 1;
  const CdDomain *domain = partners_block(it, everyone);
  guint n = 0;
  for (guint o = 0; o < it->grid.n_texts; o++) {
    bool all = true;
    for (guint i = 0; i < it->n; i++)
      all = all && cd_reaches(cd_domain_u(domain, o, i), limit(it, i, everyone));
    n += all;
  }
  return n;
}

/* --- Beliefs --------------------------------------------------------------------------------------------------------- */

static gsize about(const Partners *it, guint observer, guint other)
{
  return (gsize)(observer * it->n + other) * it->prior.n_particles;
}

static const double *mean(gpointer user, guint observer, guint other, guint32 block)
{
  (void)block;
  Partners *it = user;
  return it->mean[observer * it->n + other];
}

static void utilities(gpointer user, guint observer, guint other, guint32 block, const guint *text, guint n, double *u)
{
  Partners *it = user;
  const Profile *particle = it->particle + about(it, observer, other);
  double lost = it->smaller * (it->n - count_bits(block));
  for (guint i = 0; i < n; i++) {
    guint level[CD_ISSUE_MAX];
    for (guint issue = 0; issue < it->grid.n_issues; issue++)
      level[issue] = cd_grid_level(&it->grid, text[i], issue);
    for (guint p = 0; p < it->prior.n_particles; p++) {
      double sum = 0;
      for (guint issue = 0; issue < it->grid.n_issues; issue++)
        sum += particle[p].part[issue][level[issue]];
      u[p * n + i] = sum - lost;
    }
  }
}

static void thresholds(gpointer user, guint observer, guint other, guint32 block, guint meeting, bool closing,
                       double *threshold)
{
  (void)block;
  Partners *it = user;
  double hope = 0;
  if (it->patient && !closing)
    hope = 1 - cd_tactic_time(meeting, it->party[other].last);
  const double *least = it->least + about(it, observer, other);
  for (guint p = 0; p < it->prior.n_particles; p++)
    threshold[p] = least[p] + hope * (1 - least[p]);
}

static void draw_particles(Partners *it, guint observer, guint other)
{
  guint64 pair = cd_hash_pair(it->id[observer] + 1, it->id[other] + 1);
  gsize first = about(it, observer, other);
  Profile mean_profile = {0};
  for (guint p = 0; p < it->prior.n_particles; p++) {
    guint64 entity = cd_hash_pair(pair, p);
    draw_profile(&it->grid, it->seed, entity, &it->particle[first + p]);
    it->least[first + p] = .3 + .4 * cd_stream_uniform(cd_stream(it->seed, 1, CD_PURPOSE_INPUT, entity), 0, 0);
    for (guint i = 0; i < it->grid.n_issues; i++)
      for (guint level = 0; level < it->grid.levels[i]; level++)
        mean_profile.part[i][level] += it->particle[first + p].part[i][level] / it->prior.n_particles;
  }
  double *u = cd_arena_array(it->arena, double, it->grid.n_texts);
  for (guint o = 0; o < it->grid.n_texts; o++)
    u[o] = profile_u(&it->grid, &mean_profile, o);
  it->mean[observer * it->n + other] = u;
}

void partners_sit_expecting(Partners *it, CdTactic tactic, guint n_particles, double spread)
{
  it->prior = (CdPrior){.n_particles = n_particles,
                        .spread = spread,
                        .user = it,
                        .mean = mean,
                        .utilities = utilities,
                        .thresholds = thresholds};
  it->particle = cd_arena_array(it->arena, Profile, it->n * it->n * n_particles);
  it->least = cd_arena_array(it->arena, double, it->n * it->n * n_particles);
  for (guint i = 0; i < it->n; i++) {
    for (guint j = 0; j < it->n; j++)
      if (i != j)
        draw_particles(it, i, j);
    cd_expectation_init(&it->expectation[i], &tactic, &it->prior, it->arena);
    it->party[i].seat = cd_expectation_seat(&it->expectation[i]);
  }
}

void partners_believe(Partners *it, guint observer, guint other, const double *u, double least)
{
  g_assert(it->grid.n_issues == 1);
  gsize first = about(it, observer, other);
  for (guint o = 0; o < it->grid.n_texts; o++) {
    it->mean[observer * it->n + other][o] = u[o];
    for (guint p = 0; p < it->prior.n_particles; p++)
      it->particle[first + p].part[0][o] = u[o];
  }
  for (guint p = 0; p < it->prior.n_particles; p++)
    it->least[first + p] = least;
}
