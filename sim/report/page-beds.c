#include "sim/report/page.h"

static const CdMetricKind of_service[] = {CD_METRIC_BEDS,        CD_METRIC_BED_NEED,     CD_METRIC_BED_WAIT,
                                          CD_METRIC_BED_WAITING, CD_METRIC_BED_GIVE_UPS, CD_METRIC_BED_STAYS,
                                          CD_METRIC_BED_USE};
static const CdMetricKind compared[] = {CD_METRIC_BED_WAIT, CD_METRIC_BED_GIVE_UPS};

static guint n_services(const CdResults *results)
{
  return results->scenario->table[CD_ENTITY_BED_SERVICE].n;
}

bool cd_tells_of_beds(const CdResults *results)
{
  return n_services(results) > 0 || cd_scenario_has_mental_health_posts(results->scenario);
}

static guint of_bed(const CdResults *results, CdMetricKind kind, guint service)
{
  return cd_metric_at(results->layout, kind, CD_BY_BED_SERVICE, service);
}

/* "“Each for itself”: 3 bed-places for the 79.7 people a year who come to need one; a wait of 1.5 weeks, and 8.58 people a year give up." */
static void write_option(CdSection section, guint structure, guint service)
{
  const CdResults *results = section.results;
  const CdSummary *beds = cd_option_summary(results, structure, of_bed(results, CD_METRIC_BEDS, service)),
                  *need = cd_option_summary(results, structure, of_bed(results, CD_METRIC_BED_NEED, service)),
                  *wait = cd_option_summary(results, structure, of_bed(results, CD_METRIC_BED_WAIT, service)),
                  *out = cd_option_summary(results, structure, of_bed(results, CD_METRIC_BED_GIVE_UPS, service));
  if (wait->n == 0) {
    g_autofree char *none = g_strdup_printf("“%s”: nobody needs a bed.", cd_option_label(results, structure));
    cd_page_paragraph(section.page, none);
    return;
  }
  g_autofree char *places = cd_figure(CD_FIGURE_COUNT, beds->mean), *people = cd_figure(CD_FIGURE_COUNT, need->mean),
                  *weeks = cd_figure(CD_FIGURE_TIME, wait->mean),
                  *spread = cd_figure_range(CD_FIGURE_TIME, wait->p5, wait->p95, false),
                  *gone = cd_figure(CD_FIGURE_COUNT, out->mean);
  g_autofree char *line =
      g_strdup_printf("“%s”: %s bed-places, which %s people a year come to need; a mean wait of %s weeks (90%% of "
                      "single runs: %s), and %s people a year give up.",
                      cd_option_label(results, structure), places, people, weeks, spread, gone);
  cd_page_paragraph(section.page, line);
}

static const char *label_of(const CdResults *results, CdEntityKind kind, guint i)
{
  return cd_scenario_row(results->scenario, kind, i)->label;
}

static void means_of_services(CdSection section)
{
  const CdResults *results = section.results;
  cd_page_table_open(section.page, "Beds: means");
  cd_option_heads(section, "Measure", false);
  for (guint b = 0; b < n_services(results); b++) {
    cd_page_group(section.page, label_of(results, CD_ENTITY_BED_SERVICE, b), results->n_structures + 1);
    for (guint i = 0; i < G_N_ELEMENTS(of_service); i++) {
      g_autofree char *title = cd_metric_title(cd_metric(of_service[i]));
      cd_means_row(section, title, of_bed(results, of_service[i], b));
    }
  }
  cd_page_table_close(section.page);
}

static void changes_of_services(CdSection section)
{
  const CdResults *results = section.results;
  if (results->n_structures < 2)
    return;
  cd_page_table_open(section.page, "Beds: change against business as usual, with its verdict");
  cd_option_heads(section, "Measure", true);
  for (guint b = 0; b < n_services(results); b++) {
    cd_page_group(section.page, label_of(results, CD_ENTITY_BED_SERVICE, b), results->n_structures);
    for (guint i = 0; i < G_N_ELEMENTS(compared); i++) {
      g_autofree char *title = cd_metric_title(cd_metric(compared[i]));
      cd_changes_row(section, title, of_bed(results, compared[i], b));
    }
  }
  cd_page_table_close(section.page);
}

static void table_by_area(CdSection section, const char *caption, CdMetricKind kind)
{
  const CdResults *results = section.results;
  cd_page_table_open(section.page, caption);
  cd_option_heads(section, "Area", false);
  for (guint a = 0; a < results->scenario->table[CD_ENTITY_AREA].n; a++)
    cd_means_row(section, label_of(results, CD_ENTITY_AREA, a), cd_metric_at(results->layout, kind, CD_BY_AREA, a));
  cd_page_table_close(section.page);
}

static void write_beds(CdSection section)
{
  const CdResults *results = section.results;
  CdOptions options = cd_options_key(results);
  cd_page_paragraph(
      section.page,
      "Bed-places are paid for whether or not they are taken. The places that one contract buys are one pool "
      "for the residents of all its areas: a bed that stands empty for one area's residents is there for "
      "another's, so that the same number of places is waited for less. Who gives up waiting goes on in community "
      "treatment and "
      "is less likely to complete; how much less is judgement, as no study tells. Waits are those of an even year, "
      "once the service has settled.");
  for (guint b = 0; b < n_services(results); b++) {
    cd_page_element(section.page, "h3", NULL, label_of(results, CD_ENTITY_BED_SERVICE, b));
    for (guint i = 0; i < options.n; i++)
      write_option(section, options.at[i], b);
  }
  means_of_services(section);
  changes_of_services(section);
  table_by_area(section, "People a year who give up waiting for a bed, by area of residence: means",
                CD_METRIC_BED_AREA_GIVE_UPS);
}

static void write_mental_health(CdSection section)
{
  static const CdMetricKind metric[] = {CD_METRIC_MENTAL_HEALTH};
  cd_page_element(section.page, "h3", NULL, "Substance use and mental health together");
  cd_page_paragraph(
      section.page,
      "Clients with a mental health need (dual diagnosis) whose contract has a post for them: a post needs "
      "clients enough, of its own contract or of all that its provider holds, and a contract may do without.");
  cd_means_table(section, "Mental health need with a post for it, share of clients: means", metric, 1);
  cd_changes_table(section, "Mental health need with a post for it: change against business as usual, with its verdict",
                   metric, 1);
  table_by_area(section, "Mental health need with a post for it, by area of residence: means", CD_METRIC_MENTAL_HEALTH);
}

void cd_section_beds(CdSection section)
{
  if (n_services(section.results) > 0)
    write_beds(section);
  if (cd_scenario_has_mental_health_posts(section.results->scenario))
    write_mental_health(section);
}
