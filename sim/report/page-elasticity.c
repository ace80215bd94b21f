#include "sim/report/page-scale.h"

#include <math.h>

/* A share as per cent, not points, with its sign. */
static char *percent(double share)
{
  g_autofree char *shown = cd_figure(CD_FIGURE_SHARE, share);
  return g_strconcat(share >= 0.0005 ? "+" : "", shown, NULL);
}

static void percent_cell(CdSection section, double share, const CdSpread *spread)
{
  g_autofree char *shown = percent(share);
  cd_page_cell_open(section.page, true);
  cd_page_data(section.page, share, shown);
  if (spread) {
    g_autofree char *low = percent(spread->p5), *high = percent(spread->p95);
    g_autofree char *range = g_strdup_printf("%s to %s", low, high);
    cd_page_note(section.page, range);
  }
  cd_page_cell_close(section.page);
}

static void spread_cell(CdSection section, CdFigureKind kind, const CdSpread *spread)
{
  g_autofree char *range = cd_figure_range(kind, spread->p5, spread->p95, false);
  cd_page_cell_open(section.page, true);
  cd_page_number(section.page, kind, spread->median);
  if (isfinite(spread->p5) && isfinite(spread->p95))
    cd_page_note(section.page, range);
  cd_page_cell_close(section.page);
}

/* Kept in some draws and given up in others. */
static bool is_at_stake(const CdServed *served)
{
  return cd_served_anybody(served) && served->kept > 0 && served->kept < 1;
}

/* Whether a contract of STRUCTURE is nearly too small for a post or a hub. */
static bool offer_grows(const CdResults *results, guint structure)
{
  const CdScale *scale = results->scale;
  bool grows = false;
  for (guint h = 0; h < scale->n_hubs; h++)
    grows |= is_at_stake(&scale->hub_served[structure * scale->n_hubs + h]);
  for (guint c = 0; c < scale->n_contracts; c++)
    if (cd_scenario_contract(results->scenario, c)->head.parent == (int)structure)
      for (guint p = 0; p < scale->n_posts; p++)
        grows |= is_at_stake(&scale->post_served[c * scale->n_posts + p]);
  return grows;
}

/* An elasticity above the evidence's looks as if being small cost nothing. */
static void note_on_offer(CdSection section, const CdOptions *options)
{
  bool grows = false;
  for (guint o = 0; o < options->n; o++)
    grows |= options->at[o] < section.results->n_forced && offer_grows(section.results, options->at[o]);
  if (grows)
    cd_page_paragraph(
        section.page,
        "Near a size at which a post or a whole hub can just be kept, a contract adds them as it grows, so "
        "that its cost rises about as fast as its people, or faster. An elasticity near 1 there does not "
        "mean that being small costs nothing: the small contract costs less because it offers less.");
}

static void contracts_table(CdSection section, const CdOptions *options)
{
  const CdResults *results = section.results;
  cd_page_table_open(section.page, "How strongly the cost of each contract goes with its size");
  cd_page_head_row(section.page, "Contract");
  cd_page_head(section.page, "People in treatment in a year", true);
  cd_page_head(section.page, "Elasticity: rise in cost, %, for 1% more people", true);
  cd_page_raw(section.page, "</thead>\n");
  for (guint o = 0; o < options->n; o++) {
    if (options->at[o] >= results->n_forced)
      continue;
    cd_page_group(section.page, cd_option_label(results, options->at[o]), 3);
    for (guint c = 0; c < results->n_contracts; c++) {
      const CdSpecHead *head = &cd_scenario_contract(results->scenario, c)->head;
      if (head->parent != (int)options->at[o])
        continue;
      cd_page_row(section.page, head->label);
      spread_cell(section, CD_FIGURE_COUNT, &results->scale->contract[c].people);
      spread_cell(section, CD_FIGURE_INDEX, &results->scale->contract[c].elasticity);
    }
  }
  cd_page_table_close(section.page);
}

/* By its name: a single council has options to compare, and none that is joint. */
static const char *joint_label(const CdResults *results)
{
  return cd_option_label(results, (guint)cd_scenario_concordat(results->scenario, 0)->joint);
}

static void splits_table(CdSection section, const CdOptions *options)
{
  const CdResults *results = section.results;
  g_autofree char *caption = g_strdup_printf(
      "What more and smaller contracts cost before anybody has bid, against “%s”, and what the evidence would say of "
      "such sizes",
      joint_label(results));
  cd_page_table_open(section.page, caption);
  cd_page_head_row(section.page, "Option");
  cd_page_head(section.page, "Here", true);
  cd_page_head(section.page, "As an elasticity", true);
  for (guint e = 0; e < CD_EVIDENCE_COUNT; e++) {
    g_autofree char *elasticity = cd_figure(CD_FIGURE_INDEX, cd_evidence_elasticity[e]);
    g_autofree char *head = g_strdup_printf("At an elasticity of %s", elasticity);
    cd_page_head(section.page, head, true);
  }
  cd_page_raw(section.page, "</thead>\n");
  for (guint o = 0; o < options->n; o++) {
    guint s = options->at[o];
    if (s >= results->n_forced || (int)s == cd_scenario_concordat(results->scenario, 0)->joint)
      continue;
    const CdSplitSize *split = &results->scale->split[s];
    cd_page_row(section.page, cd_option_label(results, s));
    percent_cell(section, split->penalty.median, &split->penalty);
    spread_cell(section, CD_FIGURE_INDEX, &split->elasticity);
    for (guint e = 0; e < CD_EVIDENCE_COUNT; e++)
      percent_cell(section, split->evidence[e], NULL);
  }
  cd_page_table_close(section.page);
}

static void sentence(CdSection section)
{
  const CdResults *results = section.results;
  guint apart = (guint)cd_scenario_concordat(results->scenario, 0)->apart;
  const CdSplitSize *split = &results->scale->split[apart];
  if (!isfinite(split->penalty.median))
    return;
  g_autofree char *here = percent(split->penalty.median), *low = percent(split->penalty.p5);
  g_autofree char *high = percent(split->penalty.p95);
  g_autofree char *most = percent(split->evidence[0]), *judged = percent(split->evidence[1]);
  g_autofree char *text = g_strdup_printf(
      "How much smaller contracts cost. Before anybody has bid “%s” costs %s against “%s” (nine assumptions "
      "in ten: %s to %s). From the sizes of its contracts alone, the evidence's range says: %s where cost rises by "
      "0.82%% "
      "for 1%% more people, as 159 methadone programmes in the United States had it; %s at 0.93, which is judgement "
      "for "
      "contracts that keep their hubs; nothing at 1. What is counted here goes beyond sizes: hubs and spokes that an "
      "option adds, posts that it gives up, a further tender, partners' time.",
      cd_option_label(results, apart), here, joint_label(results), low, high, most, judged);
  cd_page_paragraph(section.page, text);
}

void cd_page_elasticity(CdSection section)
{
  CdOptions options = cd_options_shown(section.results);
  sentence(section);
  splits_table(section, &options);
  note_on_offer(section, &options);
  contracts_table(section, &options);
}
