#include "sim/scenario/check.h"

#include "sim/scenario/check-metric.h"

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

static bool check_metric(const Test *it)
{
  return cd_check_metric(&(CdNamedMetric){.resolve = it->resolve,
                                          .kind = CD_ENTITY_CLAIM_TEST,
                                          .row = it->row,
                                          .metric_field = FIELD(metric),
                                          .whose_field = FIELD(whose),
                                          .metric = it->spec->metric,
                                          .whose = it->spec->whose});
}

/* What the partners decide may stand in the place of either option. */
static bool check_decided(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  if (spec->decided < 0)
    return true;
  if ((spec->decided == CD_DECIDED_OPTION ? spec->option : spec->against) >= 0)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(decided), "leave one of them out",
                    "an option is named in whose place stands what the partners decide");
  if (it->resolve->scenario->table[CD_ENTITY_NEGOTIATION].n == 0)
    return complain(it, CD_COMPLAINT_CLAIM_TALKS, FIELD(decided), "add <negotiation talks-begin=\"YYYY-MM\"/>",
                    "nobody talks in this scenario");
  return true;
}

static bool has_other(const CdClaimTestSpec *spec)
{
  return spec->against >= 0 || spec->decided == CD_DECIDED_AGAINST;
}

static bool check_measure(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  if (!check_metric(it) || !check_decided(it))
    return false;
  const CdMetric *metric = cd_metric(cd_metric_by_name(spec->metric));
  if (spec->option < 0 && spec->decided != CD_DECIDED_OPTION)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, NULL, "name one: option=\"...\"", "of which option is the metric?");
  if (spec->option >= 0 && spec->against == spec->option &&
      (spec->against_terms < 0 || spec->against_terms == spec->terms))
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(against), NULL, "an option is held against itself");
  if (spec->against_terms >= 0 && !has_other(spec))
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(against_terms), "name one: against=\"...\"",
                    "terms are given of no other option");
  if (spec->expect == CD_EXPECT_BEFORE && metric->better == CD_NEITHER)
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

static bool ranks(const CdClaimTestSpec *spec)
{
  return spec->first.n > 0 || spec->then.n > 0 || spec->last.n > 0 || spec->level.n > 0 || spec->by_table >= 0;
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
  bool measured = spec->metric && !ranks(spec) && is_event(expect);
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
  if (!has_limit(expect) && !is_event(expect) && !has_other(spec))
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(expect), "name an option: against=\"...\"",
                    "it is compared with nothing");
  if (is_event(expect) && !bounded && (has_other(spec) || !is_chance(spec)))
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(expect), "bound it: from=\"...\", to=\"...\", or both",
                    "a number is no event");
  if (is_given(&spec->from) && is_given(&spec->to) && spec->from.dist.a > spec->to.dist.a)
    return complain(it, CD_COMPLAINT_CLAIM_TEST, FIELD(to), NULL, "to lies below from");
  return true;
}

/* --- Of the talks -------------------------------------------------------------------------------------------------------- */

/* A test of anything but a metric has nothing of one. */
static bool is_of_a_metric(const CdClaimTestSpec *spec)
{
  return spec->option >= 0 || spec->against >= 0 || spec->decided >= 0 || spec->against_terms >= 0;
}

static bool name_twice(CdRefs one, CdRefs other)
{
  for (guint i = 0; i < one.n; i++)
    for (guint j = 0; j < other.n; j++)
      if (one.at[i] == other.at[j])
        return true;
  return false;
}

static bool check_talks(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  guint asked = (guint)(spec->talks_event >= 0) + (guint)(spec->talks_end >= 0) + (guint)(spec->together.n > 0);
  if (asked > 1)
    return complain(it, CD_COMPLAINT_CLAIM_TALKS, spec->together.n > 0 ? FIELD(together) : FIELD(talks_end),
                    "give it a test of its own", "one test asks of one thing");
  if (spec->metric || spec->whose || is_of_a_metric(spec) || spec->terms != CD_ARM_COMMON)
    return complain(it, CD_COMPLAINT_CLAIM_TALKS, spec->metric ? FIELD(metric) : NULL, "give it a test of its own",
                    "a test of the talks has no metric, whose, option, against or terms");
  if (!is_event((CdExpect)spec->expect))
    return complain(it, CD_COMPLAINT_CLAIM_TALKS, FIELD(expect), "say likely or unlikely", "how talks end is an event");
  if (it->resolve->scenario->table[CD_ENTITY_NEGOTIATION].n == 0)
    return complain(it, CD_COMPLAINT_CLAIM_TALKS,
                    spec->talks_event >= 0 ? FIELD(talks_event)
                    : spec->talks_end >= 0 ? FIELD(talks_end)
                                           : FIELD(together),
                    "add <negotiation talks-begin=\"YYYY-MM\"/>", "nobody talks in this scenario");
  if (name_twice(spec->together, spec->without))
    return complain(it, CD_COMPLAINT_CLAIM_TALKS, FIELD(without), "leave it out of one",
                    "a council ends with those that it does not end with");
  return true;
}

/* --- How options are ranked ---------------------------------------------------------------------------------------------- */

static bool has_column(const CdOptionsTableSpec *table, CdRefs options)
{
  guint found = 0;
  for (guint i = 0; i < options.n; i++) {
    CdRefs one = {1, &options.at[i]};
    found += name_twice(one, table->options) || name_twice(one, table->beside);
  }
  return found == options.n;
}

static bool check_ranked_by(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  if ((spec->metric != NULL) == (spec->by_table >= 0))
    return complain(it, CD_COMPLAINT_CLAIM_RANKING, spec->metric ? FIELD(metric) : NULL,
                    "name a metric, or a table: by-table=\"...\"", "options are ranked by one thing");
  if (spec->metric) {
    if (!check_metric(it))
      return false;
    return cd_metric(cd_metric_by_name(spec->metric))->better != CD_NEITHER || spec->first.n == 0 ||
           complain(it, CD_COMPLAINT_CLAIM_RANKING, FIELD(metric), "name another metric",
                    "of this metric neither more nor less is better: nothing comes first");
  }
  if (spec->whose || spec->terms != CD_ARM_COMMON)
    return complain(it, CD_COMPLAINT_CLAIM_RANKING, FIELD(by_table), "leave them out",
                    "a table's sums are nobody's own, and under the common terms");
  const CdOptionsTableSpec *table = cd_scenario_options_table(it->resolve->scenario, (guint)spec->by_table);
  if (has_column(table, spec->first) && has_column(table, spec->then) && has_column(table, spec->last) &&
      has_column(table, spec->level))
    return true;
  return complain(it, CD_COMPLAINT_CLAIM_RANKING, FIELD(by_table), "add it to the table's options, or beside",
                  "an option is ranked that the table has no column of");
}

static bool check_ranking(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  bool steps = spec->first.n > 0 && (spec->then.n > 0 || spec->last.n > 0);
  if (is_of_a_metric(spec) || spec->talks_event >= 0 || spec->talks_end >= 0 || spec->together.n > 0)
    return complain(it, CD_COMPLAINT_CLAIM_RANKING, NULL, "give it a test of its own",
                    "a ranking has no option or against, and nothing of the talks");
  if (steps ? false : spec->level.n < 2 || spec->first.n > 0 || spec->then.n > 0 || spec->last.n > 0)
    return complain(it, CD_COMPLAINT_CLAIM_RANKING, NULL,
                    "say first=\"...\" and then=\"...\" or last=\"...\"; or level=\"...\" of two or more",
                    "nothing is ranked");
  if (name_twice(spec->first, spec->then) || name_twice(spec->first, spec->last) || name_twice(spec->then, spec->last))
    return complain(it, CD_COMPLAINT_CLAIM_RANKING, FIELD(first), "leave it out of one", "an option comes before itself");
  if (!is_event((CdExpect)spec->expect))
    return complain(it, CD_COMPLAINT_CLAIM_RANKING, FIELD(expect), "say likely or unlikely", "a ranking is an event");
  return check_ranked_by(it);
}

static void check_test(const Test *it)
{
  const CdClaimTestSpec *spec = it->spec;
  bool talks = spec->talks_event >= 0 || spec->talks_end >= 0 || spec->together.n > 0;
  if (!check_numbers(it))
    return;
  if (spec->together.n == 0 && (spec->without.n > 0 || spec->counted != CD_COUNTED_AT_THE_END))
    complain(it, CD_COMPLAINT_CLAIM_TALKS, spec->without.n > 0 ? FIELD(without) : FIELD(counted),
             "say who goes together: together=\"...\"", "nobody is named who ends without them, or is counted");
  else if (!talks && spec->among != CD_AMONG_ALL)
    complain(it, CD_COMPLAINT_CLAIM_TALKS, FIELD(among), NULL, "only a test of the talks is asked of some of them");
  else if (ranks(spec))
    check_ranking(it);
  else if (talks)
    check_talks(it);
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
