#include "sim/report/page-charts.h"
#include "sim/report/page-scale.h"

#include <math.h>

/* Every fourth point of the curve is shown; all stand in results.json. */
#define CURVE_STEP 4u

static double mean_of(const CdResults *results, guint structure, CdMetricKind kind)
{
  return cd_option_total(results, structure, kind)->mean;
}

typedef double (*LayerSum)(const CdResults *results, guint structure);

static double sum_of(const CdResults *results, guint structure, bool scale)
{
  double sum = 0;
  for (int l = 0; l < CD_LAYER_COUNT; l++)
    if (cd_layer_is_scale((CdLayer)l) == scale)
      sum += mean_of(results, structure, (CdMetricKind)(CD_METRIC_LAYER + l));
  return sum;
}

static double scale_sum(const CdResults *results, guint structure)
{
  return sum_of(results, structure, true);
}

static double other_sum(const CdResults *results, guint structure)
{
  return sum_of(results, structure, false);
}

static double yearly_cost(const CdResults *results, guint structure)
{
  return mean_of(results, structure, CD_METRIC_COST_ANNUAL);
}

/* Each option's amount, below it the change against business as usual: in columns of their own the two are wider than a screen. */
static void amount_cells(CdSection section, const double *amount)
{
  guint baseline = cd_option_baseline(section.results);
  for (guint s = 0; s < section.results->n_structures; s++) {
    cd_page_cell_open(section.page, true);
    cd_page_number(section.page, CD_FIGURE_THOUSANDS, amount[s]);
    g_autofree char *change = cd_figure_change(CD_FIGURE_THOUSANDS, amount[s] - amount[baseline]);
    if (s != baseline)
      cd_page_note(section.page, change);
    cd_page_cell_close(section.page);
  }
}

static void total_row(CdSection section, const char *label, LayerSum sum)
{
  g_autofree double *amount = g_new(double, section.results->n_structures);
  for (guint s = 0; s < section.results->n_structures; s++)
    amount[s] = sum(section.results, s);
  cd_page_total_row(section.page, label);
  amount_cells(section, amount);
}

static void layer_rows(CdSection section, bool scale)
{
  g_autofree double *amount = g_new(double, section.results->n_structures);
  for (int l = 0; l < CD_LAYER_COUNT; l++) {
    if (cd_layer_is_scale((CdLayer)l) != scale)
      continue;
    bool any = l != CD_LAYER_LEAD_RISK; /* that most scenarios have none of */
    for (guint s = 0; s < section.results->n_structures; s++) {
      amount[s] = mean_of(section.results, s, (CdMetricKind)(CD_METRIC_LAYER + l));
      any = any || amount[s] > 0;
    }
    if (!any)
      continue;
    cd_page_row(section.page, cd_layer_label((CdLayer)l));
    amount_cells(section, amount);
  }
}

static void layers_table(CdSection section)
{
  const CdResults *results = section.results;
  guint columns = results->n_structures + 1;
  cd_page_table_open(section.page,
                     "Layers of the yearly cost, thousand pounds, and below each its change against business as usual");
  cd_page_head_row(section.page, "Layer");
  for (guint s = 0; s < results->n_structures; s++)
    cd_page_head(section.page, cd_option_label(results, s), true);
  cd_page_raw(section.page, "</thead>\n");
  cd_page_group(section.page, "Scale: what depends on the number and size of contracts", columns);
  layer_rows(section, true);
  total_row(section, "Scale together", scale_sum);
  cd_page_group(section.page, "Care, the provider and its price, and the cost of change", columns);
  layer_rows(section, false);
  total_row(section, "The rest together", other_sum);
  total_row(section, "Yearly cost", yearly_cost);
  cd_page_table_close(section.page);
}

static void curve_table(CdSection section)
{
  const CdResults *results = section.results;
  cd_page_table_open(section.page, "Cost of one service by its size, mean over the assumptions, the common terms");
  cd_page_head_row(section.page, "People in treatment in a year");
  cd_page_head(section.page, "Cost a year", true);
  cd_page_head(section.page, "Cost for each person", true);
  cd_page_head(section.page, "Elasticity of cost: rise in cost, %, for 1% more people", true);
  cd_page_raw(section.page, "</thead>\n");
  for (guint i = 0; i < results->n_curve; i += CURVE_STEP) {
    const CdCurvePoint *point = &results->curve[i];
    g_autofree char *people = cd_figure_whole(point->people);
    cd_page_row(section.page, people);
    cd_page_number_cell(section.page, CD_FIGURE_MONEY, point->cost);
    cd_page_number_cell(section.page, CD_FIGURE_MONEY, point->cost_per_person);
    cd_page_number_cell(section.page, CD_FIGURE_INDEX, point->elasticity);
  }
  cd_page_table_close(section.page);
}

void cd_section_scale(CdSection section)
{
  static const CdMetricKind places[] = {CD_METRIC_PLACES, CD_METRIC_PLACES_EXPECTED, CD_METRIC_COST_PER_CLIENT,
                                        CD_METRIC_HUBS, CD_METRIC_SPECIALIST_POSTS};
  cd_page_paragraph(section.page,
                    "Where the money goes. The layers add up to the yearly cost; each figure is rounded by "
                    "itself, so that a sum of rounded figures may be "
                    "off by one. Fewer, larger contracts save mainly on management, tenders and officers' "
                    "time; what a winner "
                    "asks can outweigh it. A contract too small for a post does without, and one too small for a hub "
                    "has a smaller one: it costs less by offering less, and "
                    "the yearly cost of the same offer, under options side by side, leaves that out. " CD_SMALLER_HUB);
  cd_chart_of_layers(section);
  layers_table(section);
  cd_page_layer_pairs(section);
  cd_page_bearers(section);
  cd_chart_of_places(section);
  cd_means_table(section, "Places: what the difference in cost would pay for", places, G_N_ELEMENTS(places));
  cd_page_paragraph(section.page, "Places of equal worth: extra cost against business as usual as people in "
                                  "treatment whom it would have paid for. Expected change: what remains "
                                  "after larger caseloads have absorbed what they can.");
  cd_page_viability(section);
  cd_chart_of_curve(section);
  curve_table(section);
  cd_page_elasticity(section);
}
