#include "sim/report/chart-flows.h"
#include "sim/report/page-charts.h"

#include <math.h>

#define SHOWN 3 /* options at most */

/* Business as usual, the joint option and the one apart, each once. */
static guint shown_options(const CdResults *results, guint option[SHOWN])
{
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  const guint wanted[SHOWN] = {(guint)root->baseline, (guint)root->joint, (guint)root->apart};
  guint n = 0;
  for (guint i = 0; i < SHOWN; i++) {
    bool there = false;
    for (guint k = 0; k < n; k++)
      there = there || option[k] == wanted[i];
    if (!there)
      option[n++] = wanted[i];
  }
  return n;
}

static double mean_of(const CdResults *results, guint structure, CdMetricKind kind, CdScope scope, guint row)
{
  return cd_option_summary(results, structure, cd_metric_at(results->layout, kind, scope, row))->mean;
}

static const char *area_label(const CdResults *results, guint area)
{
  return cd_scenario_area(results->scenario, area)->head.label;
}

static char *passage_label(const CdResults *results, guint passage)
{
  return g_strdup(results->layout->label[cd_metric_at(results->layout, CD_METRIC_BORDER_MOVES, CD_BY_PASSAGE, passage)]);
}

/* --- Where people are seen -------------------------------------------------------------------------------------------- */

static void add_passage(CdFlowBlock *block, const CdResults *results, guint structure, guint passage)
{
  const CdPassages *passages = results->layout->passages;
  guint from = passages->from[passage], to = passages->to[passage];
  double all = mean_of(results, structure, CD_METRIC_BORDER_ATTENDANCES, CD_BY_PASSAGE, passage);
  double guests = mean_of(results, structure, CD_METRIC_BORDER_GUESTS, CD_BY_PASSAGE, passage);
  double care = mean_of(results, structure, CD_METRIC_BORDER_CARE, CD_BY_PASSAGE, passage);
  g_autofree char *own = cd_figure(CD_FIGURE_COUNT, all - guests), *other = cd_figure(CD_FIGURE_COUNT, guests);
  cd_flow_band_add(block, (CdFlowBand){from, to, all - guests, CD_FLOW_SHARED, passage_label(results, passage),
                                       g_strdup_printf("%s clients", own), NULL});
  cd_flow_band_add(block, (CdFlowBand){from, to, guests, CD_FLOW_PARTED, passage_label(results, passage),
                                       g_strdup_printf("%s guests", other), cd_figure(CD_FIGURE_MONEY, care)});
}

static double seen_at_home(const CdResults *results, guint structure, guint area)
{
  return mean_of(results, structure, CD_METRIC_CLIENTS, CD_BY_AREA, area) -
         mean_of(results, structure, CD_METRIC_BORDER_ATTENDANCES, CD_BY_AREA, area);
}

static void add_attendance(GArray *blocks, const CdResults *results, guint structure)
{
  CdFlowBlock *block = cd_flow_blocks_add(blocks, cd_option_label(results, structure), "their care, a year");
  guint areas = results->scenario->table[CD_ENTITY_AREA].n;
  for (guint a = 0; a < areas; a++) {
    g_ptr_array_add(block->left, (gpointer)area_label(results, a));
    g_ptr_array_add(block->right, (gpointer)area_label(results, a));
  }
  for (guint a = 0; a < areas; a++)
    for (guint b = 0; b < areas; b++) {
      int passage = cd_passage_find(results->layout->passages, a, b);
      if (a == b)
        cd_flow_band_add(block, (CdFlowBand){a, a, seen_at_home(results, structure, a), CD_FLOW_KEPT, NULL, NULL, NULL});
      else if (passage >= 0)
        add_passage(block, results, structure, (guint)passage);
    }
}

static bool anything_crosses(const GArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++) {
    const CdFlowBlock *block = &g_array_index(blocks, CdFlowBlock, i);
    for (guint b = 0; b < block->bands->len; b++)
      if (g_array_index(block->bands, CdFlowBand, b).label)
        return true;
  }
  return false;
}

void cd_chart_of_attendance(CdSection section)
{
  const CdResults *results = section.results;
  guint option[SHOWN], n = shown_options(results, option);
  g_autoptr(GArray) blocks = cd_flow_blocks_new();
  for (guint i = 0; i < n; i++)
    add_attendance(blocks, results, option[i]);
  if (!anything_crosses(blocks))
    return;
  CdChart chart;
  cd_chart_begin(&chart);
  cd_chart_flows(&chart, blocks, "Where they live", "Where they are seen");
  g_autofree char *headline =
      cd_chart_headline(results, "Clients seen as guests of another area's service,", CD_METRIC_BORDER_GUESTS);
  cd_page_chart(
      section.page, &chart, "chart-attendance", headline,
      "People in treatment in a year, means: each band runs from the area they live in to the area of the hub "
      "where they are seen, as thick as they are many; the pale ones stay. A band with a letter crosses a "
      "border, to a hub that their own service pays for, as its clients, or as guests to one that it does not. The "
      "pounds "
      "are what a year of care for the guests comes to, at the option's cost per person; their own contract "
      "buys it.");
}

/* --- Moves ------------------------------------------------------------------------------------------------------------ */

/* The areas that anybody moves out of or into, in the order of the file; PLACE[area]: which of them. */
static GPtrArray *moving_areas(const CdResults *results, guint structure, guint *place)
{
  const CdPassages *passages = results->layout->passages;
  GPtrArray *labels = g_ptr_array_new();
  for (guint a = 0; a < results->scenario->table[CD_ENTITY_AREA].n; a++) {
    double people = 0;
    for (guint p = 0; p < passages->n; p++)
      if (passages->from[p] == a || passages->to[p] == a)
        people += mean_of(results, structure, CD_METRIC_BORDER_MOVES, CD_BY_PASSAGE, p);
    place[a] = labels->len;
    if (people > 0)
      g_ptr_array_add(labels, (gpointer)area_label(results, a));
  }
  return labels;
}

static void add_moves(GArray *blocks, const CdResults *results, guint structure)
{
  const CdPassages *passages = results->layout->passages;
  g_autofree guint *place = g_new0(guint, results->scenario->table[CD_ENTITY_AREA].n);
  g_autoptr(GPtrArray) areas = moving_areas(results, structure, place);
  CdFlowBlock *block = cd_flow_blocks_add(blocks, cd_option_label(results, structure), NULL);
  for (guint i = 0; i < areas->len; i++) {
    g_ptr_array_add(block->left, areas->pdata[i]);
    g_ptr_array_add(block->right, areas->pdata[i]);
  }
  g_ptr_array_add(block->right, (gpointer) "Lost to treatment");
  for (guint p = 0; p < passages->n; p++) {
    guint from = place[passages->from[p]], to = place[passages->to[p]];
    double moved = mean_of(results, structure, CD_METRIC_BORDER_MOVES, CD_BY_PASSAGE, p);
    double lost = mean_of(results, structure, CD_METRIC_BORDER_LOSSES, CD_BY_PASSAGE, p);
    g_autofree char *arrived = cd_figure(CD_FIGURE_COUNT, moved - lost), *gone = cd_figure(CD_FIGURE_COUNT, lost);
    cd_flow_band_add(block, (CdFlowBand){from, to, moved - lost, CD_FLOW_KEPT, passage_label(results, p),
                                         g_strdup_printf("%s go on", arrived), NULL});
    cd_flow_band_add(block, (CdFlowBand){from, areas->len, lost, CD_FLOW_PARTED, passage_label(results, p),
                                         g_strdup_printf("%s lost", gone), NULL});
  }
}

/* "Of those who move to another area in treatment, 7.0 of 159 a year are lost on the way under “A”, 20 of 158 under “B”". */
static char *moves_headline(const CdResults *results, const guint *option, guint n)
{
  GString *out = g_string_new("Of the clients who move to another area while in treatment, lost on the way: ");
  for (guint i = 0; i < n; i++) {
    g_autofree char *lost =
                        cd_figure(CD_FIGURE_COUNT, cd_option_total(results, option[i], CD_METRIC_BORDER_LOSSES)->mean),
                    *moved =
                        cd_figure(CD_FIGURE_COUNT, cd_option_total(results, option[i], CD_METRIC_BORDER_MOVES)->mean);
    g_string_append_printf(out, "%s%s of %s a year under “%s”", i ? "; " : "", lost, moved,
                           cd_option_label(results, option[i]));
  }
  return g_string_free(out, FALSE);
}

void cd_chart_of_moves(CdSection section)
{
  const CdResults *results = section.results;
  guint option[SHOWN], n = shown_options(results, option);
  g_autoptr(GArray) blocks = cd_flow_blocks_new();
  for (guint i = 0; i < n; i++)
    add_moves(blocks, results, option[i]);
  if (!anything_crosses(blocks))
    return;
  CdChart chart;
  cd_chart_begin(&chart);
  cd_chart_flows(&chart, blocks, "They leave", "They come to");
  g_autofree char *headline = moves_headline(results, option, n);
  cd_page_chart(
      section.page, &chart, "chart-moves", headline,
      "People a year who move house while in treatment, means: each band runs from the area they leave to the "
      "one they go on in, or to those lost to treatment on the way. Lines below tell each band by its letter.");
}
