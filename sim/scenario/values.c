#include <string.h>

#include "sim/base/hash.h"
#include "sim/scenario/markup.h"
#include "sim/scenario/names.h"
#include "sim/scenario/resolve.h"
#include "sim/base/suggest.h"

static char *missing_hint(const CdField *field)
{
  if (field->kind != CD_FIELD_NUMBER)
    return g_strdup(field->meaning);
  g_autofree char *low = cd_decimal_text(field->low), *high = cd_decimal_text(field->high);
  return g_strdup_printf("%s (%s, %s to %s)", field->meaning, cd_unit_text(field->unit), low, high);
}

static void complain_of_missing(const CdResolve *resolve, const CdDraftEntity *entity, const CdField *field,
                                const CdDraftField *given)
{
  if (field->need != CD_REQUIRED || entity->misread)
    return;
  g_autofree char *hint = missing_hint(field);
  g_autofree char *path = cd_draft_path(resolve->draft, entity);
  if (given->is_setting)
    cd_complain(resolve->complaints, CD_COMPLAINT_SETTING_EMPTY, given->value.span, hint,
                "the value is empty, and %s has no default %s", path, field->name);
  else
    cd_complain(resolve->complaints, CD_COMPLAINT_MISSING_ATTRIBUTE, entity->tag, hint, "%s has no %s", path,
                field->name);
}

/* How far the word or number at TEXT goes: what the caret stands under. */
static gsize token_length(const char *text)
{
  gsize length = 0;
  while (g_ascii_isalnum(text[length]) || (text[length] && strchr("+-._", text[length])))
    length++;
  if (length > 0 || text[0] == '\0')
    return length;
  return (gsize)(g_utf8_next_char(text) - text);
}

static void read_number(const CdResolve *resolve, CdValue *value, const CdField *field, const CdDraftField *given)
{
  const char *text = given->value.text;
  CdValueProblem problem = {0};
  CdDist dist;
  if (!cd_dist_parse(text, field->low, field->high, &dist, &problem)) {
    gsize offset = MIN(problem.offset, strlen(text));
    g_autofree char *meaning = g_strdup_printf("unit: %s. %s", cd_unit_text(field->unit), field->meaning);
    cd_complain(resolve->complaints, CD_COMPLAINT_NUMBER,
                cd_given_part(resolve->complaints, &given->value, offset, token_length(text + offset)),
                *problem.hint ? problem.hint : meaning, "%s: %s", field->name, problem.message);
    return;
  }
  const CdGiven *draw_as = &given->common[CD_COMMON_DRAW_AS];
  *value = (CdValue){.dist = dist, .place = cd_place_of(resolve->complaints, given->value.span)};
  if (draw_as->text) {
    value->draw_as = g_string_chunk_insert_const(resolve->scenario->text, draw_as->text);
    value->draw_key = cd_hash_text(draw_as->text);
  }
}

static void read_choice(const CdResolve *resolve, int *choice, const CdField *field, const CdGiven *given)
{
  const char *const *allowed = cd_choices[field->choices];
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (int i = 0; allowed[i]; i++) {
    if (g_str_equal(allowed[i], given->text)) {
      *choice = i;
      return;
    }
    g_ptr_array_add(names, (gpointer)allowed[i]);
  }
  g_autofree char *hint = cd_suggestion(given->text, names);
  g_autofree char *quoted = cd_quoted(given->text);
  cd_complain(resolve->complaints, CD_COMPLAINT_CHOICE, given->span, hint, "unknown %s %s", field->name, quoted);
}

static void read_month(const CdResolve *resolve, int *month, const CdField *field, const CdGiven *given)
{
  *month = cd_month_parse(given->text);
  if (*month >= 0)
    return;
  g_autofree char *quoted = cd_quoted(given->text);
  cd_complain(resolve->complaints, CD_COMPLAINT_MONTH, given->span, "write it as 2021-04", "%s: %s is no month",
              field->name, quoted);
}

static void read_text(const CdResolve *resolve, const char **text, const CdField *field, const CdGiven *given)
{
  *text = g_string_chunk_insert_const(resolve->scenario->text, given->text);
  if (cd_is_blank(given->text))
    cd_complain(resolve->complaints, CD_COMPLAINT_BLANK, given->span, NULL, "%s is blank", field->name);
}

static void read_field(const CdResolve *resolve, const CdDraftEntity *entity, CdSpecHead *head, const CdField *field,
                       const CdDraftField *given)
{
  void *slot = cd_field_slot(head, field);
  if (!given->value.text) {
    complain_of_missing(resolve, entity, field, given);
    return;
  }
  switch (field->kind) {
  case CD_FIELD_NUMBER:
    read_number(resolve, slot, field, given);
    break;
  case CD_FIELD_CHOICE:
    read_choice(resolve, slot, field, &given->value);
    break;
  case CD_FIELD_MONTH:
    read_month(resolve, slot, field, &given->value);
    break;
  case CD_FIELD_TEXT:
    read_text(resolve, slot, field, &given->value);
    break;
  case CD_FIELD_REF:
  case CD_FIELD_REFS:
    break;
  }
}

void cd_resolve_values(const CdResolve *resolve)
{
  cd_resolve_each(resolve, read_field);
}
