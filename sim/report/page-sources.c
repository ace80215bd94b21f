#include "sim/report/page.h"

#include <math.h>
#include "sim/report/assumption.h"
#include "sim/report/setting.h"

void cd_grade_cell(CdSection section, const char *grade)
{
  cd_page_cell_open(section.page, false);
  if (cd_grade_is_weak(grade))
    cd_page_element(section.page, "span", "weak", "D assumption");
  else
    cd_html_escape(section.page->out, grade ? grade : "");
  cd_page_cell_close(section.page);
}

static void kind_table(CdSection section, const GPtrArray *all, CdEntityKind kind)
{
  guint n = 0, weak = 0;
  for (guint i = 0; i < all->len; i++) {
    const CdAssumption *it = g_ptr_array_index(all, i);
    n += it->kind == kind;
    weak += it->kind == kind && cd_assumption_is_weak(it);
  }
  if (n == 0)
    return;
  const CdEntity *entity = cd_entity(kind);
  g_autofree char *caption = g_strdup_printf("%s: %s", entity->element, entity->meaning);
  g_autofree char *summary = g_strdup_printf("%s %u %s, %u graded D.", caption, n, n == 1 ? "value" : "values", weak);
  cd_page_raw(section.page, "<details>");
  cd_page_element(section.page, "summary", NULL, summary);
  cd_page_table_open(section.page, caption);
  cd_page_head_row(section.page, "Path");
  cd_page_head(section.page, "Value", false);
  cd_page_head(section.page, "Unit", false);
  cd_page_head(section.page, "Source", false);
  cd_page_head(section.page, "Grade", false);
  cd_page_raw(section.page, "</thead>\n");
  for (guint i = 0; i < all->len; i++) {
    const CdAssumption *it = g_ptr_array_index(all, i);
    if (it->kind != kind)
      continue;
    cd_page_row(section.page, it->path);
    cd_page_text_cell(section.page, it->words);
    cd_page_text_cell(section.page, cd_unit_text(it->field->unit));
    cd_page_text_cell(section.page, it->source);
    cd_grade_cell(section, it->value->grade);
  }
  cd_page_table_close(section.page);
  cd_page_raw(section.page, "</details>\n");
}

static void sources_table(CdSection section)
{
  const CdScenario *scenario = section.results->scenario;
  cd_page_table_open(section.page, "Sources");
  cd_page_head_row(section.page, "Source");
  cd_page_head(section.page, "What it is", false);
  cd_page_head(section.page, "Date", false);
  cd_page_raw(section.page, "</thead>\n");
  for (guint i = 0; i < scenario->table[CD_ENTITY_SOURCE].n; i++) {
    const CdSourceSpec *source = cd_scenario_source(scenario, i);
    cd_page_row(section.page, source->head.id);
    cd_page_cell_open(section.page, false);
    if (source->href)
      cd_page_link(section.page, source->href, source->title);
    else
      cd_html_escape(section.page->out, source->title);
    cd_page_cell_close(section.page);
    cd_page_text_cell(section.page, source->date ? source->date : "");
  }
  cd_page_table_close(section.page);
}

void cd_section_assumptions(CdSection section)
{
  g_autoptr(GPtrArray) all = cd_assumptions(section.results->scenario);
  g_autofree char *line = cd_assumptions_sentence(all);
  cd_page_paragraph(section.page, line);
  cd_page_paragraph(section.page,
                    "Grades: A a source paper, official statistic or notice; Am an official statistic "
                    "recalled and not re-checked; B peer-reviewed; C grey "
                    "literature; D assumption. Money is at base-year prices. A path is what --set takes.");
  cd_register_table(section);
  cd_choices_table(section);
  cd_page_element(section.page, "h3", NULL, "Every number");
  for (int kind = 0; kind < CD_ENTITY_COUNT; kind++)
    kind_table(section, all, (CdEntityKind)kind);
  sources_table(section);
}

static void set_table(CdSection section)
{
  g_autoptr(GPtrArray) all = cd_settings(section.results->scenario);
  const char *caution = cd_settings_caution(section.results->scenario);
  if (all->len == 0)
    return;
  cd_page_table_open(section.page, "Values that were set for this run");
  cd_page_head_row(section.page, "Path");
  cd_page_head(section.page, "Value", false);
  cd_page_head(section.page, "Unit", false);
  cd_page_head(section.page, "Set by", false);
  cd_page_raw(section.page, "</thead>\n");
  for (guint i = 0; i < all->len; i++) {
    const CdRunSetting *it = g_ptr_array_index(all, i);
    cd_page_row(section.page, it->path);
    cd_page_text_cell(section.page, it->words);
    cd_page_text_cell(section.page, it->unit);
    cd_page_text_cell(section.page, it->by);
  }
  cd_page_table_close(section.page);
  if (caution)
    cd_page_paragraph(section.page, caution);
}

char *cd_reproduce_command(const CdResults *results)
{
  return g_strdup_printf("concordat run scenario.xml --replicates %u --seed %" G_GUINT64_FORMAT "%s", results->replicates,
                         results->seed, cd_alternatives_left_out(results) ? " --no-alternatives" : "");
}

void cd_section_reproduce(CdSection section)
{
  const CdResults *results = section.results;
  const CdScenario *scenario = results->scenario;
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, results->seed);
  g_autofree char *replicates = g_strdup_printf("%u", results->replicates);
  g_autofree char *command = cd_reproduce_command(results);
  cd_page_paragraph(section.page, "The same version on the same kind of processor gives the same bytes, with "
                                  "any number of jobs. scenario.xml beside this page holds every "
                                  "value that was used, settings of the command line and of sheets included.");
  cd_page_raw(section.page, "<dl>\n");
  cd_page_fact(section.page, "Command", command);
  g_autofree char *version = g_strconcat("concordat ", results->version, NULL);
  cd_page_fact(section.page, "Version", version);
  cd_page_fact(section.page, "Scenario", scenario->id);
  for (char **file = scenario->file; file && *file; file++) {
    g_autofree char *name = g_path_get_basename(*file); /* where it stood is nobody's business but its author's */
    cd_page_fact(section.page, file == scenario->file ? "File" : "Included file", name);
  }
  cd_page_fact(section.page, "SHA-256 of scenario.xml, beside this page", scenario->sha256);
  cd_page_fact(section.page, "Seed", seed);
  cd_page_fact(section.page, "Replicates (sets of assumptions; each runs twice)", replicates);
  cd_page_raw(section.page, "</dl>\n");
  set_table(section);
}
