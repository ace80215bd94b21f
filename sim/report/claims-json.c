#include "sim/report/claims-json.h"

#include "concordat/report.h"
#include "sim/appraisal/region-prior.h"
#include "sim/report/claim-words.h"
#include "sim/report/influence-words.h"
#include "sim/report/input.h"
#include "sim/report/partners-json.h"
#include "sim/report/run-json.h"

static void put_share(CdJson *json, const CdShareOfAssumptions *it)
{
  cd_json_number(json, "probability", it->share);
  cd_json_number(json, "low", it->low);
  cd_json_number(json, "high", it->high);
}

static void put_effect(CdJson *json, const char *key, const CdTestAnswer *test)
{
  const CdSummary *d = &test->answer.effect.d;
  if (test->answer.estimand == CD_ESTIMAND_EVENT || test->answer.n == 0) {
    cd_json_null(json, key);
    return;
  }
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "mean", d->mean);
  cd_json_number(json, "low", d->low);
  cd_json_number(json, "high", d->high);
  cd_json_number(json, "p5", d->p5);
  cd_json_number(json, "p95", d->p95);
  cd_json_close_object(json);
}

static void put_event(CdJson *json, const CdTestAnswer *test)
{
  const CdEventChance *it = &test->answer.event;
  if (test->answer.estimand != CD_ESTIMAND_EVENT || test->answer.n == 0) {
    cd_json_null(json, "event");
    return;
  }
  cd_json_open_object(json, "event", CD_JSON_FLAT);
  cd_json_number(json, "mean", it->mean);
  cd_json_number(json, "low", it->low);
  cd_json_number(json, "high", it->high);
  cd_json_number(json, "p5", test->once ? NAN : it->p5);
  cd_json_number(json, "p95", test->once ? NAN : it->p95);
  cd_json_number(json, "alike", test->once ? NAN : it->alike);
  cd_json_number(json, "alike_low", test->once ? NAN : it->alike_low);
  cd_json_number(json, "alike_high", test->once ? NAN : it->alike_high);
  cd_json_close_object(json);
}

static void put_number(CdJson *json, const char *key, const CdValue *value)
{
  cd_json_number(json, key, value->dist.kind == CD_DIST_UNSET ? NAN : value->dist.a);
}

static void put_ids(CdJson *json, const CdResults *results, const char *key, CdEntityKind kind, CdRefs refs)
{
  cd_json_open_array(json, key, CD_JSON_FLAT);
  for (guint i = 0; i < refs.n; i++)
    cd_json_text(json, NULL, cd_scenario_row(results->scenario, kind, refs.at[i])->id);
  cd_json_close_array(json);
}

static void put_test(CdJson *json, const CdResults *results, const CdTestAnswer *test)
{
  const CdClaimTestSpec *spec = cd_scenario_claim_test(results->scenario, test->row);
  g_autofree char *title = cd_claim_test_title(results, test), *found = cd_claim_found(results, test);
  bool event = test->answer.estimand == CD_ESTIMAND_EVENT;
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "id", spec->head.id);
  cd_json_text(json, "kind", cd_estimand_text(cd_criterion_estimand(&test->criterion)));
  cd_json_text(json, "test", title);
  cd_json_text(json, "found", found);
  cd_json_text(json, "expect", cd_choices[CD_CHOICES_EXPECT][spec->expect]);
  cd_json_text(json, "metric", spec->metric);
  cd_json_text(json, "whose", spec->whose);
  cd_json_text(json, "option", cd_claim_option(results, test, false));
  cd_json_text(json, "against", cd_claim_option(results, test, true));
  cd_json_text(json, "talks_event",
               spec->talks_event >= 0 ? cd_scenario_talks_event(results->scenario, (guint)spec->talks_event)->head.id
                                      : NULL);
  cd_json_text(json, "talks_end", spec->talks_end >= 0 ? cd_choices[CD_CHOICES_TALKS_END][spec->talks_end] : NULL);
  put_ids(json, results, "together", CD_ENTITY_COUNCIL, spec->together);
  put_ids(json, results, "without", CD_ENTITY_COUNCIL, spec->without);
  cd_json_text(json, "counted", spec->together.n > 0 ? cd_choices[CD_CHOICES_COUNTED][spec->counted] : NULL);
  put_ids(json, results, "first", CD_ENTITY_STRUCTURE, spec->first);
  put_ids(json, results, "then", CD_ENTITY_STRUCTURE, spec->then);
  put_ids(json, results, "last", CD_ENTITY_STRUCTURE, spec->last);
  put_ids(json, results, "level", CD_ENTITY_STRUCTURE, spec->level);
  cd_json_text(json, "by_table",
               spec->by_table >= 0 ? cd_scenario_options_table(results->scenario, (guint)spec->by_table)->head.id : NULL);
  cd_json_text(json, "terms", cd_choices[CD_CHOICES_ARM][spec->terms]);
  cd_json_text(json, "against_terms", spec->against_terms >= 0 ? cd_choices[CD_CHOICES_ARM][spec->against_terms] : NULL);
  put_number(json, "limit", &spec->limit);
  put_number(json, "from", &spec->from);
  put_number(json, "to", &spec->to);
  cd_json_number(json, "chance", event ? test->criterion.chance : NAN);
  cd_json_number(json, "delta", event ? NAN : test->criterion.delta);
  cd_json_integer(json, "n", test->answer.n);
  put_share(json, &test->answer.holds);
  put_effect(json, "effect", test);
  put_event(json, test);
  cd_json_close_object(json);
}

static void put_end(CdJson *json, const char *key, const CdFifth *fifth)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "at", fifth->x);
  cd_json_number(json, "margin", fifth->d.d.mean);
  cd_json_number(json, "low", fifth->d.d.low);
  cd_json_number(json, "high", fifth->d.d.high);
  cd_json_close_object(json);
}

/* Margins are above nought where it holds, on average. */
static void put_flip(CdJson *json, const CdResults *results, const CdClaimAnswer *claim)
{
  const CdInfluence *it = &claim->hinge;
  if (claim->n_told == 0) {
    cd_json_null(json, "flip");
    return;
  }
  const CdAccordInput *input = cd_influence_input(results, it);
  const CdValue *value = cd_input_value(results->scenario, input);
  cd_json_open_object(json, "flip", CD_JSON_TALL);
  cd_json_text(json, "path", input->path);
  cd_json_text(json, "grade", value->grade);
  cd_json_text(json, "source", value->source);
  cd_json_text(json, "reverses", cd_reversal_text(it->reversal));
  cd_json_number(json, "share", it->share);
  put_end(json, "where_low", &it->low);
  put_end(json, "where_high", &it->high);
  cd_json_open_object(json, "break_even", CD_JSON_FLAT);
  cd_json_number(json, "at", it->even.value);
  cd_json_number(json, "low", it->even.low);
  cd_json_number(json, "high", it->even.high);
  cd_json_integer(json, "crossings", it->even.crossings);
  cd_json_close_object(json);
  cd_json_close_object(json);
}

static void put_region(CdJson *json, const CdResults *results, const CdClaimAnswer *claim)
{
  const CdRegion *it = &claim->region;
  if (it->n_limits == 0) {
    cd_json_null(json, "region");
    return;
  }
  cd_json_open_object(json, "region", CD_JSON_TALL);
  cd_json_open_array(json, "limits", CD_JSON_TALL);
  for (guint l = 0; l < it->n_limits; l++) {
    const CdAccordInput *input = &results->questions->input[it->limit[l].input];
    const CdValue *value = cd_input_value(results->scenario, input);
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "path", input->path);
    cd_json_number(json, it->limit[l].below ? "at_most" : "at_least", it->limit[l].limit);
    cd_json_text(json, "grade", value->grade);
    cd_json_text(json, "source", value->source);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_put_share(json, "density", it->inside);
  cd_json_put_share(json, "all", it->all);
  cd_json_put_share(json, "coverage", it->holds);
  cd_json_put_share(json, "mass", it->mass);
  cd_json_number(json, "prior", cd_region_prior(results->scenario, results->questions->input, it));
  cd_json_close_object(json);
}

static void put_claim(CdJson *json, const CdResults *results, const CdClaimAnswer *claim)
{
  const CdClaimSpec *spec = cd_scenario_claim(results->scenario, claim->claim);
  g_autofree char *sentence = cd_claim_sentence(results, claim), *where = cd_claim_region_sentence(results, claim),
                  *hinge = cd_claim_hinge_sentence(results, claim);
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "id", spec->head.id);
  cd_json_text(json, "statement", spec->head.label);
  cd_json_text(json, "says", spec->says);
  cd_json_text(json, "contests", spec->contests);
  cd_json_text(json, "source", spec->head.source);
  cd_json_text(json, "grade", spec->head.grade);
  cd_json_text(json, "note", spec->head.note);
  cd_json_text(json, "assumes", spec->assumes);
  cd_json_text(json, "not_modelled", spec->not_modelled);
  cd_json_text(json, "needs", cd_choices[CD_CHOICES_NEEDS][spec->needs]);
  cd_json_bool(json, "reproduce", spec->reproduce == CD_YES);
  cd_json_text(json, "verdict", cd_claim_verdict(claim->verdict)->id);
  cd_json_text(json, "answer", sentence);
  put_share(json, &claim->holds);
  cd_json_integer(json, "more", claim->more);
  cd_json_put_share(json, "draws", claim->draws);
  cd_json_text(json, "most_often", *where ? where : NULL);
  put_region(json, results, claim);
  if (claim->n > 0) {
    const CdTestAnswer *decisive = &results->claims->test[claim->first + claim->decisive];
    cd_json_text(json, "decisive", cd_scenario_claim_test(results->scenario, decisive->row)->head.id);
    put_effect(json, "effect", decisive);
  } else {
    cd_json_null(json, "decisive");
    cd_json_null(json, "effect");
  }
  cd_json_bool(json, "weak", cd_claim_is_weak(results, claim));
  cd_json_text(json, "turns_on", hinge);
  put_flip(json, results, claim);
  cd_json_open_array(json, "tests", CD_JSON_TALL);
  for (guint t = 0; t < claim->n; t++)
    put_test(json, results, &results->claims->test[claim->first + t]);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

void cd_json_put_claims(CdJson *json, const CdResults *results)
{
  cd_json_open_array(json, "claims", CD_JSON_TALL);
  for (guint c = 0; c < results->claims->n; c++)
    put_claim(json, results, &results->claims->claim[c]);
  cd_json_close_array(json);
}

char *cd_claims_json(const CdResults *results)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_put_run(&json, results);
  cd_json_number(&json, "confidence", results->claims->confidence);
  cd_json_put_claims(&json, results);
  cd_json_close_object(&json);
  return g_string_free(out, FALSE);
}
