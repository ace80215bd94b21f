#include <math.h>
#include "sim/report/analysis.h"
#include "sim/report/csv.h"
#include "sim/report/json.h"

/* --- What is told of factors, once for JSON and CSV ------------------------------------------------------------------ */

typedef struct {
  const char *kind;        /* "S1", ... */
  double value, low, high; /* NAN: no interval */
} Told;

/* Kinds of values of a factor; of a group those before PAWN. */
enum {
  FIRST,
  TOTAL,
  FIRST_NETS,
  TOTAL_NETS,
  MU_STAR,
  MU,
  SIGMA,
  PAWN,
  PAWN_FLOOR,
  DELTA,
  LINE,
  RANK_LINE,
  EVEN,
  TOLD_KINDS
};

static Told of_index(const char *kind, const CdIndex *index)
{
  return (Told){kind, index->value, index->spread.low, index->spread.high};
}

static Told of_mean(const char *kind, const CdMean *mean)
{
  return (Told){kind, mean->value, mean->low, mean->high};
}

static Told of_value(const char *kind, double value)
{
  return (Told){kind, value, NAN, NAN};
}

/* KIND of value of factor, or group, AT; of no kind (NULL) where the analysis has none. */
static Told told_of(const CdAnalysis *it, guint kind, guint at)
{
  const CdEffect *effect = it->effects ? &it->effects->effect[at] : NULL;
  const CdCoefficient *line = it->regression && at < it->regression->n_inputs ? &it->regression->of[at] : NULL;
  static const Told none;
  switch (kind) {
  case FIRST:
    return it->indices ? of_index("S1", &it->indices->first[at]) : none;
  case TOTAL:
    return it->indices ? of_index("ST", &it->indices->total[at]) : none;
  case FIRST_NETS:
    return it->scrambles ? of_mean("S1_nets", &it->scrambles->first[at]) : none;
  case TOTAL_NETS:
    return it->scrambles ? of_mean("ST_nets", &it->scrambles->total[at]) : none;
  case MU_STAR:
    return effect ? (Told){"mu_star", effect->star, effect->star_spread.low, effect->star_spread.high} : none;
  case MU:
    return effect ? of_value("mu", effect->mu) : none;
  case SIGMA:
    return effect ? of_value("sigma", effect->sigma) : none;
  case PAWN:
    return it->sample ? of_value("pawn", it->pawn[at].median) : none;
  case PAWN_FLOOR:
    return it->sample ? of_value("pawn_floor", it->pawn[at].floor_median) : none;
  case DELTA:
    return it->sample ? of_value("delta", it->delta[at].value) : none;
  case LINE:
    return line ? of_value("src", line->src) : none;
  case RANK_LINE:
    return line ? of_value("srrc", line->srrc) : none;
  default:
    return it->even && it->against != G_MAXUINT ? (Told){"even", it->even[at].value, it->even[at].low, it->even[at].high}
                                                : none;
  }
}

static bool is_of_groups(guint kind)
{
  return kind < PAWN;
}

static const char *key_of(const CdStudy *study, guint kind, guint at)
{
  return is_of_groups(kind) ? study->group[at] : study->plan->factor[at].spec->head.id;
}

static guint count_of(const CdStudy *study, guint kind)
{
  return is_of_groups(kind) ? study->groups : study->plan->n_factors;
}

/* --- JSON ---------------------------------------------------------------------------------------------------------- */

static void put_told(CdJson *json, const char *key, double value, double low, double high)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "value", value);
  cd_json_number(json, "low", low);
  cd_json_number(json, "high", high);
  cd_json_close_object(json);
}

static void put_indices(CdJson *json, const CdStudy *study, const CdAnalysis *it)
{
  cd_json_open_object(json, "indices", CD_JSON_TALL);
  for (guint kind = 0; kind < TOLD_KINDS; kind++) {
    Told told = told_of(it, kind, 0);
    if (!told.kind)
      continue;
    cd_json_open_object(json, told.kind, CD_JSON_TALL);
    for (guint at = 0; at < count_of(study, kind); at++) {
      told = told_of(it, kind, at);
      if (told.kind)
        put_told(json, key_of(study, kind, at), told.value, told.low, told.high);
    }
    cd_json_close_object(json);
  }
  if (it->indices && it->indices->second) {
    cd_json_open_array(json, "S2", CD_JSON_TALL);
    for (guint g = 0; g < study->groups; g++)
      for (guint h = g + 1; h < study->groups; h++) {
        const CdIndex *pair = &it->indices->second[g * study->groups + h];
        cd_json_open_object(json, NULL, CD_JSON_FLAT);
        cd_json_text(json, "a", study->group[g]);
        cd_json_text(json, "b", study->group[h]);
        cd_json_number(json, "value", pair->value);
        cd_json_number(json, "low", pair->spread.low);
        cd_json_number(json, "high", pair->spread.high);
        cd_json_close_object(json);
      }
    cd_json_close_array(json);
  }
  cd_json_close_object(json);
  if (it->indices) {
    put_told(json, "dummy_S1", it->indices->dummy_first.value, it->indices->dummy_first.spread.low,
             it->indices->dummy_first.spread.high);
    put_told(json, "dummy_ST", it->indices->dummy_total.value, it->indices->dummy_total.spread.low,
             it->indices->dummy_total.spread.high);
  }
}

static void put_growth(CdJson *json, const CdStudy *study, const CdAnalysis *it)
{
  if (!it->growth)
    return;
  cd_json_open_array(json, "convergence", CD_JSON_TALL);
  for (guint i = 0; i < it->growth->len; i++) {
    const CdIndices *of = g_ptr_array_index(it->growth, i);
    cd_json_open_object(json, NULL, CD_JSON_TALL);
    cd_json_integer(json, "n", of->n);
    cd_json_open_object(json, "S1", CD_JSON_TALL);
    for (guint g = 0; g < study->groups; g++)
      put_told(json, study->group[g], of->first[g].value, of->first[g].spread.low, of->first[g].spread.high);
    cd_json_close_object(json);
    cd_json_open_object(json, "ST", CD_JSON_TALL);
    for (guint g = 0; g < study->groups; g++)
      put_told(json, study->group[g], of->total[g].value, of->total[g].spread.low, of->total[g].spread.high);
    cd_json_close_object(json);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_curves(CdJson *json, const CdStudy *study, const CdAnalysis *it)
{
  if (!it->curves || it->against == G_MAXUINT)
    return;
  cd_json_open_array(json, "even_curves", CD_JSON_TALL);
  for (guint c = 0; c < it->curves->len; c++) {
    const CdCurve *curve = &g_array_index(it->curves, CdCurve, c);
    cd_json_open_object(json, NULL, CD_JSON_TALL);
    cd_json_text(json, "factor", study->plan->factor[curve->input].spec->head.id);
    cd_json_text(json, "as_moves", study->plan->factor[curve->other].spec->head.id);
    cd_json_open_array(json, "points", CD_JSON_TALL);
    for (guint s = 0; s < curve->n; s++) {
      const CdEvenPoint *point = &curve->point[s];
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_number(json, "at", point->at);
      cd_json_number(json, "from", point->from);
      cd_json_number(json, "to", point->to);
      cd_json_integer(json, "rows", point->rows);
      cd_json_integer(json, "crossings", point->even.crossings);
      cd_json_number(json, "value", point->even.value);
      cd_json_number(json, "low", point->even.low);
      cd_json_number(json, "high", point->even.high);
      cd_json_close_object(json);
    }
    cd_json_close_array(json);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_boxes(CdJson *json, const CdStudy *study, const CdAnalysis *it)
{
  if (!it->boxes)
    return;
  cd_json_open_object(json, "better_where", CD_JSON_TALL);
  cd_json_number(json, "everywhere", it->boxes->base);
  cd_json_integer(json, "chosen", it->boxes->chosen);
  cd_json_open_array(json, "boxes", CD_JSON_TALL);
  for (guint b = 0; b < it->boxes->prim->n_boxes; b++) {
    const CdPrimBox *box = &it->boxes->prim->box[b];
    g_autofree char *words = cd_analysis_box(study, it, box, false);
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "limits", words);
    cd_json_integer(json, "restricted", box->restricted);
    cd_json_number(json, "found_density", box->density);
    cd_json_number(json, "found_coverage", box->coverage);
    cd_json_integer(json, "points", it->boxes->told[b].n);
    cd_json_number(json, "density", it->boxes->told[b].density);
    cd_json_number(json, "coverage", it->boxes->told[b].coverage);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void put_robust(CdJson *json, const CdStudy *study, const CdAnalysis *it)
{
  double sign = cd_metric(it->kind)->better == CD_LOWER ? -1 : 1;
  if (!it->robust)
    return;
  cd_json_open_object(json, "options", CD_JSON_TALL);
  for (guint o = 0; o < study->plan->n_options; o++) {
    const CdRobustness *of = &it->robust[o];
    cd_json_open_object(json, cd_scenario_structure(study->plan->scenario, study->plan->option[o])->head.id,
                        CD_JSON_FLAT);
    cd_json_number(json, "worst", sign * of->worst);
    cd_json_number(json, "mean", sign * of->mean);
    cd_json_number(json, "best", sign * of->best);
    cd_json_number(json, "hurwicz", sign * of->hurwicz);
    cd_json_number(json, "regret_most", of->regret_most);
    cd_json_number(json, "regret_mean", of->regret_mean);
    cd_json_number(json, "regret_90", of->regret_percentile);
    cd_json_number(json, "satisfies", of->satisfies);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
}

static void put_variance(CdJson *json, const CdAnalysis *it)
{
  cd_json_open_object(json, "variance_of_a_run", CD_JSON_FLAT);
  cd_json_number(json, "chance", it->variance.chance);
  cd_json_number(json, "varied", it->variance.varied);
  cd_json_number(json, "other_assumptions", it->variance.held);
  cd_json_close_object(json);
}

static void put_analysis(CdJson *json, const CdStudy *study, const CdAnalysis *it)
{
  const CdSweepPlan *plan = study->plan;
  char *sentence[CD_ANALYSIS_SENTENCES];
  g_autofree char *advice = cd_analysis_advice(study, it);
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "metric", plan->metric[it->metric]);
  cd_json_text(json, "option", cd_scenario_structure(plan->scenario, plan->option[it->first])->head.id);
  cd_json_text(json, "against",
               it->against == G_MAXUINT ? NULL
                                        : cd_scenario_structure(plan->scenario, plan->option[it->against])->head.id);
  cd_analysis_sentences(study, it, sentence);
  cd_json_open_array(json, "sentences", CD_JSON_TALL);
  for (guint s = 0; s < CD_ANALYSIS_SENTENCES; s++) {
    cd_json_text(json, NULL, sentence[s]);
    g_free(sentence[s]);
  }
  cd_json_close_array(json);
  cd_json_text(json, "advice", advice);
  cd_json_integer(json, "points", it->whole);
  cd_json_integer(json, "left_out", it->drawn - it->whole);
  put_told(json, "difference", it->difference.value, it->difference.low, it->difference.high);
  cd_json_integer(json, "better", it->better);
  cd_json_integer(json, "clearly_better", it->clear);
  cd_json_integer(json, "clearly_worse", it->worse_clear);
  put_variance(json, it);
  put_indices(json, study, it);
  put_growth(json, study, it);
  put_curves(json, study, it);
  put_boxes(json, study, it);
  put_robust(json, study, it);
  cd_json_close_object(json);
}

char *cd_analyses_json(const CdAnalyses *analyses)
{
  const CdSweepPlan *plan = analyses->study->plan;
  CdJson json;
  cd_json_begin(&json, g_string_new(NULL));
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_text(&json, "scenario", plan->scenario->id);
  cd_json_text(&json, "experiment", plan->experiment->head.id);
  cd_json_text(&json, "design", cd_choices[CD_CHOICES_DESIGN][plan->kind]);
  cd_json_integer(&json, "replicates", analyses->study->replicates);
  if (analyses->study->where)
    cd_json_text(&json, "where", analyses->study->where);
  if (analyses->study->filter[0]) {
    cd_json_open_array(&json, "filters", CD_JSON_FLAT);
    for (guint f = 0; analyses->study->filter[f]; f++)
      cd_json_text(&json, NULL, analyses->study->filter[f]);
    cd_json_close_array(&json);
  }
  cd_json_open_array(&json, "analyses", CD_JSON_TALL);
  for (guint a = 0; a < analyses->of->len; a++)
    put_analysis(&json, analyses->study, g_ptr_array_index(analyses->of, a));
  cd_json_close_array(&json);
  cd_json_close_object(&json);
  return g_string_free(json.out, FALSE);
}

/* --- CSV ------------------------------------------------------------------------------------------------------------- */

char *cd_analyses_csv(const CdAnalyses *analyses)
{
  static const char *const heads[] = {"metric", "kind", "factor", "value", "low", "high", NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint a = 0; a < analyses->of->len; a++) {
    const CdAnalysis *it = g_ptr_array_index(analyses->of, a);
    for (guint kind = 0; kind < TOLD_KINDS; kind++)
      for (guint at = 0; at < count_of(analyses->study, kind); at++) {
        Told told = told_of(it, kind, at);
        if (!told.kind)
          continue;
        cd_csv_text(&csv, analyses->study->plan->metric[it->metric]);
        cd_csv_text(&csv, told.kind);
        cd_csv_text(&csv, key_of(analyses->study, kind, at));
        cd_csv_number(&csv, told.value);
        cd_csv_number(&csv, told.low);
        cd_csv_number(&csv, told.high);
        cd_csv_end_row(&csv);
      }
  }
  return g_string_free(csv.out, FALSE);
}
