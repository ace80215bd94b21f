#include "sim/report/brief.h"

#include <string.h>
#include "sim/report/columns.h"

#define WORD_MOST 15u /* columns that may stay empty for the sake of a whole word */

static guint columns_of(const char *from, const char *to)
{
  g_autofree char *piece = g_strndup(from, (gsize)(to - from));
  return cd_text_columns(piece);
}

char *cd_brief_text(const char *text, guint width)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  if (cd_text_columns(valid) <= width && g_utf8_strlen(valid, -1) <= (glong)(4 * width))
    return g_steal_pointer(&valid);
  const char *at = valid, *word = NULL;
  /* What combines has no column: so many characters of it that they are a text of their own are cut all the same. */
  for (glong n = 0; *at && n < (glong)(4 * width); n++) {
    const char *next = g_utf8_next_char(at);
    if (columns_of(valid, next) >= width)
      break;
    word = g_unichar_isspace(g_utf8_get_char(at)) ? at : word;
    at = next;
  }
  const char *end = word && columns_of(word, at) <= WORD_MOST ? word : at;
  g_autofree char *kept = g_strndup(valid, (gsize)(end - valid));
  return g_strconcat(kept, "…", NULL);
}

/* Whether another row's label, cut, is CUT too. */
static bool is_taken(const CdTable *given, guint row, const char *cut, guint width)
{
  for (guint i = 0; i < given->n; i++) {
    const CdSpecHead *other = (const void *)((const char *)given->rows + i * given->size);
    g_autofree char *its = cd_brief_text(other->label, width);
    if (i != row && strcmp(its, cut) == 0)
      return true;
  }
  return false;
}

/* Of many, each has less room. */
static guint width_of_labels(guint n)
{
  return CLAMP(CD_BRIEF_LABELS / MAX(n, 1), CD_BRIEF_LABEL_LEAST, CD_BRIEF_LABEL);
}

/* Rows of its own for a table, once. */
static void own(CdBrief *brief, CdTable *table, const CdTable *given)
{
  if (table->rows != given->rows)
    return;
  table->rows = g_memdup2(given->rows, table->n * table->size);
  g_ptr_array_add(brief->rows, table->rows);
  brief->is_cut = true;
}

static void cut_labels(CdBrief *brief, CdTable *table, const CdTable *given, guint width)
{
  for (guint i = 0; i < table->n; i++) {
    const CdSpecHead *whole = (const void *)((const char *)given->rows + i * given->size);
    g_autofree char *cut = cd_brief_text(whole->label, width);
    if (strcmp(cut, whole->label) == 0)
      continue;
    g_autofree char *number = g_strdup_printf(" (%u)", i + 1),
                    *shorter = cd_brief_text(whole->label, width - (guint)strlen(number)),
                    *numbered = g_strconcat(shorter, number, NULL);
    own(brief, table, given);
    CdSpecHead *row = (void *)((char *)table->rows + i * table->size);
    row->label = g_string_chunk_insert(brief->text, is_taken(given, i, cut, width) ? numbered : cut);
  }
}

static const char *cut_text(CdBrief *brief, const char *text, guint width)
{
  if (!text)
    return NULL;
  g_autofree char *cut = cd_brief_text(text, width);
  brief->is_cut = brief->is_cut || strcmp(cut, text) != 0;
  return g_string_chunk_insert(brief->text, cut);
}

CdBrief *cd_brief_new(const CdResults *results)
{
  static const CdEntityKind told[] = {CD_ENTITY_AREA, CD_ENTITY_COUNCIL, CD_ENTITY_FUNDER, CD_ENTITY_STRUCTURE};
  CdBrief *brief = g_new0(CdBrief, 1);
  const CdScenario *given = results->scenario;
  brief->results = *results;
  brief->scenario = *given;
  brief->results.scenario = &brief->scenario;
  brief->rows = g_ptr_array_new_with_free_func(g_free);
  brief->text = g_string_chunk_new(1024);
  for (guint k = 0; k < G_N_ELEMENTS(told); k++)
    cut_labels(brief, &brief->scenario.table[told[k]], &given->table[told[k]], width_of_labels(given->table[told[k]].n));
  brief->scenario.label = (char *)cut_text(brief, given->label, CD_BRIEF_TITLE);
  const CdConcordatSpec *root = cd_scenario_concordat(given, 0);
  const char *question = cut_text(brief, root->question, CD_BRIEF_QUESTION),
             *caution = cut_text(brief, root->illustration, CD_BRIEF_CAUTION);
  bool is_cut = brief->is_cut;
  own(brief, &brief->scenario.table[CD_ENTITY_CONCORDAT], &given->table[CD_ENTITY_CONCORDAT]);
  brief->is_cut = is_cut;
  CdConcordatSpec *cut = cd_scenario_concordat(&brief->scenario, 0);
  cut->question = question;
  cut->illustration = caution;
  return brief;
}

void cd_brief_free(CdBrief *brief)
{
  g_ptr_array_unref(brief->rows);
  g_string_chunk_free(brief->text);
  g_free(brief);
}
