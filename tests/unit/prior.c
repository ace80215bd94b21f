#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/engine/partners/prior.h"
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN };

/* Beliefs about councils whose views are uncertain. */
static CdScenario *uncertain(void)
{
  CdScenario *s = cd_seated_small();
  cd_small_set(s, CD_ENTITY_COUNCIL, "eastern",
               "friction=uniform(0,0.1) ideal-length=uniform(3,7) weight-cost=uniform(10,60)"
               " concession=uniform(0.2,2) opening=uniform(0,0.2)");
  cd_small_set(s, CD_ENTITY_COUNCIL, "western",
               "friction=uniform(0,0.1) ideal-length=uniform(3,7) weight-cost=uniform(10,60)"
               " concession=uniform(0.2,2) opening=uniform(0,0.2)");
  return s;
}

/* --- Particles ------------------------------------------------------------------------------------------- */

static gsize tastes(const CdPartners *partners)
{
  return sizeof(CdTaste) * CD_PARTICLES * partners->n_councils;
}

/* Field by field: bytes between fields are nobody's. */
static void assert_same_manner(const CdManner *a, const CdManner *b)
{
  assert_true(a->kind == b->kind && a->tactic.of_time == b->tactic.of_time && a->tactic.kappa == b->tactic.kappa &&
              a->tactic.beta == b->tactic.beta && a->tactic.reciprocity == b->tactic.reciprocity &&
              a->friction == b->friction && a->patience == b->patience);
}

static void particles_are_drawn_from_ranges_never_from_the_replicate(void **state)
{
  (void)state;
  g_autoptr(CdSeated) one = cd_seated_new(uncertain(), 0), other = cd_seated_new(uncertain(), 999);
  assert_memory_equal(one->partners->taste, other->partners->taste, tastes(one->partners));
  for (guint p = 0; p < CD_PARTICLES * 2; p++)
    assert_same_manner(&one->partners->manner[p], &other->partners->manner[p]);
  assert_memory_equal(one->partners->mean, other->partners->mean, sizeof(CdTaste) * 2);
  assert_true(one->world->council[0].friction != other->world->council[0].friction); /* though the replicates differ */
}

/* None of the first 2,000 replicates' draws of a number is among the particles. */
static void no_particle_is_the_truth(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_new(uncertain(), 0);
  for (guint32 replicate = 0; replicate < 2000; replicate++) {
    cd_world_draw(it->world, 1, replicate);
    for (guint i = 0; i < 2; i++)
      for (guint p = 0; p < CD_PARTICLES; p++)
        assert_true(it->partners->manner[i * CD_PARTICLES + p].friction != it->world->council[i].friction);
  }
}

/* Once made, beliefs follow what the observer thinks: the other's true views move nothing. */
static void what_the_other_is_moves_no_belief_about_it(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_new(uncertain(), 0);
  double mean[2][4], threshold[2][CD_PARTICLES], chance[2][4];
  for (guint round = 0; round < 2; round++) {
    CdCouncil *western = &it->world->council[WESTERN];
    if (round == 1) { /* another western, seen by the same eastern */
      western->friction = 0.5;
      western->ideal_length = 4.4;
      western->belief_fit = 0.5;
      western->belief_scale = 0.01;
      western->terms_weight = 0.77;
      western->concession = 7;
      western->cost_scale = 0.01;
    }
    cd_seated_lay(it);
    cd_seated_solve(it);
    CdPriorOf of;
    CdPrior prior = cd_prior_of(&of, &it->values);
    const double *means = prior.mean(prior.user, EASTERN, WESTERN, 3), *chances = cd_prior_chances(&of, EASTERN, 3);
    for (guint k = 0; k < 4; k++) {
      mean[round][k] = means[50 * k];
      chance[round][k] = chances[50 * k];
    }
    prior.thresholds(prior.user, EASTERN, WESTERN, 3, 2, false, threshold[round]);
  }
  assert_memory_equal(mean[0], mean[1], sizeof mean[0]);
  assert_memory_equal(threshold[0], threshold[1], sizeof threshold[0]);
  assert_memory_equal(chance[0], chance[1], sizeof chance[0]);
}

static void particles_are_as_many_as_they_are_various(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_new(uncertain(), 0);
  double sum = 0;
  for (guint p = 0; p < CD_PARTICLES; p++) {
    double friction = it->partners->manner[p].friction;
    assert_true(friction >= 0 && friction <= 0.1);
    for (guint q = 0; q < p; q++)
      assert_true(it->partners->manner[q].friction != friction);
    sum += friction / CD_PARTICLES;
  }
  assert_true(fabs(sum - 0.05) < 4 * 0.1 / sqrt(12.0 * CD_PARTICLES));
}

/* --- Utilities ------------------------------------------------------------------------------------------- */

/* Through the observer's beliefs of what texts bring, with the particle's taste. */
static void particles_see_with_the_observer_s_eyes(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_solved(uncertain(), 0);
  CdPriorOf of;
  CdPrior prior = cd_prior_of(&of, &it->values);
  assert_int_equal(prior.n_particles, CD_PARTICLES);
  static const guint text[] = {0, 77, 215};
  double u[3 * CD_PARTICLES];
  prior.utilities(prior.user, EASTERN, WESTERN, 3, text, 3, u);
  for (guint k = 0; k < 3; k++) {
    guint level[CD_TERM_COUNT];
    CdChange change = cd_text_change(&it->partners->grid[3], cd_roundtable_compiled(it->table, EASTERN, 3), 1,
                                     cd_roundtable_now(it->table, EASTERN, WESTERN), text[k], level);
    for (guint p = 0; p < CD_PARTICLES; p++)
      assert_near(u[p * 3 + k], cd_taste_utility(&it->partners->taste[WESTERN * CD_PARTICLES + p], &change, level),
                  1e-12);
  }
}

/* Where no value is at its bounds, the mean taste's utility is the particles' mean. */
static void the_prior_mean_is_near_the_particles_mean(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_solved(uncertain(), 0);
  CdPriorOf of;
  CdPrior prior = cd_prior_of(&of, &it->values);
  const double *mean = prior.mean(prior.user, EASTERN, WESTERN, 3);
  assert_ptr_equal(mean, prior.mean(prior.user, EASTERN, WESTERN, 3)); /* kept */
  for (guint text = 0; text < it->partners->grid[3].n_texts; text++) {
    double u[CD_PARTICLES], sum = 0;
    prior.utilities(prior.user, EASTERN, WESTERN, 3, &text, 1, u);
    for (guint p = 0; p < CD_PARTICLES; p++)
      sum += u[p] / CD_PARTICLES;
    assert_near(mean[text], sum, 1e-12);
  }
}

/* --- Thresholds ------------------------------------------------------------------------------------------ */

/* Utility to particle P of WESTERN, as EASTERN sees it, of the text that suits the particle's terms best, in BLOCK. */
static double at_its_ideal(const CdSeated *it, guint32 block, guint p)
{
  const CdTaste *taste = &it->partners->taste[WESTERN * CD_PARTICLES + p];
  guint level[CD_TERM_COUNT], text = 0;
  for (guint t = 0; t < CD_TERM_COUNT; t++) {
    guint best = 0;
    for (guint l = 0; l < it->partners->table.levels[t]; l++)
      if (taste->term[t][l] > taste->term[t][best])
        best = l;
    text = cd_grid_with(&it->partners->grid[block], text, t, best);
  }
  CdChange change =
      cd_text_change(&it->partners->grid[block], cd_roundtable_compiled(it->table, EASTERN, block),
                     cd_mask_position(block, WESTERN), cd_roundtable_now(it->table, EASTERN, WESTERN), text, level);
  return cd_taste_utility(taste, &change, level);
}

/* Leaving, at whatever meeting: alone at its ideal; a time-dependent target above that, from its ideal together, over its own last meeting.
 * Western is alone today: no friction. */
static void thresholds_by_hand(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_solved(uncertain(), 0);
  CdPriorOf of;
  CdPrior prior = cd_prior_of(&of, &it->values);
  assert_int_equal(it->table->last[WESTERN], 8);
  static const guint meeting[] = {0, 3, 8, 11};
  double turns[CD_PARTICLES], vote[CD_PARTICLES];
  for (guint k = 0; k < G_N_ELEMENTS(meeting); k++) {
    prior.thresholds(prior.user, EASTERN, WESTERN, 3, meeting[k], false, turns);
    prior.thresholds(prior.user, EASTERN, WESTERN, 3, meeting[k], true, vote);
    for (guint p = 0; p < CD_PARTICLES; p++) {
      const CdManner *manner = &it->partners->manner[WESTERN * CD_PARTICLES + p];
      double least = at_its_ideal(it, 1u << WESTERN, p);
      double most = fmax(least, at_its_ideal(it, 3, p));
      double kappa = manner->tactic.kappa, t = fmin(1, meeting[k] / 8.0);
      double conceded = kappa + (1 - kappa) * pow(t, 1 / manner->tactic.beta);
      assert_nine(vote[p], least);
      assert_nine(turns[p], least + (most - least) * (1 - conceded));
    }
  }
}

/* Rutland is alone today, City is not: whoever thinks of City's leaving thinks of its friction. */
static void friction_is_felt_by_those_who_would_part(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_solved(cd_seated_llr(), 0);
  CdPriorOf of;
  CdPrior prior = cd_prior_of(&of, &it->values);
  guint county = cd_small_row(it->scenario, CD_ENTITY_COUNCIL, NULL, "county");
  static const char *const other[] = {"city", "rutland"};
  CdPartners *partners = it->partners;
  for (guint o = 0; o < 2; o++) {
    guint i = cd_small_row(it->scenario, CD_ENTITY_COUNCIL, NULL, other[o]);
    double with[CD_PARTICLES], without[CD_PARTICLES];
    prior.thresholds(prior.user, county, i, 7, 1, true, with);
    for (guint p = 0; p < CD_PARTICLES; p++) {
      double friction = partners->manner[i * CD_PARTICLES + p].friction;
      partners->manner[i * CD_PARTICLES + p].friction = 0;
      prior.thresholds(prior.user, county, i, 7, 1, true, without);
      partners->manner[i * CD_PARTICLES + p].friction = friction;
      assert_nine(without[p] - with[p], o == 0 ? friction : 0);
    }
  }
}

/* The chance that all others sign: a text at the mean particle's limit has one half, one a spread above e/(1 + e). */
static void chances_that_the_others_sign(void **state)
{
  (void)state;
  g_autoptr(CdSeated) it = cd_seated_solved(uncertain(), 0);
  CdPriorOf of;
  CdPrior prior = cd_prior_of(&of, &it->values);
  const double *chance = cd_prior_chances(&of, EASTERN, 3), *mean = prior.mean(prior.user, EASTERN, WESTERN, 3);
  double limit = 0;
  for (guint p = 0; p < CD_PARTICLES; p++)
    limit += at_its_ideal(it, 1u << WESTERN, p) / CD_PARTICLES;
  for (guint text = 0; text < it->partners->grid[3].n_texts; text++)
    assert_nine(chance[text], 1 / (1 + exp((limit - mean[text]) / 0.02)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(particles_are_drawn_from_ranges_never_from_the_replicate),
      cmocka_unit_test(no_particle_is_the_truth),
      cmocka_unit_test(what_the_other_is_moves_no_belief_about_it),
      cmocka_unit_test(particles_are_as_many_as_they_are_various),
      cmocka_unit_test(particles_see_with_the_observer_s_eyes),
      cmocka_unit_test(the_prior_mean_is_near_the_particles_mean),
      cmocka_unit_test(thresholds_by_hand),
      cmocka_unit_test(friction_is_felt_by_those_who_would_part),
      cmocka_unit_test(chances_that_the_others_sign),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
