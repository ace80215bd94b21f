#include "sim/scenario/check.h"

#include "sim/base/suggest.h"
#include "sim/model/metric.h"

#define FIELD(member) CD_FIELD(CLAIM_TEST, ClaimTest, member)

/* One test at hand. */
typedef struct {
  const CdResolve *resolve;
  guint row;
  const CdClaimTestSpec *spec;
} Test;

static bool complain(const Test *it, CdComplaintCode code, const CdField *field, const char *hint, const char *text)
{
  return cd_complain(it->resolve->complaints, code, cd_row_span(it->resolve, CD_ENTITY_CLAIM_TEST, it->row, field),
                     hint, "%s", text);
}

static bool is_given(const CdValue *value)
{
  return value->dist.kind != CD_DIST_UNSET;
}

/* --- What is measured ---------------------------------------------------------------------------------------------------- */

static bool complain_of_metric(const Test *it)
{
  const CdScenario *scenario = it->resolve->scenario;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (int m = 0; m < CD_METRIC_COUNT; m++)
    if (cd_metric_applies(scenario, (CdMetricKind)m))
      g_ptr_array_add(known, (gpointer)cd_metric((CdMetricKind)m)->id);
  const char *closest = cd_closest(it->spec->metric, known); /* all of them would fill a screen */
  g_autofree char *hint = closest ? g_strdup_printf("did you mean \"%s\"? (concordat metrics lists all)", closest)
                                  : g_strdup("concordat metrics lists all");
  g_autofree char *quoted = cd_quoted(it->spec->metric);
  return cd_complain(it->resolve->complaints, CD_COMPLAINT_CLAIM_METRIC,
                     cd_row_span(it->resolve, CD_ENTITY_CLAIM_TEST, it->row, FIELD(metric)), hint,
                     cd_metric_by_name(it->spec->metric) == CD_METRIC_COUNT
                         ? "unknown metric %s"
                         : "nothing in this scenario has the metric %s",
                     quoted);
}

/* FROM>TO: two different areas. */
static bool is_passage(const CdScenario *scenario, const char *whose)
{
  g_auto(GStrv) end = g_strsplit(whose, ">", 3);
  return g_strv_length(end) == 2 && !g_str_equal(end[0], end[1]) &&
         cd_scenario_find(scenario, CD_ENTITY_AREA, -1, end[0]) >= 0 &&
         cd_scenario_find(scenario, CD_ENTITY_AREA, -1, end[1]) >= 0;
}

static bool is_known(const CdScenario *scenario, const CdMetric *metric, const char *whose)
{
  for (guint s = 1; s < CD_SCOPES; s++) {
    CdScope scope = (CdScope)(1u << s);
    CdEntityKind kind = cd_scope_entity(scope);
    if ((metric->scopes & scope) &&
        (kind == CD_ENTITY_NONE ? is_passage(scenario, whose) : cd_scenario_find(scenario, kind, -1, whose) >= 0))
      return true;
  }
  return false;
}

static bool complain_of_whose(const Test *it, const CdMetric *metric)
{
  const CdScenario *scenario = it->resolve->scenario;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint s = 1; s < CD_SCOPES; s++) {
    CdEntityKind kind = cd_scope_entity((CdScope)(1u << s));
    for (guint i = 0; kind != CD_ENTITY_NONE && (metric->scopes & 1u << s) && i < scenario->table[kind].n; i++)
      g_ptr_array_add(known, (gpointer)cd_scenario_row(scenario, kind, i)->id);
  }
  g_autofree char *quoted = cd_quoted(it->spec->whose ? it->spec->whose : "");
  g_autofree char *hint = known->len == 0 && !(metric->scopes & CD_BY_PASSAGE)
                              ? g_strdup("leave whose= out: it is the total's alone")
                              : cd_suggestion(it->spec->whose ? it->spec->whose : "", known);
  cd_complain(it->resolve->complaints, CD_COMPLAINT_CLAIM_WHOSE,
              cd_row_span(it->resolve, CD_ENTITY_CLAIM_TEST, it->row, it->spec->whose ? FIELD(whose) : NULL), hint,
              it->spec->whose ? "%s has no value of %s" : "%s has no total: say whose%s", metric->id,
              it->spec->whose ? quoted : "");
  return false;
}

static bool check_measure(const Test *it)
{
  CdMetricKind kind = cd_metric_by_name(it->spec->metric);
  if (kind == CD_METRIC_COUNT || !cd_metric_applies(it->resolve->scenario, kind))
    return complain_of_metric(it);
  const CdMetric *metric = cd_metric(kind);
  bool fit = it->spec->whose ? is_known(it->resolve->scenario, metric, it->spec->whose) : metric->scopes & CD_TOTAL;
  if (!fit)
    return complain_of_whose(it, metric);
  if (it->spec->option < 0)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, NULL, "name one: option=\"...\"", "of which option is the metric?");
  if (it->spec->against == it->spec->option && (it->spec->against_terms < 0 || it->spec->against_terms == it->spec->terms))
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(against), NULL, "an option is held against itself");
  if (it->spec->against_terms >= 0 && it->spec->against < 0)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(against_terms), "name one: against=\"...\"",
                    "terms are given of no other option");
  if (it->spec->expect == CD_EXPECT_BEFORE && metric->better == CD_NEITHER)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(expect), "say more or less",
                    "of this metric neither more nor less is better: nothing comes before");
  return true;
}

/* --- What is expected ---------------------------------------------------------------------------------------------------- */

static bool is_event(CdExpect expect)
{
  return expect == CD_EXPECT_LIKELY || expect == CD_EXPECT_UNLIKELY;
}

static bool has_limit(CdExpect expect)
{
  return expect == CD_EXPECT_AT_LEAST || expect == CD_EXPECT_AT_MOST;
}

/* A number that is not said of this kind of test would be read by nobody. */
static bool check_number(const Test *it, const CdValue *value, const CdField *field, bool belongs)
{
  if (is_given(value) && !value->is_default && !belongs)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, field, "leave it out", "nothing that is expected here goes by it");
  if (is_given(value) && value->dist.kind != CD_DIST_POINT)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, field, NULL, "a plain number is needed");
  return true;
}

static bool check_numbers(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  CdExpect expect = (CdExpect)spec->expect;
  bool measured = spec->metric && is_event(expect);
  bool fit = check_number(it, &spec->limit, FIELD(limit), has_limit(expect));
  fit &= check_number(it, &spec->from, FIELD(from), measured);
  fit &= check_number(it, &spec->to, FIELD(to), measured);
  fit &= check_number(it, &spec->chance, FIELD(chance), is_event(expect));
  return fit;
}

/* Without bounds of its own the metric itself must be whether something is the case. */
static bool is_chance(const CdClaimTestSpec *spec)
{
  return cd_metric(cd_metric_by_name(spec->metric))->unit == CD_UNIT_PROBABILITY;
}

static bool check_expected(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  CdExpect expect = (CdExpect)spec->expect;
  bool bounded = is_given(&spec->from) || is_given(&spec->to);
  if (has_limit(expect) && !is_given(&spec->limit))
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(expect), "say which: limit=\"...\"",
                    "it is held against no limit");
  if (!has_limit(expect) && !is_event(expect) && spec->against < 0)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(expect), "name an option: against=\"...\"",
                    "it is compared with nothing");
  if (is_event(expect) && !bounded && (spec->against >= 0 || !is_chance(spec)))
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(expect), "bound it: from=\"...\", to=\"...\", or both",
                    "a number is no event");
  if (is_given(&spec->from) && is_given(&spec->to) && spec->from.dist.a > spec->to.dist.a)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(to), NULL, "to lies below from");
  return true;
}

/* --- Of the talks -------------------------------------------------------------------------------------------------------- */

static bool check_talks(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  if (spec->talks_event >= 0 && spec->talks_end >= 0)
    return complain(it, CD_COMPLAINT_CLAIM_TALKS, FIELD(talks_end), "give it a test of its own",
                    "one test asks of one thing");
  if (spec->metric || spec->whose || spec->option >= 0 || spec->against >= 0 || spec->terms != CD_ARM_COMMON ||
      spec->against_terms >= 0)
    return complain(it, CD_COMPLAINT_CLAIM_TALKS, spec->metric ? FIELD(metric) : NULL, "give it a test of its own",
                    "a test of the talks has no metric, whose, option, against or terms");
  if (!is_event((CdExpect)spec->expect))
    return complain(it, CD_COMPLAINT_CLAIM_TALKS, FIELD(expect), "say likely or unlikely", "how talks end is an event");
  if (it->resolve->scenario->table[CD_ENTITY_NEGOTIATION].n == 0)
    return complain(it, CD_COMPLAINT_CLAIM_TALKS, spec->talks_event >= 0 ? FIELD(talks_event) : FIELD(talks_end),
                    "add <negotiation talks-begin=\"YYYY-MM\"/>", "nobody talks in this scenario");
  return true;
}

static void check_test(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  bool talks = spec->talks_event >= 0 || spec->talks_end >= 0;
  if (!check_numbers(it))
    return;
  if (talks)
    check_talks(it);
  else if (spec->among != CD_AMONG_ALL)
    complain(it, CD_COMPLAINT_CLAIM_TALKS, FIELD(among), NULL, "only a test of the talks is asked of some of them");
  else if (!spec->metric)
    complain(it, CD_COMPLAINT_CLAIM_TEST, NULL, "name a metric, a talks-event or a talks-end", "nothing is tested");
  else if (check_measure(it))
    check_expected(it);
}

static void check_claim(const CdResolve *resolve, guint i)
{
  const CdScenario *scenario = resolve->scenario;
  const CdClaimSpec *claim = cd_scenario_claim(scenario, i);
  guint tests = 0;
  for (guint t = 0; t < scenario->table[CD_ENTITY_CLAIM_TEST].n; t++)
    tests += cd_scenario_claim_test(scenario, t)->head.parent == (int)i;
  CdSpan span = cd_row_span(resolve, CD_ENTITY_CLAIM, i, NULL);
  if (tests == 0 && !claim->not_modelled)
    cd_complain(resolve->complaints, CD_COMPLAINT_CLAIM, span,
                "add a <claim-test/>, or say why not: not-modelled=\"...\"", "nothing is tested of claim \"%s\"",
                claim->head.id);
  if (tests > 0 && claim->not_modelled)
    cd_complain(resolve->complaints, CD_COMPLAINT_CLAIM,
                cd_row_span(resolve, CD_ENTITY_CLAIM, i, CD_FIELD(CLAIM, Claim, not_modelled)), "leave one of them out",
                "claim \"%s\" is not modelled, and has tests", claim->head.id);
}

void cd_check_claims(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  for (guint i = 0; i < scenario->table[CD_ENTITY_CLAIM].n; i++)
    check_claim(resolve, i);
  for (guint t = 0; t < scenario->table[CD_ENTITY_CLAIM_TEST].n; t++)
    check_test(&(Test){resolve, t, cd_scenario_claim_test(scenario, t)});
}
