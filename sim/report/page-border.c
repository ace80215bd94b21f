#include "sim/report/option-words.h"
#include "sim/report/page.h"
#include "sim/report/page-charts.h"

/* Whether any option has anything of it. */
static bool is_anything(const CdResults *results, guint value)
{
  for (guint s = 0; s < results->n_structures; s++)
    if (cd_option_summary(results, s, value)->mean > 0)
      return true;
  return false;
}

/* Rows of those METRICS of ROW that any option has anything of, under a head of their own. */
static void group_rows(CdSection section, CdScope scope, guint row, const CdMetricKind *metric, guint n)
{
  const CdMetricLayout *layout = section.results->layout;
  bool headed = false;
  for (guint m = 0; m < n; m++) {
    guint value = cd_metric_at(layout, metric[m], scope, row);
    if (!is_anything(section.results, value))
      continue;
    if (!headed)
      cd_page_group(section.page, layout->label[value], section.results->n_structures + 1);
    headed = true;
    cd_means_row(section, cd_metric(metric[m])->label, value);
  }
}

static void passages_table(CdSection section)
{
  static const CdMetricKind metrics[] = {CD_METRIC_BORDER_MOVES,  CD_METRIC_BORDER_LOSSES, CD_METRIC_BORDER_ATTENDANCES,
                                         CD_METRIC_BORDER_GUESTS, CD_METRIC_BORDER_CARE,   CD_METRIC_BORDER_RECHARGE};
  if (section.results->layout->passages->n == 0)
    return;
  cd_page_table_open(section.page,
                     "Across the border, from the area people live in to the one they move to or are seen "
                     "in: people and pounds a year");
  cd_option_heads(section, "Measure", false);
  for (guint p = 0; p < section.results->layout->passages->n; p++)
    group_rows(section, CD_BY_PASSAGE, p, metrics, G_N_ELEMENTS(metrics));
  cd_page_table_close(section.page);
}

/* Kinds of boundary that no move crosses under any option have no rows. */
static void boundaries_table(CdSection section)
{
  static const CdMetricKind metrics[] = {CD_METRIC_MOVES_ONE_CONTRACT,  CD_METRIC_LOSSES_ONE_CONTRACT,
                                         CD_METRIC_MOVES_ONE_PROVIDER,  CD_METRIC_LOSSES_ONE_PROVIDER,
                                         CD_METRIC_MOVES_TWO_PROVIDERS, CD_METRIC_LOSSES_TWO_PROVIDERS};
  if (!is_anything(section.results, cd_total_at(section.results, CD_METRIC_BORDER_MOVES)))
    return;
  cd_page_table_open(section.page, "Moves between areas by what lies between the services, people a year");
  cd_option_heads(section, "Measure", false);
  for (guint m = 0; m < G_N_ELEMENTS(metrics); m++) {
    guint value = cd_total_at(section.results, metrics[m]);
    if (is_anything(section.results, value))
      cd_means_row(section, cd_metric(metrics[m])->label, value);
  }
  cd_page_table_close(section.page);
  cd_page_paragraph(section.page,
                    "Until the new service starts the old contracts stand: so a joint option may show moves "
                    "between contracts, and separate ones moves within one.");
}

static void area_localities(CdSection section, guint area)
{
  const CdResults *results = section.results;
  const CdScenario *scenario = results->scenario;
  cd_page_group(section.page, cd_scenario_area(scenario, area)->head.label, results->n_structures + 1);
  for (guint l = 0; l < scenario->table[CD_ENTITY_LOCALITY].n; l++) {
    const CdLocalitySpec *locality = cd_scenario_locality(scenario, l);
    if (locality->area != (int)area)
      continue;
    g_autofree char *across = g_strconcat(locality->head.label, ": seen in another area", NULL),
                    *travel = g_strconcat(locality->head.label, ": minutes to the hub used", NULL);
    cd_means_row(section, across, cd_metric_at(results->layout, CD_METRIC_LOCALITY_ACROSS, CD_BY_LOCALITY, l));
    cd_means_row(section, travel, cd_metric_at(results->layout, CD_METRIC_LOCALITY_TRAVEL, CD_BY_LOCALITY, l));
  }
  guint chance = cd_metric_at(results->layout, CD_METRIC_BORDER_LOSS_CHANCE, CD_BY_AREA, area);
  if (is_anything(results, chance))
    cd_means_row(section, "All who move away: lost on the way", chance);
}

/* The border resident in numbers. */
static void localities_table(CdSection section)
{
  const CdScenario *scenario = section.results->scenario;
  if (scenario->table[CD_ENTITY_LOCALITY].n == 0 ||
      !is_anything(section.results, cd_total_at(section.results, CD_METRIC_BORDER_ATTENDANCES)))
    return;
  cd_page_table_open(section.page,
                     "What it is like to live there: who is seen across a border, how long the way is, and "
                     "the chance of being lost on a move");
  cd_option_heads(section, "Locality", false);
  for (guint a = 0; a < scenario->table[CD_ENTITY_AREA].n; a++)
    area_localities(section, a);
  cd_page_table_close(section.page);
}

static void areas_table(CdSection section)
{
  static const CdMetricKind metrics[] = {CD_METRIC_BORDER_MOVES, CD_METRIC_BORDER_LOSSES, CD_METRIC_BORDER_ATTENDANCES};
  cd_page_raw(section.page, "<details><summary>The same by the area people leave or live in</summary>\n");
  cd_page_table_open(section.page, "Across the border, by the area people leave or live in");
  cd_option_heads(section, "Measure", false);
  for (guint a = 0; a < section.results->scenario->table[CD_ENTITY_AREA].n; a++)
    group_rows(section, CD_BY_AREA, a, metrics, G_N_ELEMENTS(metrics));
  cd_page_table_close(section.page);
  cd_page_raw(section.page, "</details>\n");
}

/* Courts, police and the like, where the scenario tells who refers. */
static void referrers_table(CdSection section)
{
  static const CdMetricKind metrics[] = {CD_METRIC_REFERRER_DOORS, CD_METRIC_REFERRER_LOSSES};
  guint n = section.results->scenario->table[CD_ENTITY_REFERRER].n;
  if (n == 0)
    return;
  cd_page_table_open(section.page, "Who refers: to how many doors, and whom of theirs that loses in a year");
  cd_option_heads(section, "Measure", false);
  for (guint r = 0; r < n; r++)
    group_rows(section, CD_BY_REFERRER, r, metrics, G_N_ELEMENTS(metrics));
  cd_page_table_close(section.page);
}

static const char *const policies[] = {
    [CD_BORDER_OPEN] = "Open, so that guests are seen and no money follows",
    [CD_BORDER_RECHARGED] =
        "Recharged, so that residents' council pays its guests' part of a hub's rent to who pays for the hub",
    [CD_BORDER_RESIDENTS] = "Residents only, so that a hub sees nobody whose contracts do not pay for it",
};

/* "Open, ...: “A”, “B”." a policy that any option of the scenario has. */
static void policies_paragraph(CdSection section)
{
  const CdResults *results = section.results;
  g_autoptr(GString) line = g_string_new("Borders under each option. ");
  for (guint p = 0; p < G_N_ELEMENTS(policies); p++) {
    guint n = 0;
    for (guint s = 0; s < results->n_forced; s++) {
      if (cd_scenario_structure(results->scenario, s)->border_policy != (int)p)
        continue;
      g_string_append_printf(line, "%s%s“%s”", n == 0 ? policies[p] : "", n == 0 ? ": " : ", ",
                             cd_option_label(results, s));
      n++;
    }
    g_string_append(line, n > 0 ? ". " : "");
  }
  g_strchomp(line->str);
  cd_page_paragraph(section.page, line->str);
}

static bool any_has(const CdResults *results, CdBorderPolicy policy)
{
  bool any = false;
  for (guint s = 0; s < results->n_forced; s++)
    any = any || cd_scenario_structure(results->scenario, s)->border_policy == (int)policy;
  return any;
}

/* Of what the figures leave out, that which a reader would count on. */
static void limits_paragraphs(CdSection section)
{
  if (any_has(section.results, CD_BORDER_RECHARGED))
    cd_page_paragraph(section.page,
                      "What is recharged is the guests' part of premises, the rent of the hub that they use, and no "
                      "more: their care is bought by the contract that serves them, whoever they see.");
  if (any_has(section.results, CD_BORDER_RESIDENTS))
    cd_page_paragraph(section.page,
                      "Shutting people out does them no harm here but by how far they travel and by losing a hub that "
                      "served them better: whoever stays away, is turned away in need or is sent from door to door is "
                      "not modelled. So “residents only” looks better here than it can be.");
}

void cd_section_border(CdSection section)
{
  static const CdMetricKind metrics[] = {CD_METRIC_BORDER_MOVES,  CD_METRIC_BORDER_LOSSES, CD_METRIC_BORDER_ATTENDANCES,
                                         CD_METRIC_BORDER_GUESTS, CD_METRIC_BORDER_CARE,   CD_METRIC_BORDER_RECHARGE,
                                         CD_METRIC_REFERRALS_LOST};
  cd_page_paragraph(
      section.page,
      "Clients who move to another area while in treatment, how many of them are lost to treatment on the "
      "way, and who is seen at a hub in another area: there at a hub that their own service pays for, or "
      "as guests of another. " CD_GUESTS_PAID);
  cd_chart_of_moves(section);
  cd_chart_of_border(section);
  boundaries_table(section);
  cd_chart_of_attendance(section);
  policies_paragraph(section);
  passages_table(section);
  limits_paragraphs(section);
  if (section.results->layout->passages->n > 0)
    areas_table(section);
  localities_table(section);
  referrers_table(section);
  cd_border_paths(section);
  cd_means_table(section, "Across the border: people a year, and pounds", metrics, G_N_ELEMENTS(metrics));
  cd_changes_table(section, "Across the border: change against business as usual, with its verdict", metrics,
                   G_N_ELEMENTS(metrics));
}
