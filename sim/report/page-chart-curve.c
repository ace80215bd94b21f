#include "sim/report/page-charts.h"

#define TOLD 136 /* pixels: "1,855 + 1,569 + 57" */
#define SIZES "{'field': 'people', 'type': 'quantitative', 'scale': {'type': 'log', 'nice': false}, 'axis': "
#define CURVE_MARKS "[{'mark': {'type': 'line', 'color': '#12436D', 'strokeWidth': 3}}]"
#define PEOPLE_AXIS "{'title': 'People in treatment in a year', 'format': ',', 'tickCount': 6}}"
#define CURVE_ENCODING                                                                                                 \
  "{'x': " SIZES PEOPLE_AXIS ", 'y': {'field': 'cost', 'type': 'quantitative', 'scale': {'zero': false}, 'axis': "     \
  "{'title': 'Cost for each person', 'format': '$,.0f', 'tickCount': 5}}}"

static const char *const contract_marks[] = {
    "{'transform': [{'filter': 'isValid(datum.people)'}], 'mark': {'type': 'point', 'shape': 'diamond', 'filled': "
    "true, "
    "'opacity': 1, 'size': 110, 'color': '#F46A25', 'stroke': '#0b0c0c', 'strokeWidth': 1, " CD_CHART_BARS
    "}, 'encoding': {" CD_CHART_ROW ", 'x': " SIZES
    "{'title': null, 'labels': false, 'ticks': false, 'domain': false, 'tickCount': 6}}}}",
};

/* Whether a contract buys all the care of its areas: of one that buys a part, results do not hold how many people it serves. */
static bool buys_all(const CdScenario *scenario, const CdContractSpec *contract)
{
  return contract->components.n == scenario->table[CD_ENTITY_COMPONENT].n &&
         cd_value_median(&contract->share, CD_FIELD(CONTRACT, Contract, share)) >= 1;
}

/* People in a year in the areas that a contract serves. */
static double size_of(const CdResults *results, guint structure, const CdContractSpec *contract)
{
  double people = 0;
  for (guint i = 0; i < contract->areas.n; i++)
    people +=
        cd_option_summary(results, structure,
                          cd_metric_at(results->layout, CD_METRIC_CLIENTS, CD_BY_AREA, (guint)contract->areas.at[i]))
            ->mean;
  return people;
}

static void write_size(CdJson *json, guint at, double people)
{
  if (!(people > 0))
    return; /* has no place on a logarithmic scale */
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_integer(json, "at", at);
  cd_json_number(json, "people", people);
  cd_json_close_object(json);
}

/* A row an option: a point for each contract, and their sizes in figures; those that buy a part of the care are named so. */
static void write_contracts(CdJson *json, const CdResults *results, guint structure)
{
  g_autoptr(GString) told = g_string_new(NULL);
  guint parts = 0;
  for (guint c = 0; c < results->n_contracts; c++) {
    const CdContractSpec *contract = cd_scenario_contract(results->scenario, c);
    if (contract->head.parent != (int)structure)
      continue;
    if (!buys_all(results->scenario, contract)) {
      parts++;
      continue;
    }
    double people = size_of(results, structure, contract);
    g_autofree char *figure = cd_figure_whole(people);
    g_string_append_printf(told, "%s%s", told->len ? " + " : "", figure);
    write_size(json, structure, people);
  }
  if (parts > 0)
    g_string_append_printf(told, "%s%u for parts of care", told->len ? " + " : "", parts);
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_integer(json, "at", structure);
  cd_json_text(json, "label", cd_option_label(results, structure));
  cd_json_text(json, "told", told->str);
  cd_json_close_object(json);
}

static void write_curve_plot(CdChart *chart, const CdResults *results)
{
  CdJson *json = &chart->json;
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_integer(json, "height", 260);
  cd_json_open_object(json, "data", CD_JSON_FLAT);
  cd_json_open_array(json, "values", CD_JSON_FLAT);
  for (guint i = 0; i < results->n_curve; i++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_number(json, "people", results->curve[i].people);
    cd_json_number(json, "cost", results->curve[i].cost_per_person);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
  cd_chart_constant(chart, "encoding", CURVE_ENCODING);
  cd_chart_constant(chart, "layer", CURVE_MARKS);
  cd_json_close_object(json);
}

static void write_contracts_plot(CdChart *chart, const CdResults *results)
{
  CdJson *json = &chart->json;
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_integer(json, "height", results->n_forced * CD_CHART_ROW_HEIGHT);
  cd_json_open_object(json, "data", CD_JSON_FLAT);
  cd_json_open_array(json, "values", CD_JSON_FLAT);
  for (guint s = 0; s < results->n_forced; s++)
    write_contracts(json, results, s);
  cd_json_close_array(json);
  cd_json_close_object(json);
  cd_json_open_array(json, "layer", CD_JSON_FLAT);
  for (guint i = 0; i < G_N_ELEMENTS(contract_marks); i++)
    cd_chart_constant(chart, NULL, contract_marks[i]);
  cd_chart_row_texts(chart, TOLD);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static char *headline_text(const CdResults *results)
{
  const CdCurvePoint *small = &results->curve[0], *large = &results->curve[results->n_curve - 1];
  g_autofree char *few = cd_figure_whole(small->people), *many = cd_figure_whole(large->people);
  g_autofree char *at_few = cd_figure(CD_FIGURE_MONEY, small->cost_per_person),
                  *at_many = cd_figure(CD_FIGURE_MONEY, large->cost_per_person);
  return g_strdup_printf(
      "Cost for each person by the size of a service: %s where it has %s people a year, %s where it has %s", at_few,
      few, at_many, many);
}

void cd_chart_of_curve(CdSection section)
{
  const CdResults *results = section.results;
  if (results->n_curve < 2)
    return;
  CdChart chart;
  cd_chart_begin(&chart);
  cd_json_open_array(&chart.json, "vconcat", CD_JSON_FLAT);
  write_curve_plot(&chart, results);
  write_contracts_plot(&chart, results);
  cd_json_close_array(&chart.json);
  cd_chart_constant(&chart, "resolve", "{'scale': {'x': 'shared'}}");
  cd_chart_constant(&chart, "bounds", "'flush'"); /* one scale under the other, */
  cd_json_integer(&chart.json, "spacing", 64);    /* with room for the upper one's numbers and title */
  g_autofree char *headline = headline_text(results);
  cd_page_chart(
      section.page, &chart, "chart-curve", headline,
      "The line: what one service costs for each person in treatment in a year, mean over the assumptions, the common "
      "terms; the scale of cost does not begin at nought. Below it, on the same scale of size, a diamond for each "
      "contract "
      "of each option that buys all the care of its areas: the people there in treatment in a year. Contracts that buy "
      "a part "
      "of the care are counted, not placed.");
}
