#include "sim/report/figure.h"
#include "sim/report/page.h"

static double of_locality(const CdResults *results, guint structure, CdMetricKind kind, guint locality)
{
  return cd_option_summary(results, structure, cd_metric_at(results->layout, kind, CD_BY_LOCALITY, locality))->mean;
}

/* Most seen across a border under any option. */
static double most_across(const CdResults *results, guint locality)
{
  double most = 0;
  for (guint s = 0; s < results->n_structures; s++)
    most = MAX(most, of_locality(results, s, CD_METRIC_LOCALITY_ACROSS, locality));
  return most;
}

/* The locality of AREA of whose residents most are seen across a border; -1: none is. */
static int locality_of(const CdResults *results, int area)
{
  const CdScenario *scenario = results->scenario;
  double most = 0;
  int found = -1;
  for (guint l = 0; l < scenario->table[CD_ENTITY_LOCALITY].n; l++) {
    double across = cd_scenario_locality(scenario, l)->area == area ? most_across(results, l) : 0;
    if (across > most) {
      most = across;
      found = (int)l;
    }
  }
  return found;
}

static const char *const welcome[] = {
    [CD_BORDER_OPEN] = "as anybody there is, and no money follows",
    [CD_BORDER_RECHARGED] = "and the council they live in pays their part of the hub",
    [CD_BORDER_RESIDENTS] = "and only where the service of their own area pays for that hub",
};

static void append_way(GString *line, const CdResults *results, guint structure, guint locality)
{
  const CdStructureSpec *it = cd_scenario_structure(results->scenario, structure);
  double across = of_locality(results, structure, CD_METRIC_LOCALITY_ACROSS, locality);
  g_autofree char *share = cd_figure_share_of(across),
                  *minutes =
                      cd_figure(CD_FIGURE_TIME, of_locality(results, structure, CD_METRIC_LOCALITY_TRAVEL, locality));
  g_string_append_printf(
      line, "%s of those who live there and are treated are seen across a border, %s; the way to the hub used takes %s minutes. ",
      share, welcome[it->border_policy], minutes);
}

static void append_move(GString *line, const CdResults *results, guint structure, guint area)
{
  guint value = cd_metric_at(results->layout, CD_METRIC_BORDER_LOSS_CHANCE, CD_BY_AREA, area);
  const CdSummary *chance = cd_option_summary(results, structure, value);
  if (chance->n == 0)
    return;
  g_autofree char *lost = cd_figure(CD_FIGURE_SHARE, chance->mean);
  g_string_append_printf(
      line, "Moving to another area in the middle of treatment, %s are lost to treatment on the way. ", lost);
}

static void append_doors(GString *line, const CdResults *results, guint structure)
{
  double lost = cd_option_total(results, structure, CD_METRIC_REFERRALS_LOST)->mean;
  bool shared = cd_scenario_structure(results->scenario, structure)->intelligence == CD_INTELLIGENCE_SHARED;
  if (lost > 0) {
    g_autofree char *people = cd_figure(CD_FIGURE_COUNT, lost);
    g_string_append_printf(
        line, "Who refers has doors to choose from, by which %s people a year in all areas are not reached. ", people);
  } else
    g_string_append(line, "Who refers has one door to send to. ");
  g_string_append(line, shared ? "A warning about drugs on one side is known on the other."
                               : "A warning about drugs on one side is not passed on as it is now.");
}

static void option_item(CdSection section, guint structure, guint locality)
{
  const CdResults *results = section.results;
  guint area = (guint)cd_scenario_locality(results->scenario, locality)->area;
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "“%s”: ", cd_option_label(results, structure));
  append_way(line, results, structure, locality);
  append_move(line, results, structure, area);
  append_doors(line, results, structure);
  cd_page_element(section.page, "li", NULL, line->str);
}

static void write_path(CdSection section, const CdBorderSpec *border, guint locality)
{
  const CdScenario *scenario = section.results->scenario;
  const CdLocalitySpec *home = cd_scenario_locality(scenario, locality);
  const CdOptions key = cd_options_key(section.results);
  g_autofree char *line =
      g_strdup_printf("One who lives at the border of %s and %s, in %s, the locality of %s of whose residents most are "
                      "seen across a border. An illustration, and nobody in "
                      "particular: what is told are means over all who live there.",
                      cd_scenario_area(scenario, (guint)border->first)->head.label,
                      cd_scenario_area(scenario, (guint)border->second)->head.label, home->head.label,
                      cd_scenario_area(scenario, (guint)home->area)->head.label);
  cd_page_paragraph(section.page, line);
  cd_page_raw(section.page, "<ul>\n");
  for (guint o = 0; o < key.n; o++)
    option_item(section, key.at[o], locality);
  cd_page_raw(section.page, "</ul>\n");
}

/* Whoever crosses from one side meets other hubs, ways and losses than whoever comes from the other, so both are told. */
void cd_border_paths(CdSection section)
{
  const CdScenario *scenario = section.results->scenario;
  g_autofree bool *told = g_new0(bool, scenario->table[CD_ENTITY_AREA].n); /* one at several borders: at the first */
  for (guint b = 0; b < scenario->table[CD_ENTITY_BORDER].n; b++) {
    const CdBorderSpec *border = cd_scenario_border(scenario, b);
    const int side[] = {border->first, border->second};
    for (guint i = 0; i < G_N_ELEMENTS(side); i++) {
      int locality = locality_of(section.results, side[i]);
      if (locality < 0 || told[side[i]])
        continue;
      told[side[i]] = true;
      write_path(section, border, (guint)locality);
    }
  }
}
