#include "sim/report/claim-words.h"

#include <math.h>
#include "sim/report/assumption.h"
#include "sim/report/influence-words.h"
#include "sim/report/input.h"

static const CdClaimTestSpec *spec_of(const CdResults *results, const CdTestAnswer *test)
{
  return cd_scenario_claim_test(results->scenario, test->row);
}

static const CdMetric *metric_of(const CdClaimTestSpec *spec)
{
  return cd_metric(cd_metric_by_name(spec->metric));
}

static CdFigureKind figure_of(const CdClaimTestSpec *spec)
{
  return cd_figure_kind(metric_of(spec)->unit);
}

/* --- What is tested ------------------------------------------------------------------------------------------------------ */

/* " from 3 to 9", with " less “Together”" where it is a difference. */
static char *bounds_words(const CdClaimTestSpec *spec)
{
  bool from = spec->from.dist.kind != CD_DIST_UNSET, to = spec->to.dist.kind != CD_DIST_UNSET;
  g_autofree char *low = cd_figure(figure_of(spec), spec->from.dist.a),
                  *high = cd_figure(figure_of(spec), spec->to.dist.a);
  return from && to ? g_strdup_printf("from %s to %s ", low, high)
         : from     ? g_strdup_printf("%s or more ", low)
         : to       ? g_strdup_printf("%s or less ", high)
                    : g_strdup("");
}

/* “Joint”, or “Joint” on its own terms; NULL: none. */
static char *arm_words(const CdResults *results, int arm)
{
  if (arm < 0)
    return NULL;
  guint structure = CD_ARM_STRUCTURE((guint)arm);
  return g_strdup_printf("“%s”%s", cd_option_label(results, structure),
                         (guint)arm != CD_ARM(structure, false) ? " on its own terms" : "");
}

/* What is expected, of the option's name A and the other's B (NULL: none). */
static char *expected_words(const CdClaimTestSpec *spec, const char *a, const char *b)
{
  const char *matters = "by enough to matter";
  g_autofree char *limit = cd_figure(figure_of(spec), spec->limit.dist.a), *bounds = bounds_words(spec),
                  *chance = cd_claim_chance_words(spec);
  g_autofree char *who = b ? g_strdup_printf("%s less %s", a, b) : g_strdup(a);
  switch ((CdExpect)spec->expect) {
  case CD_EXPECT_MORE:
    return g_strdup_printf("more in %s than in %s, %s", a, b, matters);
  case CD_EXPECT_LESS:
    return g_strdup_printf("less in %s than in %s, %s", a, b, matters);
  case CD_EXPECT_NO_MORE:
    return g_strdup_printf("not more in %s than in %s %s", a, b, matters);
  case CD_EXPECT_NO_LESS:
    return g_strdup_printf("not less in %s than in %s %s", a, b, matters);
  case CD_EXPECT_BEFORE:
    return g_strdup_printf("better in %s than in %s, however little", a, b);
  case CD_EXPECT_AT_LEAST:
    return g_strdup_printf("%s, at least %s", who, limit);
  case CD_EXPECT_AT_MOST:
    return g_strdup_printf("%s, at most %s", who, limit);
  case CD_EXPECT_LIKELY:
  case CD_EXPECT_UNLIKELY:
    return g_strdup_printf("%s, %s%s", who, bounds, chance);
  }
  g_assert_not_reached();
}

char *cd_claim_test_title(const CdResults *results, const CdTestAnswer *test)
{
  const CdClaimTestSpec *spec = spec_of(results, test);
  if (test->once)
    return cd_claim_once_title(results, test);
  g_autofree char *a = arm_words(results, (int)test->measure.arm), *b = arm_words(results, test->measure.against);
  g_autofree char *expected = expected_words(spec, a, b);
  const char *whose = test->measure.value != G_MAXUINT ? results->layout->label[test->measure.value] : spec->whose;
  return g_strdup_printf("%s%s%s: %s", metric_of(spec)->label, whose && *whose ? ", " : "", whose ? whose : "", expected);
}

const char *cd_claim_option(const CdResults *results, const CdTestAnswer *test, bool against)
{
  if (test->kind != CD_TEST_MEASURE || (against && test->measure.against < 0))
    return NULL;
  return cd_option_id(results, CD_ARM_STRUCTURE(against ? (guint)test->measure.against : test->measure.arm));
}

/* --- What was found ------------------------------------------------------------------------------------------------------ */

static char *event_found(const CdTestAnswer *test)
{
  const CdEventChance *it = &test->answer.event;
  g_autofree char *mean = cd_figure_share_of(it->mean),
                  *range = cd_figure_range(CD_FIGURE_PART, it->low, it->high, false);
  g_autofree char *p5 = cd_figure_share_of(it->p5), *p95 = cd_figure_share_of(it->p95);
  if (test->kind == CD_TEST_TALKS)
    return g_strdup_printf("in %s of talks (%s), each held once under its own assumptions", mean, range);
  if (test->kind == CD_TEST_RANKING)
    return g_strdup_printf("in %s of the draws of the assumptions (%s)", mean, range);
  if (isnan(it->alike))
    return g_strdup_printf("in %s of runs (%s)", mean, range);
  if (it->alike_low <= 0)
    return g_strdup_printf(
        "in %s of runs (%s); how far assumptions move that chance cannot be told from luck yet: perhaps %s to %s", mean,
        range, p5, p95);
  return g_strdup_printf("in %s of runs (%s); by assumptions its chance is %s to %s (nine in ten of them)", mean, range,
                         p5, p95);
}

static char *effect_found(const CdClaimTestSpec *spec, const CdSummary *d)
{
  CdFigureKind kind = figure_of(spec);
  if (spec->against < 0 && spec->decided != CD_DECIDED_AGAINST) {
    g_autofree char *mean = cd_figure(kind, d->mean), *range = cd_figure_range(kind, d->low, d->high, false),
                    *spread = cd_figure_range(kind, d->p5, d->p95, false);
    return g_strdup_printf("on average %s (%s); nine in ten runs: %s", mean, range, spread);
  }
  g_autofree char *size = cd_figure_size(kind, d->mean), *range = cd_finding_range(metric_of(spec), d->low, d->high),
                  *spread = cd_finding_range(metric_of(spec), d->p5, d->p95);
  return g_strdup_printf("on average %s %s (%s); nine in ten runs: %s", size, cd_finding_word(metric_of(spec), d->mean),
                         range, spread);
}

char *cd_claim_found(const CdResults *results, const CdTestAnswer *test)
{
  if (test->answer.n == 0)
    return g_strdup("no value in these runs");
  if (test->answer.estimand == CD_ESTIMAND_EVENT)
    return event_found(test);
  return effect_found(spec_of(results, test), &test->answer.effect.d);
}

/* --- The verdict --------------------------------------------------------------------------------------------------------- */

static bool has_share(const CdClaimAnswer *claim)
{
  return isfinite(claim->holds.share);
}

char *cd_claim_share(const CdClaimAnswer *claim)
{
  if (!has_share(claim))
    return g_strdup("");
  g_autofree char *share = cd_figure_share_of(claim->holds.share), *low = cd_figure_limit(claim->holds.low, false),
                  *high = cd_figure_limit(claim->holds.high, true);
  return g_strdup_printf("%s (%s to %s)", share, low, high);
}

char *cd_claim_brief(const CdClaimAnswer *claim)
{
  g_autofree char *share = cd_claim_share(claim);
  return g_strdup_printf("%s%s%s", cd_claim_verdict(claim->verdict)->words, *share ? ", " : "", share);
}

static char *verdict_sentence(const CdResults *results, const CdClaimAnswer *claim)
{
  g_autofree char *share = cd_figure_share_of(claim->holds.share), *low = cd_figure_limit(claim->holds.low, false),
                  *high = cd_figure_limit(claim->holds.high, true), *more = cd_figure_about(claim->more);
  switch (claim->verdict) {
  case CD_CLAIM_HOLDS:
    return g_strdup_printf("It holds: under %s of the assumptions tried (%s at least).", share, low);
  case CD_CLAIM_LEANS_FOR:
    return g_strdup_printf("It leans to holding: it holds under %s of the assumptions tried (%s at least).", share, low);
  case CD_CLAIM_DEPENDS:
    return g_strdup_printf("It depends on assumptions: it holds under %s of those tried (%s to %s).", share, low, high);
  case CD_CLAIM_LEANS_AGAINST:
    return g_strdup_printf("The runs lean against it: it holds under %s of the assumptions tried (%s at most).", share,
                           high);
  case CD_CLAIM_FAILS:
    return g_strdup_printf("It does not hold: under %s of the assumptions tried it does (%s at most).", share, high);
  case CD_CLAIM_CANNOT_TELL:
    return g_strdup_printf(
        "Cannot tell yet: it holds under %s of the assumptions tried so far (%s to %s); about %s more "
        "replicates would tell.",
        share, low, high, more);
  case CD_CLAIM_REACHED:
    return g_strdup_printf("Reached: in %s of the draws of the assumptions (%s to %s).", share, low, high);
  case CD_CLAIM_NOT_REACHED:
    return g_strdup_printf("Not reached in these runs: in none of %u draws of the assumptions (%s at most).",
                           claim->draws.of, high);
  case CD_CLAIM_UNDEFINED:
    return g_strdup("Not defined: what it is about has no value in these runs.");
  case CD_CLAIM_NOT_MODELLED:
    return g_strdup_printf("Not modelled: %s", cd_scenario_claim(results->scenario, claim->claim)->not_modelled);
  case CD_CLAIM_VERDICTS:
    break;
  }
  g_assert_not_reached();
}

char *cd_claim_sentence(const CdResults *results, const CdClaimAnswer *claim)
{
  g_autofree char *verdict = verdict_sentence(results, claim);
  if (!cd_claim_is_weak(results, claim))
    return g_steal_pointer(&verdict);
  return g_strdup_printf("%s This %s on judgement that is nobody's fact (grade D).", verdict,
                         claim->hinge.reversal == CD_REVERSAL_SURE ? "turns" : "may turn");
}

/* --- What turns it ------------------------------------------------------------------------------------------------------- */

static const CdValue *value_of(const CdResults *results, const CdInfluence *influence)
{
  return cd_input_value(results->scenario, cd_influence_input(results, influence));
}

bool cd_claim_is_weak(const CdResults *results, const CdClaimAnswer *claim)
{
  return cd_claim_turns(claim) && cd_grade_is_weak(value_of(results, &claim->hinge)->grade);
}

static char *evidence_words(const CdValue *value)
{
  return cd_grade_is_weak(value->grade) ? g_strdup("a grade-D assumption: judgement, not evidence")
         : value->grade                 ? g_strdup_printf("evidence of grade %s", value->grade)
                                        : g_strdup("of no stated grade");
}

/* " It changes sides at about 2.3% (1.9% to 2.9%)."; empty where it crosses nowhere, or more than once. */
static char *even_words(const CdAccordInput *input, const CdBreakEven *even)
{
  if (!isfinite(even->value))
    return g_strdup("");
  g_autofree char *at = cd_input_figure(input, even->value), *low = cd_input_figure(input, even->low),
                  *high = cd_input_figure(input, even->high);
  if (isfinite(even->low) && isfinite(even->high))
    return g_strdup_printf(" The average changes sides at about %s (%s to %s).", at, low, high);
  return g_strdup_printf(" The average changes sides at about %s, which these runs cannot place well.", at);
}

char *cd_claim_hinge_sentence(const CdResults *results, const CdClaimAnswer *claim)
{
  const CdInfluence *it = &claim->hinge;
  if (claim->n_told == 0)
    return g_strdup(claim->n_tested > 0 ? "No one assumption can be told from chance to move it." : "");
  const CdAccordInput *input = cd_influence_input(results, it);
  g_autofree char *name = cd_input_name(results->scenario, input), *evidence = evidence_words(value_of(results, it));
  if (!cd_claim_turns(claim))
    return g_strdup_printf("No assumption by itself turns it; what moves it most is “%s” (%s; %s).", name, input->path,
                           evidence);
  bool low = cd_fifth_reverses(&it->low, claim->margin) == it->reversal;
  const CdFifth *fifth = low ? &it->low : &it->high;
  g_autofree char *at = cd_input_figure(input, fifth->x), *even = even_words(input, &it->even);
  return g_strdup_printf("It %s “%s” (%s; %s): on average it %s where that is %s (about %s).%s",
                         it->reversal == CD_REVERSAL_SURE ? "turns on" : "may turn on", name, input->path, evidence,
                         fifth->d.d.mean > 0 ? "holds" : "fails", low ? "low" : "high", at, even);
}

/* --- All of them --------------------------------------------------------------------------------------------------------- */

char *cd_claim_who(const CdResults *results, const CdClaimAnswer *claim)
{
  const CdClaimSpec *spec = cd_scenario_claim(results->scenario, claim->claim);
  return spec->contests ? g_strdup_printf("%s; contested by %s", spec->says, spec->contests) : g_strdup(spec->says);
}

/* Those that intervals are widened for. */
static guint tests_of_claims(const CdResults *results)
{
  guint tests = 0;
  for (guint c = 0; c < results->claims->n; c++)
    if (!cd_claim_is_to_reproduce(results, &results->claims->claim[c]))
      tests += results->claims->claim[c].n;
  return tests;
}

bool cd_tells_of_claims(const CdResults *results)
{
  return results->claims->n > 0;
}

static void append_claims(GString *out, guint n, const guint *count, guint weak)
{
  g_string_append_printf(out, "Of %u %s, by verdict:", n, n == 1 ? "claim" : "claims");
  const char *before = " ";
  for (guint v = 0; v < CD_CLAIM_VERDICTS; v++)
    if (count[v] > 0) {
      g_string_append_printf(out, "%s%s %u", before, cd_claim_verdict((CdClaimVerdict)v)->words, count[v]);
      before = ", ";
    }
  if (weak > 0)
    g_string_append_printf(out, "; %u %s on a grade-D assumption", weak, weak == 1 ? "turns" : "turn");
  g_string_append_c(out, '.');
}

static void append_reproduced(GString *out, const CdResults *results, guint asked)
{
  guint reached = 0;
  for (guint c = 0; c < results->claims->n; c++)
    reached += results->claims->claim[c].verdict == CD_CLAIM_REACHED;
  g_string_append_printf(out, "%sOf %u %s that a model of the case must be able to reproduce, %u %s reached.",
                         out->len > 0 ? " " : "", asked, asked == 1 ? "thing" : "things", reached,
                         reached == 1 ? "is" : "are");
}

char *cd_claims_sentence(const CdResults *results)
{
  const CdClaims *claims = results->claims;
  if (claims->n == 0)
    return NULL;
  guint count[CD_CLAIM_VERDICTS] = {0}, weak = 0, asked = 0;
  for (guint c = 0; c < claims->n; c++) {
    bool reproduce = cd_claim_is_to_reproduce(results, &claims->claim[c]);
    asked += reproduce;
    count[claims->claim[c].verdict] += !reproduce;
    weak += !reproduce && cd_claim_is_weak(results, &claims->claim[c]);
  }
  GString *out = g_string_new(NULL);
  if (claims->n > asked)
    append_claims(out, claims->n - asked, count, weak);
  if (asked > 0)
    append_reproduced(out, results, asked);
  return g_string_free(out, FALSE);
}

char *cd_claims_note(const CdResults *results)
{
  g_autofree char *confidence = cd_figure(CD_FIGURE_SHARE, results->claims->confidence);
  return g_strdup_printf(
      "A verdict goes by the share of the assumptions tried under which a claim holds, not by a chance that it is "
      "true: which "
      "assumptions are tried is this scenario's choice. Each share has a %s interval, wide enough for all %u tests "
      "together to be wrong by chance no oftener than one of 95%% would be. A claim of several tests is told as surely "
      "as "
      "its tests allow, whatever goes with what. Effects are held against the least difference that matters; intervals "
      "of means are of 95%%. Where a claim is met most often is told from the draws: found on one half of them, "
      "counted on the other.",
      confidence, tests_of_claims(results));
}
