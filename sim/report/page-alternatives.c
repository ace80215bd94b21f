#include <math.h>
#include "sim/report/alternatives-words.h"
#include "sim/report/page.h"

#define TOLD_MOST 6u

static void finding_cell(CdSection section, const CdMetric *metric, const CdDifference *difference)
{
  CdFigureKind kind = cd_figure_kind(metric->unit);
  g_autofree char *range = cd_figure_range(kind, difference->d.low, difference->d.high, true),
                  *verdict = cd_finding_note(metric, difference);
  g_autofree char *note = g_strdup_printf("%s; %s", range, verdict);
  cd_page_cell_open(section.page, true);
  cd_page_change(section.page, kind, difference->d.mean);
  cd_page_note(section.page, note);
  cd_page_cell_close(section.page);
}

static void shift_cell(CdSection section, const CdMetric *metric, const CdDifference *shift)
{
  CdFigureKind kind = cd_figure_kind(metric->unit);
  g_autofree char *range = cd_figure_range(kind, shift->d.low, shift->d.high, true);
  cd_page_cell_open(section.page, true);
  cd_page_change(section.page, kind, shift->d.mean);
  cd_page_note(section.page, shift->verdict == CD_VERDICT_NONE ? "no difference that matters" : range);
  cd_page_cell_close(section.page);
}

static void row(CdSection section, guint i)
{
  const CdAlternative *it = &section.results->alternatives->alternative[i];
  const CdMetric *cost = cd_metric(cd_question_metric[0]), *second = cd_metric(cd_question_metric[1]);
  g_autofree char *word = cd_alternative_word(section.results, i);
  g_autofree char *note = g_strdup_printf("instead of %s: %s; %u sets of assumptions", it->stated, word, it->replicates);
  cd_page_noted_row(section.page, it->path, note);
  finding_cell(section, cost, &it->answer[0].other);
  shift_cell(section, cost, &it->answer[0].shift);
  finding_cell(section, second, &it->answer[1].other);
  shift_cell(section, second, &it->answer[1].shift);
  g_autofree char *changes = cd_alternative_changes_text(it);
  cd_page_text_cell(section.page, changes);
  cd_grade_cell(section, it->field->grade);
}

/* Of all that it changes: rows with most come first. */
static CdAlternativeChange most_of(const CdAlternative *it)
{
  CdAlternativeChange most = CD_ALTERNATIVE_STAYS;
  for (guint m = 0; m < cd_question_metrics; m++)
    most = MAX(most, it->answer[m].change);
  return most;
}

static char *caption_of(const CdResults *results)
{
  const CdAlternatives *all = results->alternatives;
  return g_strdup_printf("Changed choices: the answer with one choice of model or market changed, “%s” against “%s”",
                         cd_option_label(results, all->pair.a), cd_option_label(results, all->pair.b));
}

/* Whether it moves anything that was asked about by more than matters. */
static bool shifts(const CdAlternative *it)
{
  bool any = false;
  for (guint m = 0; it->answer && m < cd_question_metrics; m++)
    any = any || (it->answer[m].shift.verdict != CD_VERDICT_NONE && it->answer[m].shift.verdict != CD_VERDICT_UNDEFINED);
  return any;
}

static bool any_shifts(const CdAlternatives *all)
{
  bool any = false;
  for (guint i = 0; i < all->n; i++)
    any = any || shifts(&all->alternative[i]);
  return any;
}

static void write_table(CdSection section)
{
  const CdAlternatives *all = section.results->alternatives;
  g_autofree char *caption = caption_of(section.results);
  g_autofree char *second = g_strdup_printf("%s with the other word", cd_metric(cd_question_metric[1])->label);
  cd_page_table_open(section.page, caption);
  cd_page_head_row(section.page, "Choice");
  cd_page_head(section.page, "Yearly cost with the other word", true);
  cd_page_head(section.page, "Shift", true);
  cd_page_head(section.page, second, true);
  cd_page_head(section.page, "Shift", true);
  cd_page_head(section.page, "Sign or verdict changed", false);
  cd_page_head(section.page, "Grade", false);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (int change = CD_ALTERNATIVE_SIGN; change >= CD_ALTERNATIVE_STAYS; change--)
    for (guint i = 0; i < all->n; i++)
      if (shifts(&all->alternative[i]) && most_of(&all->alternative[i]) == (CdAlternativeChange)change &&
          cd_alternative_first_alike(all, i) == i)
        row(section, i);
  cd_page_table_close(section.page);
}

static void write_others(CdSection section)
{
  const CdAlternatives *all = section.results->alternatives;
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < all->n; i++)
    if (all->alternative[i].answer && !shifts(&all->alternative[i]))
      g_string_append_printf(
          out, "%s%s", out->len ? ", " : "Tried, too, and of no difference that matters: ", all->alternative[i].setting);
  if (out->len)
    cd_page_paragraph(section.page, g_string_append_c(out, '.')->str);
}

static void write_refusals(CdSection section)
{
  const CdAlternatives *all = section.results->alternatives;
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < all->n; i++)
    if (all->alternative[i].refusal)
      g_string_append_printf(out, "%s%s (%s)", out->len ? "; " : "This scenario cannot be run with ",
                             all->alternative[i].setting, all->alternative[i].refusal);
  if (out->len)
    cd_page_paragraph(section.page, g_string_append_c(out, '.')->str);
}

void cd_alternatives_part(CdSection section)
{
  g_autofree char *sentence = cd_alternatives_sentence(section.results, TOLD_MOST);
  if (!section.results->alternatives) {
    if (cd_alternatives_left_out(section.results))
      cd_page_paragraph(section.page, "Choices of model and market were not rerun.");
    return;
  }
  if (sentence) {
    g_autofree char *making = cd_alternatives_making(section.results);
    cd_page_paragraph(section.page, sentence);
    if (any_shifts(section.results->alternatives))
      write_table(section);
    write_others(section);
    cd_page_paragraph(section.page, making);
  }
  write_refusals(section);
}

static char *others_text(const CdScenario *scenario, const CdField *field, int stated)
{
  bool refers = field->kind == CD_FIELD_REF;
  guint n = refers ? scenario->table[field->target].n : g_strv_length((char **)cd_choices[field->choices]);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < n; i++)
    if ((int)i != stated)
      g_string_append_printf(out, "%s%s", out->len ? ", " : "",
                             refers ? cd_scenario_row(scenario, field->target, i)->id : cd_choices[field->choices][i]);
  return g_string_free(out, FALSE);
}

static void choice_row(CdSection section, CdEntityKind kind, const CdField *field)
{
  const CdScenario *scenario = section.results->scenario;
  int stated = *(const int *)cd_field_of(cd_scenario_row(scenario, kind, 0), field);
  g_autofree char *element = cd_scenario_path(scenario, kind, 0),
                  *path = g_strdup_printf("%s/%s", element, field->name), *others = others_text(scenario, field, stated);
  cd_page_noted_row(section.page, path, field->meaning);
  cd_page_text_cell(section.page, stated < 0 ? ""
                                  : field->kind == CD_FIELD_REF
                                      ? cd_scenario_row(scenario, field->target, (guint)stated)->id
                                      : cd_choices[field->choices][stated]);
  cd_page_text_cell(section.page, others);
  cd_page_text_cell(section.page, field->is_judged ? field->source : "the scenario's");
  if (field->is_judged)
    cd_grade_cell(section, field->grade);
  else
    cd_page_text_cell(section.page, "acts on no option's cost; not rerun");
}

static bool is_told(const CdField *field)
{
  return field->is_judged || field->kind == CD_FIELD_CHOICE;
}

void cd_choices_table(CdSection section)
{
  const CdScenario *scenario = section.results->scenario;
  cd_page_table_open(section.page, "Choices of model and market: one word each, for all options");
  cd_page_head_row(section.page, "Path");
  cd_page_head(section.page, "Word", false);
  cd_page_head(section.page, "Other words", false);
  cd_page_head(section.page, "Source", false);
  cd_page_head(section.page, "Grade", false);
  cd_page_raw(section.page, "</tr></thead>\n");
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint f = 0; entity->count != CD_MANY && scenario->table[k].n > 0 && f < entity->n_fields; f++)
      if (is_told(&entity->field[f]))
        choice_row(section, (CdEntityKind)k, &entity->field[f]);
  }
  cd_page_table_close(section.page);
}
