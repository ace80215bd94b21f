#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/engine/funding.h"
#include "sim/engine/plan.h"
#include "sim/engine/staff.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { MONTHS = 36 };
enum { EASTERN, WESTERN };

/* A structure as it would be if nothing had changed for anybody: reference quality, no new provider, all posts as now. */
typedef struct {
  CdSmall *small;
  CdFootprint baseline, footprint;
  CdPlanReference reference;
  CdFunding funding;
  CdService service;
  CdPlan plan;
} Case;

static CdSmall *drawn(CdScenario *scenario)
{
  CdSmall *small = cd_small_new(scenario);
  cd_doors_caseload(&small->caseload, small->world, small->arena);
  return small;
}

static void lay(Case *it, CdSmall *small, const char *structure)
{
  const CdWorld *world = small->world;
  CdArena *arena = small->arena;
  *it = (Case){.small = small};
  cd_footprint_make(&it->baseline, world, &small->caseload, (guint)world->concordat->baseline, CD_TERMS_ARM_COMMON,
                    NULL, arena);
  cd_plan_reference_make(&it->reference, &it->baseline, world, &small->caseload, arena);
  cd_footprint_make(&it->footprint, world, &small->caseload,
                    cd_small_row(small->scenario, CD_ENTITY_STRUCTURE, NULL, structure), CD_TERMS_ARM_COMMON, NULL,
                    arena);
  guint n = it->footprint.n_contracts;
  cd_funding_init(&it->funding, world, n, arena);
  it->service = (CdService){.footprint = &it->footprint,
                            .at = cd_arena_array(arena, CdServiceContract, n),
                            .same = cd_arena_array(arena, double, n *n),
                            .unmet = it->funding.unmet};
  for (guint c = 0; c < n; c++) {
    it->service.same[c * n + c] = 1;
    it->service.at[c] = (CdServiceContract){.quality = world->market->reference_quality,
                                            .post_kept = cd_arena_array(arena, double, world->n_post),
                                            .failure_from = INFINITY};
    for (guint s = 0; s < world->n_post; s++)
      it->service.at[c].post_kept[s] = cd_post_wte(&world->post[s], it->footprint.at[c].post_clients[s], 1) > 0;
  }
}

static void make(Case *it)
{
  const CdCaseload *caseload = &it->small->caseload;
  gint64 *initial = cd_arena_array(it->small->arena, gint64, caseload->n_cells * CD_STOCK_COUNT);
  cd_plan_make(&it->plan, &it->service, &it->reference, it->small->world, caseload, initial, MONTHS, it->small->arena);
}

static const double *rates(const Case *it, guint month, guint cell)
{
  return &it->plan.flow.rate[((gsize)month * it->plan.flow.n_cells + cell) * CD_RATE_COUNT];
}

static const double *base_rates(const Case *it, guint cell)
{
  return &it->small->caseload.rate[(gsize)cell * CD_RATE_COUNT];
}

/* Factors on starts and completions; whoever does not start gives up, whoever does not complete leaves unplanned. */
typedef struct {
  double start_share, start_speed, complete;
  double arrivals, reach, deaths;
} Factors;

#define UNCHANGED                                                                                                      \
  {                                                                                                                    \
    1, 1, 1, 1, 1, 1                                                                                                   \
  }

static void assert_rates(const Case *it, guint month, const char *area, const char *cohort, Factors factor)
{
  guint cell = cd_small_cell(it->small, area, cohort);
  const double *now = rates(it, month, cell), *base = base_rates(it, cell);
  double want[CD_RATE_COUNT];
  memcpy(want, base, sizeof want);
  double start = base[CD_RATE_START] * factor.start_share;
  want[CD_RATE_START] = start * factor.start_speed;
  want[CD_RATE_GIVE_UP] = base[CD_RATE_GIVE_UP] + base[CD_RATE_START] - start;
  want[CD_RATE_COMPLETE] *= factor.complete;
  want[CD_RATE_UNPLANNED] += base[CD_RATE_COMPLETE] - want[CD_RATE_COMPLETE];
  want[CD_RATE_ARRIVALS] *= factor.arrivals;
  want[CD_RATE_REACH] *= factor.reach;
  want[CD_RATE_EARLY_DEATH] *= factor.deaths;
  want[CD_RATE_DEATH] *= factor.deaths;
  want[CD_RATE_OUT_DEATH] *= factor.deaths;
  want[CD_RATE_WAITING_DEATH] *= factor.deaths;
  for (guint r = 0; r < CD_RATE_COUNT; r++)
    if (!(fabs(now[r] - want[r]) <= 1e-12 * fmax(1, want[r])))
      fail_msg("%s, %s, month %u, rate %u: %.12g, not %.12g", area, cohort, month, r, now[r], want[r]);
}

static CdSmall *plain(void)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COHORT, "alcohol", "give-up-share=0.25 completed-share=0.6 unplanned-share=0.3");
  cd_small_add_structures(s);
  return drawn(s);
}

static void case_clear(Case *it)
{
  if (it->small)
    cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

/* --- Nothing changed -------------------------------------------------------------------------------------------------- */

/* Every effect there is, but nobody touched by any. */
static void business_as_usual_unchanged_has_its_own_rates(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_POST, NULL, "nurse", "cohorts=opiate salary=1 clients-per-wte=100 minimum-wte=1 effect=0.1");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "hub", "area=east rent=1");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "town", "area=east client-share=1");
  cd_small_add(s, CD_ENTITY_TRAVEL, "town", "hub", "hub=hub minutes=25");
  cd_small_set(s, CD_ENTITY_MARKET, NULL, "quality-effect=0.2 failure-loss=0.1");
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL,
               "fit=0.04 door-loss=0.05 intelligence-effect=0.02 travel-effect=0.04 digital-share=0.25 early-help=0.05"
               " capacity-drop=0.1 capacity-drop-incumbent=0.02");
  cd_small_set(s, CD_ENTITY_PRICING, "block", "starts-odds=0.6 completions-odds=0.8");
  cd_small_add_structures(s);
  cd_small_set(s, CD_ENTITY_STRUCTURE, "apart", "intelligence=apart");
  g_auto(Case) it = {0};
  lay(&it, drawn(s), "apart");
  it.service.fit = 0.04;
  make(&it);
  for (guint month = 0; month < MONTHS; month++)
    for (guint cell = 0; cell < it.plan.flow.n_cells; cell++)
      for (guint r = 0; r < CD_RATE_COUNT; r++)
        assert_near(rates(&it, month, cell)[r], base_rates(&it, cell)[r], 4e-16);
}

static void a_plan_holds_its_months_and_cells(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "joint");
  make(&it);
  assert_int_equal(it.plan.flow.n_cells, 12);
  assert_int_equal(it.plan.flow.n_months, MONTHS);
  assert_ptr_equal(it.plan.flow.cell_key, it.small->caseload.key);
  assert_int_equal(it.plan.flow.n_moves, 0);
  assert_true(isnan(it.plan.access.minutes[0]));
}

/* --- Each effect alone ------------------------------------------------------------------------------------------------ */

/* A fifth of clients with a new provider: 0.2 x 0.1 + 0.8 x 0.02 = 0.036 of capacity gone at first. */
static void capacity_falls_at_once_and_comes_back(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "joint");
  it.service.drop_change = 0.1;
  it.service.drop_incumbent = 0.02;
  it.service.at[0].change = 0.2;
  make(&it);
  Factors first = {1, 0.964, 0.964, 1, 1, 1}, half_year = {1, 0.986756340118, 0.986756340118, 1, 1, 1};
  assert_rates(&it, 0, "east", "opiate", first);
  assert_rates(&it, 6, "east", "opiate", half_year); /* exp(-1) of it left: recovery takes six months */
  assert_rates(&it, 6, "west", "young", half_year);
}

/* Vacancies of 8 % and twice the turnover: posts empty to posts filled as 16 to 92, so that 16 / 108 are empty, 2 / 27 of those in post before
 * gone: half of it lasting where half the clients have a new provider. */
static void lasting_turnover_leaves_posts_empty(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "joint");
  CdDelivery *delivery = it.small->world->delivery;
  delivery->vacancy = 0.08;
  delivery->turnover_after = 2;
  it.service.drop_change = 0.1;
  it.service.at[0].change = 1;
  make(&it);
  assert_near(cd_staff_thinning(delivery), 2.0 / 27, 1e-15);
  double half_year = 0.916388310784444; /* 1 - 0.1 / e - 2 / 27 (1 - 1 / e) */
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 0.9, 0.9, 1, 1, 1});
  assert_rates(&it, 6, "east", "opiate", (Factors){1, half_year, half_year, 1, 1, 1});
  assert_near(cd_staff_capacity(&it.service, it.small->world, 0, 6), half_year, 1e-12);
  assert_near(cd_staff_capacity(&it.service, it.small->world, 0, 600), 25.0 / 27, 1e-12);
  it.service.at[0].change = 0.5;
  assert_near(cd_staff_capacity(&it.service, it.small->world, 0, 600), 26.0 / 27, 1e-12);
}

/* What is told of workers and what clients meet is one service. */
static void where_a_contract_goes_on_nobody_leaves_for_it(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "joint");
  it.small->world->delivery->turnover = 0.19;
  it.service.drop_incumbent = 0.5;
  it.service.at[0].goes_on = true;
  make(&it);
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 1, 1, 1, 1, 1});
  assert_near(cd_staff_capacity(&it.service, it.small->world, 0, 0), 1, 1e-15);
  assert_near(cd_staff_leaving(&it.service, it.small->world, 0, 0), 0.19 / 12, 1e-15);
}

/* 19 % a year of those in post; at the start a tenth at once, and from then on twice as many of the nine tenths. */
static void workers_leave_by_turnover_and_at_once_at_the_start(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "joint");
  const CdWorld *world = it.small->world;
  world->delivery->turnover = 0.19;
  world->delivery->turnover_after = 2;
  it.service.drop_change = 0.1;
  it.service.at[0].change = 1;
  it.service.calendar = (CdCalendarResult){.delay = 3, .extension = 2};
  assert_near(cd_staff_leaving(&it.service, world, 0, 0), 0.19 / 12, 1e-15);
  assert_near(cd_staff_leaving(&it.service, world, 0, 2), 0.75 * 0.19 / 12, 1e-15); /* a gap, with a quarter less of them */
  assert_near(cd_staff_leaving(&it.service, world, 0, 3), 0.1 + 0.9 * 0.38 / 12, 1e-15);
}

static void heavier_caseloads_take_off_completions_where_a_scenario_says_so(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "joint");
  it.service.drop_change = 0.1;
  it.service.at[0].change = 1;
  it.small->world->delivery->caseload_effect = 0.5;
  make(&it);
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 0.9, 0.853814968245, 1, 1, 1}); /* 0.9 x 0.9^0.5 */
}

static void quality_moves_completions_about_the_reference(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "apart");
  it.small->world->market->quality_effect = 0.2;
  it.service.at[WESTERN].quality = 0.45;
  make(&it);
  assert_rates(&it, 0, "west", "alcohol", (Factors){1, 1, 0.95, 1, 1, 1}); /* 1 + 0.2 x (0.45 - 0.7) */
  assert_rates(&it, 0, "east", "alcohol", (Factors)UNCHANGED);
}

static void fit_is_one_s_own_part_of_the_specification_against_now(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "joint");
  it.service.fit = 0.04;
  make(&it);
  /* Now 1; joint, 0.3 local: east 0.3 + 0.7 x 307.5 / 422.5, west 0.3 + 0.7 x 115 / 422.5; (1 + 0.04 F) / 1.04. */
  double east = 0.992671825216, west = 0.980405097860;
  assert_rates(&it, 0, "east", "opiate", (Factors){east, 1, east, 1, 1, 1});
  assert_rates(&it, 35, "west", "opiate", (Factors){west, 1, west, 1, 1, 1});
  assert_rates(&it, 0, "hill", "justice", (Factors){east, 1, east, 1, 1, 1}); /* of the same council as the east */
}

static void a_specification_of_two_contracts_fits_as_one_contract_does(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "apart");
  it.service.fit = 0.04;
  it.footprint.at[EASTERN].specification = it.footprint.at[WESTERN].specification;
  make(&it);
  double east = 0.992671825216, west = 0.980405097860; /* as joint, above */
  assert_rates(&it, 0, "east", "opiate", (Factors){east, 1, east, 1, 1, 1});
  assert_rates(&it, 35, "west", "opiate", (Factors){west, 1, west, 1, 1, 1});
}

static void no_more_can_start_than_wait(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  CdSmall *small = plain();
  small->world->concordat->baseline = 1; /* joint */
  lay(&it, small, "apart");
  it.service.fit = 0.3;
  make(&it);
  guint cell = cd_small_cell(it.small, "west", "opiate"); /* 1.3 / 1.1472 x 0.9 is more than one */
  assert_nine(rates(&it, 0, cell)[CD_RATE_START], 2.0 / 3);
  assert_nine(rates(&it, 0, cell)[CD_RATE_GIVE_UP], 0);
}

static void no_more_can_complete_than_leave(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "apart");
  it.small->world->market->quality_effect = 4;
  it.service.at[EASTERN].quality = 1; /* 2.2 times as many */
  make(&it);
  guint cell = cd_small_cell(it.small, "east", "opiate");
  const double *base = base_rates(&it, cell);
  assert_nine(rates(&it, 0, cell)[CD_RATE_COMPLETE], base[CD_RATE_COMPLETE] + base[CD_RATE_UNPLANNED]);
  assert_nine(rates(&it, 0, cell)[CD_RATE_UNPLANNED], 0);
}

static CdSmall *with_posts(void)
{
  CdScenario *s = cd_small_scenario();
  /* Kept by 237.5 eastern and lost by 95 western clients; the second served by none. */
  cd_small_add(s, CD_ENTITY_POST, NULL, "nurse",
               "cohorts=opiate+justice salary=1 clients-per-wte=100 minimum-wte=1 effect=0.1");
  cd_small_add(s, CD_ENTITY_POST, NULL, "team", "cohorts=justice kind=team clients-per-wte=10 minimum-wte=6 effect=0.2");
  cd_small_add_structures(s);
  return drawn(s);
}

static void a_lost_post_takes_its_share_of_completions(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, with_posts(), "apart");
  it.service.at[EASTERN].post_kept[0] = 0;
  make(&it);
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 1, 0.9, 1, 1, 1});
  assert_rates(&it, 0, "east", "justice", (Factors){1, 1, 0.9, 1, 1, 1});
  assert_rates(&it, 0, "east", "alcohol", (Factors)UNCHANGED);
  assert_rates(&it, 0, "west", "opiate", (Factors)UNCHANGED); /* has none to lose */
}

static void a_gained_post_gives_back_what_was_missing_now(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, with_posts(), "joint"); /* both posts stand for all */
  make(&it);
  assert_rates(&it, 0, "west", "opiate", (Factors){1, 1, 1 / 0.9, 1, 1, 1});
  assert_rates(&it, 0, "west", "justice", (Factors){1, 1, 1 / 0.72, 1, 1, 1}); /* 0.9 x 0.8 now */
  assert_rates(&it, 0, "east", "justice", (Factors){1, 1, 1 / 0.8, 1, 1, 1});
  it.service.at[0].post_kept[1] = 0.25; /* as a chance, in an expected run */
  make(&it);
  assert_rates(&it, 0, "east", "justice", (Factors){1, 1, 0.85 / 0.8, 1, 1, 1});
}

/* East's clients go to a hub at 20 minutes now; joint has one at 35 only. */
static void every_ten_minutes_more_cost_completions_but_for_digital_contacts(void **state)
{
  (void)state;
  static const char everything[] = "components=treatment+justice+youth+beds";
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_HUB, NULL, "near", "area=east rent=1");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "far", "area=west rent=1");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "town", "area=east client-share=1");
  cd_small_add(s, CD_ENTITY_TRAVEL, "town", "near", "hub=near minutes=20");
  cd_small_add(s, CD_ENTITY_TRAVEL, "town", "far", "hub=far minutes=35");
  g_autofree char *now = g_strdup_printf("areas=east+west+hill hubs=near+far %s", everything);
  g_autofree char *then = g_strdup_printf("areas=east+west+hill hubs=far %s", everything);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "now", "");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "then", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "now", "all", now);
  cd_small_add(s, CD_ENTITY_CONTRACT, "then", "all", then);
  cd_small_set(s, CD_ENTITY_CONCORDAT, NULL, "baseline=now joint=then apart=now");
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL, "travel-effect=0.04 digital-share=0.25");
  g_auto(Case) it = {0};
  lay(&it, drawn(s), "then");
  make(&it);
  /* 0.96^(15 / 10 x 0.75) */
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 1, 0.955113837690, 1, 1, 1});
  assert_rates(&it, 0, "hill", "opiate", (Factors)UNCHANGED); /* no times known */
  assert_nine(it.plan.access.minutes[0], 35);
  assert_nine(it.reference.travel[0], 20);
  it.small->world->travel_row[1] = -1; /* no way to the far one known any more */
  make(&it);
  assert_rates(&it, 0, "east", "opiate", (Factors)UNCHANGED);
}

static void pricing_moves_the_odds_by_the_share_that_depends_on_results(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  CdSmall *small = plain();
  small->world->pricing[1].starts_odds = 0.6;
  small->world->pricing[1].completions_odds = 0.8;
  lay(&it, small, "apart");
  it.footprint.at[WESTERN].terms.pricing = 1;
  make(&it);
  /* Odds x 0.6^0.4 of 0.9: 0.88005...; completions 0.625 of those who complete or leave unplanned, odds x 0.8^0.4. */
  assert_rates(&it, 0, "west", "opiate", (Factors){0.977832229981, 1, 0.966173513859, 1, 1, 1});
  assert_rates(&it, 0, "west", "alcohol",
               (Factors){0.946364058767, 1, 0.975169850981, 1, 1, 1}); /* of 0.75, and of 0.6 / (0.6 + 0.75 x 0.3) */
  assert_rates(&it, 0, "east", "opiate", (Factors)UNCHANGED);
}

static void pricing_that_is_not_by_results_moves_them_in_full(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  CdSmall *small = plain();
  small->world->pricing[1].by_results = CD_NO;
  small->world->pricing[1].completions_odds = 0.8;
  lay(&it, small, "apart");
  it.footprint.at[EASTERN].terms.pricing = 1;
  make(&it);
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 1, 0.914285714286, 1, 1, 1}); /* odds of 0.625 by 0.8: 4 to 3 */
}

/* What is measured today was measured under today's pricing. */
static void pricing_counts_against_that_of_business_as_usual(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  CdSmall *small = plain();
  small->world->pricing[0].completions_odds = 0.8;
  lay(&it, small, "apart");
  it.footprint.at[EASTERN].terms.pricing = 1; /* odds ratio one, so 1.25 against now */
  make(&it);
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 1, 1.08108108108, 1, 1, 1});
  assert_rates(&it, 0, "west", "opiate", (Factors)UNCHANGED);
}

static void opiate_deaths_rise_where_the_areas_cease_to_share_intelligence(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_add_structures(s);
  cd_small_set(s, CD_ENTITY_STRUCTURE, "joint", "intelligence=apart");
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL, "intelligence-effect=0.02 death-ratio-out=2.5");
  g_auto(Case) it = {0};
  lay(&it, drawn(s), "joint");
  make(&it);
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 1, 1, 1, 1, 1.02});
  assert_rates(&it, 0, "east", "justice", (Factors){1, 1, 1, 1, 1, 1.02});
  assert_rates(&it, 0, "east", "alcohol", (Factors)UNCHANGED);
}

static void opiate_deaths_fall_where_they_come_to_share_it(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_add_structures(s);
  cd_small_set(s, CD_ENTITY_STRUCTURE, "apart", "intelligence=apart");
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL, "intelligence-effect=0.02");
  g_auto(Case) it = {0};
  lay(&it, drawn(s), "joint");
  make(&it);
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 1, 1, 1, 1, 1 / 1.02});
}

static void early_help_lowers_arrivals_by_and_by(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "apart");
  it.small->world->delivery->early_help = 0.1;
  it.footprint.at[WESTERN].terms.outcomes_share = 0.8; /* 0.3 now */
  make(&it);
  assert_rates(&it, 0, "west", "opiate", (Factors)UNCHANGED);
  assert_rates(&it, 6, "west", "opiate", (Factors){1, 1, 1, 0.9875, 1, 1}); /* a quarter of 24 months: 0.1 x 0.5 x 0.25 */
  assert_rates(&it, 30, "west", "opiate", (Factors){1, 1, 1, 0.95, 1, 1});
  assert_rates(&it, 30, "east", "opiate", (Factors)UNCHANGED);
}

static void more_doors_lose_criminal_justice_referrals(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_add_structures(s);
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL, "door-loss=0.05");
  g_auto(Case) it = {0};
  lay(&it, drawn(s), "joint"); /* 1 door, 1.68966 now */
  make(&it);
  guint cell = cd_small_cell(it.small, "east", "justice");
  assert_nine(base_rates(&it, cell)[CD_RATE_REACH], 0.965243685407); /* 0.95^0.68966 */
  assert_nine(rates(&it, 0, cell)[CD_RATE_REACH], 1);
  it.service.extra_doors = 2;
  make(&it);
  assert_nine(rates(&it, 0, cell)[CD_RATE_REACH], 0.9025);
  assert_rates(&it, 0, "east", "opiate", (Factors)UNCHANGED);
}

static void unmet_care_turns_away_what_caseloads_cannot_absorb(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "apart");
  it.small->world->cost->absorption = 0.8;
  it.funding.unmet[WESTERN * it.small->world->n_component + 0] = 0.3; /* of treatment */
  it.funding.unmet[WESTERN * it.small->world->n_component + 2] = 0.6; /* of youth, of which there is none */
  make(&it);
  assert_rates(&it, 0, "west", "young", (Factors){1, 1, 1, 1, 0.88, 1});
  assert_rates(&it, 0, "west", "opiate", (Factors){1, 1, 1, 1, 0.94, 1});
  assert_rates(&it, 0, "west", "justice", (Factors)UNCHANGED);
  assert_rates(&it, 0, "east", "opiate", (Factors)UNCHANGED);
}

static void a_failing_provider_loses_completions_while_it_fails(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "apart");
  it.small->world->market->failure_loss = 0.1;
  it.service.at[EASTERN].failure_from = 3;
  it.service.at[EASTERN].failure_months = 9;
  make(&it);
  for (guint month = 0; month < MONTHS; month++) {
    Factors factor = UNCHANGED;
    factor.complete = month >= 3 && month <= 11 ? 0.9 : 1;
    assert_rates(&it, month, "east", "opiate", factor);
  }
  assert_rates(&it, 5, "west", "opiate", (Factors)UNCHANGED);
}

static void an_expected_failure_is_spread_over_all_months(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "apart");
  it.small->world->market->failure_loss = 0.1;
  it.service.at[EASTERN].failing = 0.3;
  make(&it);
  assert_rates(&it, 0, "east", "opiate", (Factors){1, 1, 0.97, 1, 1, 1});
  assert_rates(&it, 30, "east", "opiate", (Factors){1, 1, 0.97, 1, 1, 1});
}

/* Core 0.6 and local 0.4: each part has the quality and capacity of its own provider. */
static void parts_of_a_cell_s_care_count_by_their_shares(void **state)
{
  (void)state;
  static const char everything[] = "components=treatment+justice+youth+beds";
  CdScenario *s = cd_small_scenario();
  cd_small_add_structures(s);
  g_autofree char *core = g_strdup_printf("areas=east+west+hill share=0.6 %s", everything);
  g_autofree char *eastern = g_strdup_printf("areas=east+hill share=0.4 %s", everything);
  g_autofree char *western = g_strdup_printf("areas=west share=0.4 %s", everything);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "core", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "core", core);
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "eastern", eastern);
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "western", western);
  g_auto(Case) it = {0};
  lay(&it, drawn(s), "core");
  it.small->world->market->quality_effect = 0.5;
  it.service.drop_change = 0.1;
  it.service.at[0].quality = 0.9;
  it.service.at[1].change = 1;
  it.service.fit = 0.1;
  make(&it);
  /* F of the east: core 0.3 + 0.7 x 307.5 / 422.5 by six tenths, local 1 by four: 0.885680473373; 1.0885680473 / 1.1.
   * Starts 0.6 + 0.4 x 0.9; completions 0.6 x 1.1 + 0.4 x 0.9. */
  double fit = 0.989607315761;
  assert_rates(&it, 0, "east", "opiate", (Factors){fit, 0.96, fit * 1.02, 1, 1, 1});
}

/* --- Before the start ------------------------------------------------------------------------------------------------- */

static void the_old_contract_works_on_while_it_is_extended_and_a_gap_costs_capacity(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, plain(), "joint");
  it.small->world->market->quality_effect = 0.2;
  it.service.at[0].quality = 0.2;
  it.service.drop_change = 0.1;
  it.service.at[0].change = 1;
  it.service.calendar = (CdCalendarResult){.delay = 5, .extension = 3, .gap = 2};
  make(&it);
  for (guint month = 0; month < 3; month++)
    assert_rates(&it, month, "east", "opiate", (Factors)UNCHANGED);
  for (guint month = 3; month < 5; month++) {
    guint cell = cd_small_cell(it.small, "east", "opiate");
    const double *now = rates(&it, month, cell), *base = base_rates(&it, cell);
    assert_nine(now[CD_RATE_START], 0.45); /* 0.6 x 0.75 */
    assert_nine(now[CD_RATE_GIVE_UP], base[CD_RATE_GIVE_UP]);
    assert_nine(now[CD_RATE_COMPLETE], base[CD_RATE_COMPLETE] * 0.75);
    assert_nine(now[CD_RATE_UNPLANNED], base[CD_RATE_UNPLANNED] + base[CD_RATE_COMPLETE] * 0.25);
  }
  assert_rates(&it, 5, "east", "opiate", (Factors){1, 0.9, 0.9 * 0.9, 1, 1, 1}); /* its first month */
  assert_rates(&it, 11, "east", "opiate", (Factors){1, 0.963212055883, 0.9 * 0.963212055883, 1, 1, 1});
}

/* --- Moves ------------------------------------------------------------------------------------------------------------ */

static CdSmall *with_border(const char *eastern_incumbent, const char *western_incumbent)
{
  static const char fields[] = "kind=nhs-trust efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 "
                               "bid-cost=0 risk-aversion=1 %s";
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_BORDER, NULL, "border", "first=west second=east moves-per-year=30 from-first=0.6");
  g_autofree char *one = g_strdup_printf(fields, eastern_incumbent), *two = g_strdup_printf(fields, western_incumbent);
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "one", one);
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "two", two);
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL, "loss-one-contract=0.04 loss-same-provider=0.1 loss-other-provider=0.2");
  cd_small_add_structures(s);
  return drawn(s);
}

static const CdMove *move_of(const Case *it, const char *from, const char *to, const char *cohort)
{
  for (guint i = 0; i < it->plan.flow.n_moves; i++)
    if (it->plan.flow.move[i].from == cd_small_cell(it->small, from, cohort) &&
        it->plan.flow.move[i].to == cd_small_cell(it->small, to, cohort))
      return &it->plan.flow.move[i];
  fail_msg("nobody moves from %s to %s", from, to);
  return NULL;
}

/* 18 a year leave the west and 12 the east, spread over all who are settled there. */
static void moves_are_spread_over_the_settled_of_the_area_left(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, with_border("", ""), "apart");
  make(&it);
  assert_int_equal(it.plan.flow.n_moves, 8); /* two directions, four cohorts */
  /* Settled in the west: 75 + 20 + 20 less (25 + 40 + 20) / 12 in each of the first 2.7597... months. */
  double settled = 115 - 85.0 / 12 * CD_EARLY_MONTHS;
  assert_nine(move_of(&it, "west", "east", "opiate")->probability, 1.5 / settled);
  assert_nine(move_of(&it, "west", "east", "justice")->probability, 1.5 / settled);
  /* In the east twice as many, and the young: 250 less (170 + 20) / 12 x 2.7597... */
  assert_nine(move_of(&it, "east", "west", "opiate")->probability, 1 / (250 - 190.0 / 12 * CD_EARLY_MONTHS));
  for (guint i = 1; i < it.plan.flow.n_moves; i++)
    assert_true(it.plan.flow.move[i - 1].from <= it.plan.flow.move[i].from);
}

static void movers_are_lost_by_who_serves_them_before_and_after_the_start(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, with_border("incumbent-in=east+hill", "incumbent-in=west"), "apart");
  it.service.calendar = (CdCalendarResult){.delay = 4, .extension = 4};
  it.service.same[1] = it.service.same[2] = 1;
  make(&it);
  const CdMove *move = move_of(&it, "west", "east", "opiate");
  assert_nine(move->loss_before, 0.2); /* two incumbents */
  assert_nine(move_of(&it, "east", "west", "opiate")->loss_before, 0.2);
  assert_nine(move->loss_after, 0.1); /* one winner */
  assert_int_equal(move->switch_month, 4);
  const CdMoveBoundaries *boundary = &it.plan.boundary[move - it.plan.flow.move];
  for (guint b = 0; b < CD_BOUNDARY_COUNT; b++) {
    assert_nine(boundary->share[0][b], b == CD_BOUNDARY_TWO_PROVIDERS);
    assert_nine(boundary->share[1][b], b == CD_BOUNDARY_ONE_PROVIDER);
  }
  it.service.same[1] = it.service.same[2] = 0.3;
  make(&it);
  assert_nine(move_of(&it, "west", "east", "opiate")->loss_after, 0.17); /* 0.3 x 0.1 + 0.7 x 0.2 */
}

/* Together one contract has treatment of the young and of adults; cut by function two have, of one provider in three of ten tenders. The risk
 * is half as large again as that of a move. */
static void who_turns_18_is_handed_over_across_the_boundary_of_the_contracts(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COHORT, "young", "adult-cohort=alcohol turns-18-rate=0.6");
  cd_small_set(s, CD_ENTITY_DELIVERY, NULL,
               "loss-one-contract=0.04 loss-same-provider=0.1 loss-other-provider=0.2 handover-risk=1.5");
  cd_small_add_structures(s);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "function", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "function", "adults", "areas=east+west+hill components=treatment+justice+beds");
  cd_small_add(s, CD_ENTITY_CONTRACT, "function", "young", "areas=east+west+hill components=youth");
  g_auto(Case) it = {0};
  lay(&it, drawn(s), "function");
  it.service.same[1] = it.service.same[2] = 0.3;
  make(&it);
  guint found = 0;
  for (guint m = 0; m < it.plan.flow.n_moves; m++) {
    const CdMove *move = &it.plan.flow.move[m];
    if (move->from != cd_small_cell(it.small, "east", "young"))
      continue;
    found++;
    assert_true(move->is_handover);
    assert_int_equal(move->to, cd_small_cell(it.small, "east", "alcohol"));
    assert_nine(move->probability, 0.05);
    assert_nine(move->loss_before, 1.5 * 0.04);
    assert_nine(move->loss_after, 1.5 * (0.3 * 0.1 + 0.7 * 0.2));
  }
  assert_int_equal(found, 1);
}

static void one_incumbent_throughout_loses_as_one_provider(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, with_border("incumbent-in=east+west+hill", ""), "joint");
  make(&it);
  assert_nine(move_of(&it, "east", "west", "alcohol")->loss_before, 0.1);
  assert_nine(move_of(&it, "east", "west", "alcohol")->loss_after, 0.04);
}

static void an_incumbent_of_a_part_is_not_one_throughout(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay(&it, with_border("incumbent-in=east+west", ""), "apart"); /* but not on the hill */
  make(&it);
  assert_nine(move_of(&it, "east", "west", "alcohol")->loss_before, 0.2);
}

/* Six tenths of either side's care in one contract: 0.36 move within it, the rest between two. */
static void a_common_core_keeps_movers_by_the_square_of_its_share(void **state)
{
  (void)state;
  static const char everything[] = "components=treatment+justice+youth+beds";
  CdSmall *small = with_border("incumbent-in=east+hill", "incumbent-in=west");
  CdScenario *s = small->scenario;
  g_autofree char *core = g_strdup_printf("areas=east+west+hill share=0.6 %s", everything);
  g_autofree char *eastern = g_strdup_printf("areas=east+hill share=0.4 %s", everything);
  g_autofree char *western = g_strdup_printf("areas=west share=0.4 %s", everything);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "core", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "core", core);
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "eastern", eastern);
  cd_small_add(s, CD_ENTITY_CONTRACT, "core", "western", western);
  cd_world_free(small->world);
  small->world = cd_world_new(s);
  cd_world_central(small->world);
  g_auto(Case) it = {0};
  lay(&it, small, "core");
  it.service.same[0 * 3 + 1] = it.service.same[1 * 3 + 0] = 1; /* core and eastern of one provider */
  make(&it);
  /* East to west: core-core 0.36 x 0.04, core-western 0.24 x 0.2, eastern-core 0.24 x 0.1, eastern-western 0.16 x 0.2. */
  assert_nine(move_of(&it, "east", "west", "opiate")->loss_after, 0.1184);
}

/* A second border, of the east and the hill: FIRST tells which stands first in the file. */
static void lay_two_borders(Case *it, double moves, bool first)
{
  CdSmall *small = with_border("", "");
  CdScenario *s = small->scenario;
  cd_small_add(s, CD_ENTITY_BORDER, NULL, "second", "first=hill second=east moves-per-year=6 from-first=0.5");
  cd_world_free(small->world);
  small->world = cd_world_new(s);
  cd_world_central(small->world);
  if (first) {
    CdBorder border = small->world->border[0];
    small->world->border[0] = small->world->border[1];
    small->world->border[1] = border;
  }
  for (guint b = 0; b < 2; b++)
    small->world->border[b].moves *= moves;
  lay(it, small, "apart");
  make(it);
}

/* All that do not complete, leave, are transferred or die, with room left for twice as many deaths. */
static void nobody_moves_more_often_than_they_are_there(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  lay_two_borders(&it, 1e6, false);
  assert_int_equal(it.plan.flow.n_moves, 16);
  for (guint cell = 0; cell < it.plan.flow.n_cells; cell++) {
    const double *rate = base_rates(&it, cell);
    double sum = rate[CD_RATE_COMPLETE] + rate[CD_RATE_UNPLANNED] + rate[CD_RATE_TRANSFER] + 2 * rate[CD_RATE_DEATH];
    for (guint i = 0; i < it.plan.flow.n_moves; i++)
      if (it.plan.flow.move[i].from == cell)
        sum += it.plan.flow.move[i].probability;
    assert_nine(sum, 1);
  }
}

/* Moves are drawn one after another, so their order must be that of the areas' hashes. */
static void the_order_of_borders_in_the_file_does_not_matter(void **state)
{
  (void)state;
  g_auto(Case) one = {0}, other = {0};
  lay_two_borders(&one, 1, false);
  lay_two_borders(&other, 1, true);
  assert_int_equal(one.plan.flow.n_moves, 16);
  for (guint i = 0; i < 16; i++) {
    const CdMove *a = &one.plan.flow.move[i], *b = &other.plan.flow.move[i];
    assert_true(a->from == b->from && a->to == b->to && a->probability == b->probability);
  }
  const CdArea *area = one.small->world->area;
  guint beyond[2], n = 0, east = cd_small_cell(one.small, "east", "opiate");
  for (guint i = 0; i < 16; i++)
    if (one.plan.flow.move[i].from == east)
      beyond[n++] = one.plan.flow.move[i].to / one.small->caseload.n_cohorts;
  assert_int_equal(n, 2);
  assert_true(area[beyond[0]].head.key < area[beyond[1]].head.key);
}

/* --- What the multipliers are relative to ----------------------------------------------------------------------------- */

static void the_reference_is_business_as_usual_as_it_stands(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  CdSmall *small = with_posts();
  small->world->terms->outcomes_share = 0.45;
  lay(&it, small, "joint");
  assert_ptr_equal(it.reference.footprint, &it.baseline);
  assert_nine(it.reference.fit[0], 1);
  assert_nine(it.reference.posts[cd_small_cell(small, "east", "opiate")], 1);
  assert_nine(it.reference.posts[cd_small_cell(small, "west", "opiate")], 0.9);
  assert_nine(it.reference.posts[cd_small_cell(small, "west", "justice")], 0.72);
  assert_nine(it.reference.posts[cd_small_cell(small, "west", "alcohol")], 1);
  assert_nine(it.reference.outcomes[cd_small_cell(small, "west", "alcohol")], 0.45);
  assert_true(isnan(it.reference.travel[1]));
  assert_true(it.reference.same[0] == 1 && it.reference.same[1] == 0);
}

/* 95 western clients make 0.95 of a post, all of which co-commissioners pay for today. */
static void posts_of_today_are_those_with_all_of_the_money(void **state)
{
  (void)state;
  g_auto(Case) it = {0};
  CdSmall *small = with_posts();
  small->world->post[0].funder_share = 0.5;
  lay(&it, small, "joint");
  assert_nine(it.reference.posts[cd_small_cell(small, "west", "opiate")], 0.9);
  small->world->post[0].minimum_wte = 0.9;
  cd_plan_reference_make(&it.reference, &it.baseline, small->world, &small->caseload, small->arena);
  assert_nine(it.reference.posts[cd_small_cell(small, "west", "opiate")], 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(business_as_usual_unchanged_has_its_own_rates),
      cmocka_unit_test(a_plan_holds_its_months_and_cells),
      cmocka_unit_test(capacity_falls_at_once_and_comes_back),
      cmocka_unit_test(lasting_turnover_leaves_posts_empty),
      cmocka_unit_test(where_a_contract_goes_on_nobody_leaves_for_it),
      cmocka_unit_test(workers_leave_by_turnover_and_at_once_at_the_start),
      cmocka_unit_test(heavier_caseloads_take_off_completions_where_a_scenario_says_so),
      cmocka_unit_test(quality_moves_completions_about_the_reference),
      cmocka_unit_test(fit_is_one_s_own_part_of_the_specification_against_now),
      cmocka_unit_test(a_specification_of_two_contracts_fits_as_one_contract_does),
      cmocka_unit_test(no_more_can_start_than_wait),
      cmocka_unit_test(no_more_can_complete_than_leave),
      cmocka_unit_test(a_lost_post_takes_its_share_of_completions),
      cmocka_unit_test(a_gained_post_gives_back_what_was_missing_now),
      cmocka_unit_test(every_ten_minutes_more_cost_completions_but_for_digital_contacts),
      cmocka_unit_test(pricing_moves_the_odds_by_the_share_that_depends_on_results),
      cmocka_unit_test(pricing_that_is_not_by_results_moves_them_in_full),
      cmocka_unit_test(pricing_counts_against_that_of_business_as_usual),
      cmocka_unit_test(opiate_deaths_rise_where_the_areas_cease_to_share_intelligence),
      cmocka_unit_test(opiate_deaths_fall_where_they_come_to_share_it),
      cmocka_unit_test(early_help_lowers_arrivals_by_and_by),
      cmocka_unit_test(more_doors_lose_criminal_justice_referrals),
      cmocka_unit_test(unmet_care_turns_away_what_caseloads_cannot_absorb),
      cmocka_unit_test(a_failing_provider_loses_completions_while_it_fails),
      cmocka_unit_test(an_expected_failure_is_spread_over_all_months),
      cmocka_unit_test(parts_of_a_cell_s_care_count_by_their_shares),
      cmocka_unit_test(the_old_contract_works_on_while_it_is_extended_and_a_gap_costs_capacity),
      cmocka_unit_test(moves_are_spread_over_the_settled_of_the_area_left),
      cmocka_unit_test(movers_are_lost_by_who_serves_them_before_and_after_the_start),
      cmocka_unit_test(who_turns_18_is_handed_over_across_the_boundary_of_the_contracts),
      cmocka_unit_test(one_incumbent_throughout_loses_as_one_provider),
      cmocka_unit_test(an_incumbent_of_a_part_is_not_one_throughout),
      cmocka_unit_test(a_common_core_keeps_movers_by_the_square_of_its_share),
      cmocka_unit_test(nobody_moves_more_often_than_they_are_there),
      cmocka_unit_test(the_order_of_borders_in_the_file_does_not_matter),
      cmocka_unit_test(the_reference_is_business_as_usual_as_it_stands),
      cmocka_unit_test(posts_of_today_are_those_with_all_of_the_money),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
