#include "concordat/report.h"

#include <math.h>
#include "sim/report/assumption.h"
#include "sim/report/csv.h"
#include "sim/report/evidence-json.h"
#include "sim/report/evidence-words.h"
#include "sim/report/influence-words.h"
#include "sim/report/input.h"
#include "sim/report/run-json.h"
#include "sim/report/screen.h"

/* As it was named, for commands that can be pasted. */
static const char *file_of(const CdResults *results)
{
  char **file = results->scenario->file;
  return file && file[0] ? file[0] : CD_SCENARIO_BESIDE;
}

static void write_conclusion(CdScreen *screen, const CdResults *results, const CdConclusion *it)
{
  g_autofree char *title = cd_conclusion_title(results, it), *found = cd_conclusion_found(results, it),
                  *sentence = cd_conclusion_sentence(results, it),
                  *command = cd_conclusion_command(results, it, file_of(results)),
                  *heading = g_strdup_printf("%s: %s", cd_conclusion_kind_text(it->kind), title);
  cd_screen_heading(screen, heading);
  cd_screen_paragraph(screen, found, "  ", "  ");
  cd_screen_paragraph(screen, sentence, "  ", "  ");
  for (guint i = 0; i < it->n; i++) {
    const CdAccordInput *input = cd_influence_input(results, &it->influence[i]);
    g_autofree char *told = cd_conclusion_input(results, &it->influence[i]),
                    *words = cd_dist_words(&cd_input_value(results->scenario, input)->dist),
                    *line = g_strdup_printf("%s: %s (%s)", told, words, input->path);
    cd_screen_paragraph(screen, line, "  - ", "    ");
  }
  if (command)
    cd_screen_paragraph(screen, command, "  ", "      ");
}

char *cd_evidence_text(const CdResults *results, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  g_autofree char *effort = cd_effort_text(results), *all = cd_evidence_sentence(results),
                  *title = g_strdup_printf("%s (%s): what each conclusion rests on, from %s; seed %" G_GUINT64_FORMAT,
                                           results->scenario->label, results->scenario->id, effort, results->seed);
  cd_screen_paragraph(&screen, title, "", "  ");
  cd_screen_paragraph(&screen, all, "", "  ");
  cd_screen_paragraph(&screen, cd_evidence_note(), "", "  ");
  for (guint c = 0; c < results->evidence->n; c++)
    write_conclusion(&screen, results, &results->evidence->conclusion[c]);
  return g_string_free(screen.out, FALSE);
}

char *cd_evidence_json(const CdResults *results)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_put_run(&json, results);
  cd_json_put_evidence(&json, results);
  cd_json_close_object(&json);
  return g_string_free(out, FALSE);
}

static void put_row(CdCsv *csv, const CdResults *results, const CdConclusion *it, const CdInfluence *influence)
{
  g_autofree char *title = cd_conclusion_title(results, it), *found = cd_conclusion_found(results, it);
  const CdAccordInput *input = influence ? cd_influence_input(results, influence) : NULL;
  const CdValue *value = input ? cd_input_value(results->scenario, input) : NULL;
  g_autofree char *words = value ? cd_dist_words(&value->dist) : NULL;
  cd_csv_text(csv, cd_conclusion_kind_text(it->kind));
  cd_csv_text(csv, cd_conclusion_id(results, it));
  cd_csv_text(csv, title);
  cd_csv_text(csv, found);
  cd_csv_integer(csv, it->n_told);
  cd_csv_text(csv, input ? input->path : NULL);
  cd_csv_text(csv, words);
  cd_csv_text(csv, value ? value->grade : NULL);
  cd_csv_text(csv, value ? value->source : NULL);
  cd_csv_number(csv, influence ? influence->share : NAN);
  cd_csv_text(csv, influence ? cd_reversal_text(influence->reversal) : NULL);
  cd_csv_text(csv, cd_conclusion_is_weak(results, it) ? "yes" : "no");
  cd_csv_end_row(csv);
}

char *cd_evidence_csv(const CdResults *results)
{
  static const char *const heads[] = {"kind",  "id",     "conclusion", "found",    "told", "path", "value",
                                      "grade", "source", "share",      "reverses", "weak", NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint c = 0; c < results->evidence->n; c++) {
    const CdConclusion *it = &results->evidence->conclusion[c];
    for (guint i = 0; i < MAX(it->n, 1); i++)
      put_row(&csv, results, it, it->n > 0 ? &it->influence[i] : NULL);
  }
  return g_string_free(csv.out, FALSE);
}
