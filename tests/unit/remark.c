#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "concordat/concordat.h"
#include "sim/appraisal/remark.h"
#include "sim/report/remark.h"
#include "tests/unit/minimal.h"
#include "tests/unit/near.h"

#define REPLICATES 20u

static CdResults *run_with(const char *terms)
{
  const char *const pair[] = {"<terms pricing=\"block\"/>",
                              terms,
                              "home=\"west\" incumbent-in=\"west\" draw-as=\"local\"",
                              "incumbent-in=\"west\"",
                              "<provider id=\"large\"",
                              "<provider id=\"third\" kind=\"nhs-trust\"/><provider id=\"large\"",
                              "<negotiation talks-begin=\"2020-07\"/>",
                              "",
                              "<talks-event id=\"exit\" label=\"West goes\" gives-notice=\"west\" without=\"east\"/>",
                              "",
                              NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = REPLICATES;
  options.jobs = 2;
  return cd_run(scenario, &options, NULL);
}

static int set_up(void **state)
{
  *state = run_with("<terms pricing=\"block\" quality-weight=\"0.2\" source=\"made-up\" grade=\"D\"/>");
  return *state ? 0 : -1;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

static CdRemark *remark_by(const CdResults *results, const char *scoring, double weight, double minimum)
{
  const CdRemarkOptions options = {scoring, weight, minimum};
  return cd_remark(results, &options);
}

/* Every tender's own rule on the bids kept gives who won it, at what price, and how many bid. */
static void assert_bids_explain_outcomes(const CdResults *results)
{
  g_autofree guint *order = g_new(guint, results->n_bidders);
  cd_tie_order(results->scenario, order);
  CdScoring scoring = (CdScoring)cd_scenario_terms(results->scenario, 0)->scoring;
  for (guint run = 0; run < REPLICATES * CD_LUCKS; run++)
    for (guint c = 0; c < results->n_contracts; c++) {
      gsize row = (gsize)run * results->n_contracts + c;
      const CdContractOutcome *outcome = &results->outcome[(gsize)run * 2 * results->n_contracts + c];
      const CdTenderKept *tender = &results->tender[row];
      CdMarking marking = cd_marking_by(tender, scoring, tender->quality_weight, tender->minimum_quality);
      CdOffer offer[8] = {{0, 0}};
      guint bids = 0;
      for (guint i = 0; i < results->n_bidders; i++) {
        const CdBidKept *bid = &results->bid[row * results->n_bidders + order[i]];
        offer[i] = (CdOffer){bid->quality, bid->price};
        bids += bid->price > 0;
      }
      int at = cd_winner(&marking, offer, results->n_bidders, -1);
      assert_int_equal(bids, outcome->bids);
      assert_int_equal(at < 0, outcome->no_bid);
      if (at < 0)
        continue;
      assert_int_equal(order[at], outcome->provider);
      assert_true(offer[at].price == outcome->price && offer[at].quality == outcome->quality);
    }
}

static void bids_kept_explain_who_won(void **state)
{
  assert_bids_explain_outcomes(*state);
  g_autoptr(CdResults) range = run_with("<terms pricing=\"block\" scoring=\"range\" quality-weight=\"0.2\" "
                                        "minimum-quality=\"0.7\" source=\"made-up\" grade=\"D\"/>");
  assert_bids_explain_outcomes(range);
}

static void marked_as_they_were_nothing_changes(void **state)
{
  const CdResults *results = *state;
  g_autoptr(CdRemark) same = remark_by(results, NULL, NAN, NAN), said = remark_by(results, "absolute", 0.2, 0);
  assert_true(same->changed == 0 && said->changed == 0 && same->flips_before == 0);
  for (guint c = 0; c < results->n_contracts; c++) {
    const CdRemarkContract *it = &same->contract[c];
    const CdMarketSummary *market = &results->market[c];
    assert_int_equal(it->held, REPLICATES * CD_LUCKS);
    assert_nine(it->none_before, market->no_bid);
    assert_nine(it->price_before.mean, it->price_after.mean);
    double all = it->none_after;
    for (guint p = 0; p < results->n_bidders; p++) {
      assert_true(it->before[p] == it->after[p]);
      all += it->after[p];
    }
    assert_nine(all, 1);
  }
}

static void another_rule_changes_winners_and_the_table_tells_the_same(void **state)
{
  const CdResults *results = *state;
  g_autoptr(CdRemark) quality = remark_by(results, "absolute", 1, NAN),
                      relative = remark_by(results, "relative", 0.7, NAN),
                      pounds = remark_by(results, "monetised", NAN, NAN);
  assert_true(quality->changed > 0);
  assert_nine(quality->changed, quality->other[CD_SCORING_ABSOLUTE][5]);
  assert_nine(relative->changed, quality->other[CD_SCORING_RELATIVE][2]);
  for (guint w = 0; w < CD_REMARK_WEIGHTS; w++)
    assert_nine(pounds->changed, quality->other[CD_SCORING_MONETISED][w]);
  for (guint c = 0; c < results->n_contracts; c++) {
    const CdRemarkContract *it = &quality->contract[c];
    if (it->price_before.n > 0) { /* quality alone: what wins is at least as good, and no cheaper */
      assert_true(it->quality_after.mean >= it->quality_before.mean);
      assert_true(it->price_after.mean >= it->price_before.mean);
    }
  }
}

/* In one made-up replicate the vector FLIP of tests/unit/score.c: relative marks give it to the first, but for the third to the second. */
static void a_flip_is_told(void **state)
{
  (void)state;
  g_autoptr(CdResults) results =
      run_with("<terms pricing=\"block\" scoring=\"relative\" quality-weight=\"0.6\" source=\"made-up\" grade=\"D\"/>");
  assert_int_equal(results->n_bidders, 3);
  for (guint i = 0; i < REPLICATES * CD_LUCKS * results->n_contracts; i++)
    results->tender[i].reference = 0;
  for (guint luck = 0; luck < CD_LUCKS; luck++) {
    results->tender[luck * results->n_contracts] = (CdTenderKept){100, 1, 0.6, 0, 1};
    CdBidKept *bid = &results->bid[(gsize)luck * results->n_contracts * 3];
    bid[0] = (CdBidKept){CD_BID_YES, 0.9, 125};
    bid[1] = (CdBidKept){CD_BID_YES, 0.8, 95};
    bid[2] = (CdBidKept){CD_BID_YES, luck ? 0.2 : 0.8, luck ? 50 : 96}; /* the first time, a third that does no harm */
  }
  g_autoptr(CdRemark) own = remark_by(results, NULL, NAN, NAN), absolute = remark_by(results, "absolute", 0.6, NAN),
                      strict = remark_by(results, NULL, NAN, 0.95);
  assert_int_equal(own->contract[0].held, 2);
  assert_true(isnan(own->contract[1].flips_before));
  assert_nine(own->flips_before, 0.5);
  assert_nine(own->contract[0].before[0], 0.5);
  assert_nine(own->contract[0].before[1], 0.5);
  assert_nine(absolute->changed, 0.5);
  assert_nine(absolute->flips_after, 0);
  assert_nine(strict->contract[0].none_after, 1);
  assert_nine(strict->changed, 1);
  g_autofree char *text = cd_remark_text(own, 100, false);
  assert_non_null(strstr(text, "In 50% of tenders"));
}

/* By the definition, on what a run under relative marks left: somebody's leaving changes who wins. */
static void flips_of_a_run_are_those_of_its_bids(void **state)
{
  (void)state;
  g_autoptr(CdResults) results =
      run_with("<terms pricing=\"block\" scoring=\"range\" quality-weight=\"0.2\" source=\"made-up\" grade=\"D\"/>");
  g_autoptr(CdRemark) remark = remark_by(results, NULL, NAN, NAN);
  assert_true(remark->flips_before >= 0 && remark->flips_before <= 1);
  assert_nine(remark->flips_before, results->remark->flips_before);
  assert_nine(remark->flips_before, remark->flips_after);
}

static void faults_are_told(void **state)
{
  (void)state;
  const struct {
    CdRemarkOptions options;
    const char *said;
  } known[] = {{{"relativ", NAN, NAN}, "no scoring \"relativ\": one of absolute, relative"},
               {{NULL, 1.5, NAN}, "a quality weight of 1.5: 0 to 1 is possible"},
               {{NULL, NAN, -0.1}, "a minimum quality of -0.1: 0 to 1 is possible"}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autoptr(GError) error = NULL;
    assert_false(cd_remark_check(&known[i].options, &error));
    assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
    assert_non_null(strstr(error->message, known[i].said));
  }
}

static char *caution_of(const char *old, const char *replacement)
{
  const char *const pair[] = {old, replacement, NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  return cd_scoring_caution(scenario);
}

static void a_formula_that_can_flip_is_warned_of(void **state)
{
  (void)state;
  static const char terms[] = "<terms pricing=\"block\"/>", length[] = "length=\"7\"";
  g_autofree char *plain = caution_of(terms, terms),
                  *pounds = caution_of(terms, "<terms pricing=\"block\" scoring=\"monetised\"/>"),
                  *relative = caution_of(terms, "<terms pricing=\"block\" scoring=\"relative\"/>"),
                  *own = caution_of(length, "scoring=\"mean\"");
  assert_null(plain);
  assert_null(pounds);
  assert_non_null(strstr(relative, "scoring=\"relative\": marks for price depend on other bids"));
  assert_non_null(strstr(own, "scoring=\"mean\""));
}

static void formulas_that_make_the_same_of_the_bids_are_told_once(void **state)
{
  (void)state;
  CdRemark remark = {.was = CD_SCORING_ABSOLUTE};
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint w = 0; w < CD_REMARK_WEIGHTS; w++)
      remark.other[f][w] = 0.01 * (f == CD_SCORING_DIFFERENCE ? CD_SCORING_RELATIVE : f);
  assert_int_equal(cd_remark_first_alike(&remark, CD_SCORING_DIFFERENCE), CD_SCORING_RELATIVE);
  assert_int_equal(cd_remark_first_alike(&remark, CD_SCORING_MEAN), CD_SCORING_MEAN);
  g_autofree char *same = cd_remark_alike(&remark, CD_SCORING_RELATIVE),
                  *none = cd_remark_alike(&remark, CD_SCORING_MEAN);
  assert_string_equal(same, "the same by: Marks by difference from the lowest price");
  assert_null(none);
}

static void text_json_and_csv_say_the_same(void **state)
{
  const CdResults *results = *state;
  g_autoptr(CdRemark) remark = remark_by(results, "relative", 0.8, 0.65);
  g_autofree char *text = cd_remark_text(remark, 100, false), *json = cd_remark_json(remark),
                  *csv = cd_remark_csv(remark);
  g_auto(GStrv) word = g_strsplit_set(text, " \n", -1);
  g_autoptr(GString) line = g_string_new(NULL); /* as before it was wrapped */
  for (char **at = word; *at; at++)
    if (**at)
      g_string_append_printf(line, "%s ", *at);
  assert_non_null(strstr(line->str, "nobody bids anew"));
  assert_non_null(strstr(line->str, "After: Marks relative to the lowest price, quality weight 80%, no bid below a "
                                    "quality of 0.65. "));
  assert_non_null(
      strstr(json, "\"after\": {\"scoring\": \"relative\", \"quality_weight\": 0.8, \"minimum_quality\": 0.65}"));
  assert_non_null(strstr(json, "nobody bids anew"));
  guint rows = 0;
  for (const char *at = csv; (at = strstr(at, "\r\n")); at += 2)
    rows++;
  assert_int_equal(rows, 1 + results->n_contracts * (1 + CD_SCORING_COUNT * CD_REMARK_WEIGHTS));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bids_kept_explain_who_won),
      cmocka_unit_test(marked_as_they_were_nothing_changes),
      cmocka_unit_test(another_rule_changes_winners_and_the_table_tells_the_same),
      cmocka_unit_test(a_flip_is_told),
      cmocka_unit_test(flips_of_a_run_are_those_of_its_bids),
      cmocka_unit_test(faults_are_told),
      cmocka_unit_test(a_formula_that_can_flip_is_warned_of),
      cmocka_unit_test(formulas_that_make_the_same_of_the_bids_are_told_once),
      cmocka_unit_test(text_json_and_csv_say_the_same),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
