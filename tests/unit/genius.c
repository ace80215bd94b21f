#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "concordat/genius.h"
#include "sim/genius/genius.h"
#include "sim/negotiation/contest.h"
#include "sim/negotiation/distance.h"
#include "sim/report/bargaining.h"
#include "tests/unit/near.h"

#define FOLDER "../tests/genius/"

static CdBargaining *negotiate(const char *domain, const char *const *profiles, CdBargainingOptions options)
{
  g_autoptr(GError) error = NULL;
  CdBargaining *it = cd_bargaining_read(domain, profiles, &options, &error);
  if (error)
    print_error("%s\n", error->message);
  assert_non_null(it);
  return it;
}

static CdBargaining *three(const char *const *tactics, guint rounds)
{
  static const char *const profiles[] = {FOLDER "city.xml", FOLDER "county.xml", FOLDER "small.xml", NULL};
  static const char *const offers[] = {"offers", NULL};
  CdBargainingOptions options = CD_BARGAINING_OPTIONS_INIT;
  options.protocols = offers;
  options.tactics = tactics;
  options.rounds = rounds;
  return negotiate(FOLDER "partners.xml", profiles, options);
}

static CdBargaining *two(guint rounds)
{
  static const char *const profiles[] = {FOLDER "buyer.xml", FOLDER "seller.xml", NULL};
  static const char *const offers[] = {"offers", NULL}, *const linear[] = {"linear", NULL};
  CdBargainingOptions options = CD_BARGAINING_OPTIONS_INIT;
  options.protocols = offers;
  options.tactics = linear;
  options.rounds = rounds;
  options.levels = 9;
  return negotiate(FOLDER "contract.xml", profiles, options);
}

static guint text_of(const CdBargaining *it, guint a, guint b, guint c)
{
  return a * it->grid.stride[0] + b * it->grid.stride[1] + c * it->grid.stride[2];
}

static void assert_utilities(const CdBargaining *it, guint text, const double *u)
{
  for (guint j = 0; j < it->genius->n_profiles; j++)
    assert_near(cd_bargaining_u(it, text, j), u[j], 1e-6);
}

/* --- What a profile is worth ------------------------------------------------------------------------------------------- */

/* Vector A2: GENIUS's own values of three outcomes, by hand. */
static void utilities_are_those_of_genius(void **state)
{
  (void)state;
  g_autoptr(CdBargaining) it = two(10);
  assert_near(cd_bargaining_u(it, text_of(it, 2, 4, 2), 0), 0.603333, 1e-6);
  assert_near(cd_bargaining_u(it, text_of(it, 0, 6, 1), 0), 0.84, 1e-12);
  assert_near(cd_bargaining_u(it, text_of(it, 4, 7, 0), 0), 0.525, 1e-12);
  assert_near(cd_bargaining_u(it, text_of(it, 0, 0, 0), 1), 1, 1e-12);
}

static CdGenius *read_texts(const char *domain, const char *one, const char *two, GError **error)
{
  CdGeniusFile file[] = {{"d.xml", domain, strlen(domain)}, {"a.xml", one, strlen(one)}, {"b.xml", two, strlen(two)}};
  return cd_genius_read(file, 3, 5, error);
}

/* Three laptops, discs and screens, weighed and evaluated as in a domain that many papers use: two utilities by GENIUS's rules. */
static void evaluations_are_shares_of_the_largest_of_their_issue(void **state)
{
  (void)state;
  const char *domain = "<negotiation_template><utility_space><objective index='0' name='x'>"
                       "<issue index='1' name='a'><item value='p'/><item value='q'/><item value='r'/></issue>"
                       "<issue index='2' name='b'><item value='s'/><item value='t'/><item value='u'/></issue>"
                       "<issue index='3' name='c'><item value='v'/><item value='w'/><item value='x'/></issue>"
                       "</objective></utility_space></negotiation_template>";
  const char *profile = "<utility_space><objective index='0' name='x'>"
                        "<issue index='1' name='a'><item value='p' evaluation='12'/><item value='q' "
                        "evaluation='20'/><item value='r' evaluation='30'/></issue>"
                        "<issue index='2' name='b'><item value='s' evaluation='30'/><item value='t' "
                        "evaluation='20'/><item value='u' evaluation='9'/></issue>"
                        "<issue index='3' name='c'><item value='v' evaluation='30'/><item value='w' "
                        "evaluation='10'/><item value='x' evaluation='20'/></issue>"
                        "<weight index='1' value='0.4452125771655631'/><weight index='2' value='0.37808251708013424'/>"
                        "<weight index='3' value='0.1767567099260568'/></objective></utility_space>";
  g_autoptr(GError) error = NULL;
  g_autoptr(CdGenius) genius = read_texts(domain, profile, profile, &error);
  assert_null(error);
  const CdGeniusProfile *it = &genius->profile[0];
  assert_near(it->weight[0] * it->value[0][0] + it->weight[1] * it->value[1][0] + it->weight[2] * it->value[2][0],
              0.732924, 1e-6);
  assert_near(it->weight[0] * it->value[0][2] + it->weight[1] * it->value[1][1] + it->weight[2] * it->value[2][1],
              0.756186, 1e-6);
  assert_string_equal(genius->profile[1].name, "b");
  assert_true(it->reservation == 0 && it->discount == 1);
}

/* --- What comes of it -------------------------------------------------------------------------------------------------- */

/* Vector NEG-3: brute force and another program's code agree. */
static void solutions_of_three_are_those_of_brute_force(void **state)
{
  (void)state;
  static const char *const linear[] = {"linear", NULL};
  g_autoptr(CdBargaining) it = three(linear, 12);
  const CdContest *contest = &it->contest;
  assert_int_equal(contest->bargain.rational.n, 15);
  assert_int_equal(contest->bargain.frontier.n, 13);
  assert_int_equal(contest->efficient.n, 40);
  assert_near(contest->opposition, 0.639375, 1e-6);
  assert_near(contest->solution[CD_SOLUTION_NASH].value, 0.011428125, 1e-12);
  assert_utilities(it, contest->solution[CD_SOLUTION_NASH].text, (double[]){.62, .5, .88});
  assert_utilities(it, contest->solution[CD_SOLUTION_EGALITARIAN].text, (double[]){.58, .575, .76});
  assert_utilities(it, contest->solution[CD_SOLUTION_KALAI_SMORODINSKY].text, (double[]){.57, .625, .68});
  assert_utilities(it, contest->solution[CD_SOLUTION_EVEN_RATIOS].text, (double[]){.57, .625, .68});
  assert_utilities(it, contest->solution[CD_SOLUTION_UTILITARIAN].text, (double[]){.9, .4, .76});
  assert_near(contest->solution[CD_SOLUTION_UTILITARIAN_ANY].value, 2.065, 1e-12);
}

/* Vector SAO-3, from another program's mechanism. */
static void offers_in_turn_end_as_elsewhere(void **state)
{
  (void)state;
  static const char *const paces[] = {"polynomial:0.5,polynomial:1,polynomial:2", NULL};
  g_autoptr(CdBargaining) it = three(paces, 12);
  const CdBoutResult *result = &g_array_index(it->run, CdBargainingRun, 0).result;
  assert_int_equal(result->text, text_of(it, 2, 1, 1));
  assert_int_equal(result->round, 10);
  assert_int_equal(result->proposer, 0);
  assert_near(result->nash, 0.241091, 1e-6);
  assert_true(result->efficient && result->frontier == 0);
}

/* Found by brute force in another language: the eleventh of 21 rounds, half of the time, so that .626667 .9^.5 and .57 .8^.5 are left. */
static void discount_is_laid_on_what_is_agreed(void **state)
{
  (void)state;
  g_autoptr(CdBargaining) it = two(21);
  const CdBoutResult *result = &g_array_index(it->run, CdBargainingRun, 0).result;
  assert_int_equal(it->contest.bargain.rational.n, 121);
  assert_int_equal(it->contest.efficient.n, 13);
  assert_int_equal(it->contest.bargain.frontier.n, 11);
  assert_near(it->contest.opposition, 0.461808792804, 1e-9);
  assert_near(it->contest.solution[CD_SOLUTION_NASH].value, 0.32155, 1e-12);
  assert_int_equal(result->text, text_of(it, 3, 2, 1));
  assert_int_equal(result->round, 11);
  assert_near(result->value[0], 0.5945082001116553, 1e-9);
  assert_near(result->value[1], 0.509823498869952, 1e-9);
}

static void without_agreement_everybody_has_the_reservation_value_at_the_end(void **state)
{
  (void)state;
  g_autoptr(CdBargaining) it = two(21);
  CdBout bout = {.protocol = CD_CONTEST_OFFERS, .posture = {CD_POSTURE_RELATIVE, CD_POSTURE_RELATIVE}};
  CdBoutResult result = cd_contest_bout(&it->contest, &bout, NULL);
  assert_int_equal(result.text, CD_NO_TEXT);
  assert_int_equal(result.round, 21);
  assert_near(result.u[0], 0.25, 0);
  assert_near(result.value[0], 0.225, 1e-12);
  assert_true(isnan(result.nash) && isnan(result.frontier));
}

/* The lead takes all that the other's reservation value of nought leaves: of what the buyer signs, the seller's best; and the other way round. */
static void a_lead_takes_the_best_that_the_other_signs(void **state)
{
  (void)state;
  g_autoptr(CdBargaining) it = two(21);
  for (guint lead = 0; lead < 2; lead++) {
    CdBoutResult result = cd_contest_bout(&it->contest, &(CdBout){.protocol = CD_CONTEST_LEAD, .lead = lead}, NULL);
    double most = 0;
    for (guint k = 0; k < it->contest.bargain.rational.n; k++)
      most = fmax(most, cd_bargaining_u(it, it->contest.bargain.rational.text[k], lead));
    assert_near(result.u[lead], most, 1e-12);
    assert_true(result.round == 0 && result.time == 0 && result.efficient);
  }
}

static void a_seed_gives_the_same_mediation(void **state)
{
  (void)state;
  g_autoptr(CdBargaining) it = two(21);
  CdBout bout = {.protocol = CD_CONTEST_ANNEALED};
  CdBoutResult one = cd_contest_bout(&it->contest, &bout, NULL), again = cd_contest_bout(&it->contest, &bout, NULL);
  assert_int_equal(one.text, again.text);
  assert_int_equal(one.round, 1000);
  assert_true(one.text == CD_NO_TEXT || one.time == 1);
}

/* Each found by a simulation in another language, from the definitions; 21 rounds. */
static void every_tactic_ends_where_its_definition_leads(void **state)
{
  (void)state;
  static const struct {
    CdPosture first, second;
    guint a, b, c, round;
  } known[] = {
      {CD_POSTURE_BOULWARE, CD_POSTURE_BOULWARE, 2, 3, 1, 18},
      {CD_POSTURE_LINEAR, CD_POSTURE_LINEAR, 3, 2, 1, 11},
      {CD_POSTURE_CONCEDER, CD_POSTURE_CONCEDER, 3, 2, 1, 6},
      {CD_POSTURE_EXPONENTIAL, CD_POSTURE_EXPONENTIAL, 1, 4, 1, 16},
      {CD_POSTURE_TRADE_OFF, CD_POSTURE_TRADE_OFF, 1, 4, 1, 10},
      {CD_POSTURE_MIXED, CD_POSTURE_MIXED, 0, 6, 0, 9},
      {CD_POSTURE_TRADE_OFF, CD_POSTURE_RELATIVE, 1, 2, 0, 20},
      {CD_POSTURE_TRADE_OFF, CD_POSTURE_ABSOLUTE, 2, 3, 0, 16},
      {CD_POSTURE_TRADE_OFF, CD_POSTURE_AVERAGED, 1, 3, 0, 17},
  };
  g_autoptr(CdBargaining) it = two(21);
  for (guint k = 0; k < G_N_ELEMENTS(known); k++) {
    CdBout bout = {.protocol = CD_CONTEST_OFFERS, .posture = {known[k].first, known[k].second}};
    CdBoutResult result = cd_contest_bout(&it->contest, &bout, NULL);
    assert_int_equal(result.text, text_of(it, known[k].a, known[k].b, known[k].c));
    assert_int_equal(result.round, known[k].round);
  }
}

/* Those of time give way to what no agreement is worth by the last round, and much is worth more; those that answer in kind never give up an issue without order. */
static void every_tactic_of_time_comes_to_an_agreement(void **state)
{
  (void)state;
  g_autoptr(CdBargaining) it = two(60);
  for (CdPosture p = 0; p < CD_POSTURE_COUNT; p++) {
    CdBout bout = {.protocol = CD_CONTEST_OFFERS, .posture = {CD_POSTURE_LINEAR, p}};
    CdBoutResult result = cd_contest_bout(&it->contest, &bout, NULL);
    assert_true(result.text != CD_NO_TEXT || !cd_posture_has_pace(p));
    assert_true(result.u[0] >= 0.25 - 1e-9 && result.round <= 60);
    assert_int_equal(cd_posture_named(cd_posture_info(p)->id), p);
  }
  assert_int_equal(cd_posture_named("nobody"), CD_POSTURE_COUNT);
}

/* --- Refusals ---------------------------------------------------------------------------------------------------------- */

#define DOMAIN(issues)                                                                                                 \
  "<negotiation_template><utility_space><objective index='0' name='x'>" issues                                         \
  "</objective></utility_space></negotiation_template>"
#define ISSUE "<issue index='1' name='a' type='discrete'><item value='p'/><item value='q'/></issue>"
#define OPINION                                                                                                        \
  "<issue index='1' name='a' type='discrete'><item value='p' evaluation='1'/><item value='q' evaluation='2'/></issue>"
#define PROFILE(inside) "<utility_space><objective index='0' name='x'>" inside "</objective></utility_space>"
#define WEIGHT "<weight index='1' value='1'/>"
#define NUMBERS "<issue index='1' name='a' type='real'><range lowerbound='0' upperbound='1'/></issue>"
#define GOOD PROFILE(OPINION WEIGHT)

typedef struct {
  const char *domain, *profile, *code;
} Refusal;

static const Refusal refusals[] = {
    {"", GOOD, "E0009"},
    {"<concordat/>", GOOD, "E0260"},
    {GOOD, GOOD, "E0260"},
    {DOMAIN(ISSUE), DOMAIN(ISSUE), "E0260"},
    {"<negotiation_template/>", GOOD, "E0260"},
    {"<negotiation_template><utility_space type='nonlinear'/></negotiation_template>", GOOD, "E0261"},
    {DOMAIN(ISSUE), "<utility_space type='constraint'/>", "E0261"},
    {DOMAIN(ISSUE), PROFILE("<rules><condition/></rules>"), "E0261"},
    {DOMAIN(""), GOOD, "E0262"},
    {DOMAIN("<issue index='1' name='a'/>"), GOOD, "E0262"},
    {DOMAIN("<issue index='1'><item value='p'/></issue>"), GOOD, "E0262"},
    {DOMAIN("<issue index='1.5' name='a'><item value='p'/></issue>"), GOOD, "E0262"},
    {DOMAIN("<issue index='1' name='a' type='price'><item value='p'/></issue>"), GOOD, "E0262"},
    {DOMAIN("<issue index='1' name='a'><item value='p'/><item value='p'/></issue>"), GOOD, "E0262"},
    {DOMAIN(ISSUE "<issue index='1' name='b'><item value='p'/></issue>"), GOOD, "E0262"},
    {DOMAIN(ISSUE "<issue index='2' name='a'><item value='p'/></issue>"), GOOD, "E0262"},
    {DOMAIN("<issue index='1' name='a' type='integer' lowerbound='2' upperbound='1'/>"), GOOD, "E0263"},
    {DOMAIN("<issue index='1' name='a' type='integer' lowerbound='1' upperbound='x'/>"), GOOD, "E0263"},
    {DOMAIN("<issue index='1' name='a' type='real'/>"), GOOD, "E0263"},
    {DOMAIN(ISSUE),
     PROFILE("<issue index='1' name='a'><item value='p' evaluation='1'/><item value='q'/></issue>" WEIGHT), "E0264"},
    {DOMAIN(ISSUE), PROFILE("<issue index='1' name='a'><item value='p' evaluation='1'/><item value='q' evaluation='null'/></issue>" WEIGHT),
     "E0264"},
    {DOMAIN(ISSUE), PROFILE("<issue index='1' name='a'><item value='p' evaluation='-1'/></issue>" WEIGHT), "E0264"},
    {DOMAIN(ISSUE), PROFILE("<issue index='1' name='a'><item value='p' evaluation='nan'/></issue>" WEIGHT), "E0264"},
    {DOMAIN(ISSUE), PROFILE("<issue index='1' name='a'><item value='p' evaluation='1e999'/></issue>" WEIGHT), "E0264"},
    {DOMAIN(ISSUE),
     PROFILE(
         "<issue index='1' name='a'><item value='p' evaluation='1'/><item value='p' evaluation='1'/></issue>" WEIGHT),
     "E0264"},
    {DOMAIN(NUMBERS), PROFILE(NUMBERS WEIGHT), "E0265"},
    {DOMAIN(NUMBERS),
     PROFILE("<issue index='1' name='a' type='real'><range lowerbound='0' upperbound='1'/><evaluator "
             "ftype='cubic'/></issue>" WEIGHT),
     "E0265"},
    {DOMAIN(NUMBERS),
     PROFILE("<issue index='1' name='a' type='real'><range lowerbound='0' upperbound='1'/><evaluator "
             "ftype='triangular' parameter0='0' parameter1='1' parameter2='2'/></issue>" WEIGHT),
     "E0265"},
    {DOMAIN(ISSUE), PROFILE(OPINION), "E0266"},
    {DOMAIN(ISSUE), PROFILE(OPINION "<weight index='1' value='NaN'/>"), "E0266"},
    {DOMAIN(ISSUE), PROFILE(OPINION "<weight index='1' value='-1'/>"), "E0266"},
    {DOMAIN(ISSUE), PROFILE(OPINION WEIGHT WEIGHT), "E0266"},
    {DOMAIN(ISSUE), PROFILE(OPINION WEIGHT "<weight index='9' value='0'/>"), "E0266"},
    {DOMAIN(ISSUE), PROFILE(OPINION WEIGHT "<reservation value='1.5'/>"), "E0267"},
    {DOMAIN(ISSUE), PROFILE(OPINION WEIGHT "<reservation value='0'/><reservation value='0'/>"), "E0267"},
    {DOMAIN(ISSUE), PROFILE(OPINION WEIGHT "<discount_factor/>"), "E0267"},
    {DOMAIN(ISSUE), PROFILE(WEIGHT), "E0268"},
    {DOMAIN(ISSUE), PROFILE(OPINION OPINION WEIGHT), "E0262"},
    {DOMAIN(ISSUE), PROFILE(OPINION WEIGHT "<issue index='2' name='b'><item value='p' evaluation='1'/></issue>"), "E0268"},
    {DOMAIN(ISSUE), PROFILE("<issue index='1' name='b'><item value='p' evaluation='1'/></issue>" WEIGHT), "E0268"},
    {DOMAIN(ISSUE), PROFILE("<issue index='1' name='a'><item value='z' evaluation='1'/></issue>" WEIGHT), "E0268"},
    {DOMAIN(ISSUE), PROFILE("<issue index='1' name='a'><item value='p' evaluation='1'/></issue>" WEIGHT), "E0268"},
    {DOMAIN("<issue index='1' name='a' type='integer' lowerbound='0' upperbound='2000000'/>"), GOOD, "E0269"},
    {DOMAIN("<issue index='1' name='a' type='integer' lowerbound='1' upperbound='2000'/><issue index='2' name='b' "
            "type='integer' lowerbound='0' upperbound='1000'/>"),
     GOOD, "E0269"},
};

static void what_is_unfit_is_refused_with_its_place(void **state)
{
  (void)state;
  for (guint r = 0; r < G_N_ELEMENTS(refusals); r++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(CdGenius) genius = read_texts(refusals[r].domain, refusals[r].profile, GOOD, &error);
    if (genius || !g_error_matches(error, CD_ERROR, CD_ERROR_SCENARIO) || !strstr(error->message, refusals[r].code) ||
        !strstr(error->message, ".xml:1:"))
      fail_msg("%u: %s, not %s", r, error ? error->message : "read", refusals[r].code);
  }
}

static void what_is_odd_and_lawful_is_read(void **state)
{
  (void)state;
  static const char *const odd[] = {
      "<utility_space type='UNCERTAIN'><objective index='0' name='x'>" OPINION WEIGHT
      "</objective><errors>0 &amp; 1</errors></utility_space>",
      "\n<!-- first -->\n<?xml version='1.0' encoding='utf-8'?>" GOOD,
      PROFILE(OPINION "<weight index='1' value='2'/><weight index='0' value='1'/><discount_factor value='0'/>"),
      PROFILE("<objective index='7' name='deep'>" OPINION "<weight index='1' value='1'/></objective>"),
      PROFILE("<issue index='1' name='a'><item value='q' evaluation='0'/><item value='p' "
              "evaluation='0.0'/></issue>" WEIGHT),
  };
  for (guint o = 0; o < G_N_ELEMENTS(odd); o++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(CdGenius) genius = read_texts(DOMAIN(ISSUE), odd[o], GOOD, &error);
    if (!genius)
      fail_msg("%u: %s", o, error->message);
    assert_true(genius->profile[0].discount == 1 && genius->n_outcomes == 2);
    assert_true(o != 2 || (genius->profile[0].weights == 2 && genius->profile[0].discount_given == 0));
    assert_true(o != 4 || genius->profile[0].value[0][1] == 0);
  }
}

/* As NegMAS writes a table over whole numbers. */
static void an_integer_issue_may_be_evaluated_item_by_item(void **state)
{
  (void)state;
  const char *profile =
      PROFILE("<issue index='1' name='a' type='discrete' vtype='integer'><item value='3' evaluation='1'/><item "
              "value='1' evaluation='4'/><item value='2' evaluation='2'/></issue>" WEIGHT);
  g_autoptr(GError) error = NULL;
  g_autoptr(CdGenius) genius = read_texts(
      DOMAIN("<issue index='1' name='a' type='integer' lowerbound='1' upperbound='3'/>"), profile, profile, &error);
  assert_null(error);
  const double *value = genius->profile[1].value[0];
  assert_true(value[0] == 1 && value[1] == 0.5 && value[2] == 0.25);
}

static void options_out_of_range_are_refused(void **state)
{
  (void)state;
  static const char *const profiles[] = {FOLDER "buyer.xml", FOLDER "seller.xml", NULL}, *const one[] = {
                                                                                             FOLDER "buyer.xml", NULL};
  static const char *const bad[][2] = {{"hardball"}, {"linear,linear,linear"}, {"linear:0"},
                                       {"linear:x"}, {"relative:2"},           {""}};
  CdBargainingOptions options = CD_BARGAINING_OPTIONS_INIT;
  for (guint b = 0; b < G_N_ELEMENTS(bad); b++) {
    g_autoptr(GError) error = NULL;
    options.tactics = bad[b];
    assert_null(cd_bargaining_read(FOLDER "contract.xml", profiles, &options, &error));
    assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
  }
  g_autoptr(GError) error = NULL;
  options.tactics = NULL;
  assert_null(cd_bargaining_read(FOLDER "contract.xml", one, &options, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(utilities_are_those_of_genius),
      cmocka_unit_test(evaluations_are_shares_of_the_largest_of_their_issue),
      cmocka_unit_test(solutions_of_three_are_those_of_brute_force),
      cmocka_unit_test(offers_in_turn_end_as_elsewhere),
      cmocka_unit_test(discount_is_laid_on_what_is_agreed),
      cmocka_unit_test(without_agreement_everybody_has_the_reservation_value_at_the_end),
      cmocka_unit_test(a_lead_takes_the_best_that_the_other_signs),
      cmocka_unit_test(a_seed_gives_the_same_mediation),
      cmocka_unit_test(every_tactic_ends_where_its_definition_leads),
      cmocka_unit_test(every_tactic_of_time_comes_to_an_agreement),
      cmocka_unit_test(what_is_unfit_is_refused_with_its_place),
      cmocka_unit_test(what_is_odd_and_lawful_is_read),
      cmocka_unit_test(an_integer_issue_may_be_evaluated_item_by_item),
      cmocka_unit_test(options_out_of_range_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
