#include <string.h>

#include "sim/scenario/markup.h"
#include "sim/scenario/names.h"
#include "sim/scenario/resolve.h"
#include "sim/base/suggest.h"

/* What the registry calls a figure that nobody could have measured: a base year, a horizon. */
#define BY_CONSTRUCTION "by construction"

static const char *const grades[] = {"A", "Am", "B", "C", "D", NULL};

static void check_source(const CdResolve *resolve, const CdGiven *source, const CdField *field)
{
  if (cd_source_setting(source->text) || (field && g_str_equal(source->text, CD_SOURCE_DEFAULT)) ||
      cd_draft_find(resolve->draft, CD_ENTITY_SOURCE, -1, source->text) >= 0)
    return;
  if (resolve->draft->unsure[CD_ENTITY_SOURCE] || cd_complaints_skip(resolve->complaints))
    return;
  g_autoptr(GPtrArray) known = cd_draft_ids(resolve->draft, CD_ENTITY_SOURCE, -1);
  g_autofree char *hint = cd_suggestion(source->text, known);
  g_autofree char *quoted = cd_quoted(source->text);
  cd_complain(resolve->complaints, CD_COMPLAINT_UNKNOWN_REFERENCE, source->span, hint, "unknown source %s", quoted);
}

static void check_grade(const CdResolve *resolve, const CdGiven *grade)
{
  if (g_strv_contains(grades, grade->text))
    return;
  g_autofree char *quoted = cd_quoted(grade->text);
  cd_complain(resolve->complaints, CD_COMPLAINT_GRADE, grade->span, "allowed: A, Am, B, C, D", "unknown grade %s",
              quoted);
}

static void check_draw_as(const CdResolve *resolve, const CdGiven *draw_as)
{
  gsize bad = 0;
  if (cd_id_is_fit(draw_as->text, &bad))
    return;
  g_autofree char *quoted = cd_quoted(draw_as->text);
  cd_complain(resolve->complaints, CD_COMPLAINT_BAD_ID, draw_as->span,
              "a small letter, then small letters, digits and hyphens", "%s is no name to draw by", quoted);
}

/* COMMON of an entity, or of its number FIELD. */
static void check_common(const CdResolve *resolve, const CdGiven *common, const CdField *field)
{
  if (common[CD_COMMON_SOURCE].text)
    check_source(resolve, &common[CD_COMMON_SOURCE], field);
  if (common[CD_COMMON_GRADE].text)
    check_grade(resolve, &common[CD_COMMON_GRADE]);
  if (common[CD_COMMON_DRAW_AS].text)
    check_draw_as(resolve, &common[CD_COMMON_DRAW_AS]);
  if (common[CD_COMMON_LABEL].text && cd_is_blank(common[CD_COMMON_LABEL].text))
    cd_complain(resolve->complaints, CD_COMPLAINT_BLANK, common[CD_COMMON_LABEL].span, NULL, "the label is blank");
}

static bool is_given(const CdField *field, const CdDraftField *given)
{
  return field->kind == CD_FIELD_NUMBER && given->value.text;
}

/* A number that lacks COMMON though it needs it. */
static bool lacks(const CdResolve *resolve, const CdDraftEntity *entity, const CdField *field, CdCommon common)
{
  const CdDraftField *given = &entity->field[cd_field_index(cd_entity(entity->kind), field)];
  const char *source = given->common[CD_COMMON_SOURCE].text;
  if (!is_given(field, given) || (field->source && g_str_equal(field->source, BY_CONSTRUCTION)))
    return false;
  if (common == CD_COMMON_GRADE && source && g_str_equal(source, CD_SOURCE_DEFAULT))
    return false;
  return !cd_draft_inherited(resolve->draft, entity, given, common);
}

typedef enum { LACKS_NOTHING = 0, LACKS_SOURCE = 1, LACKS_GRADE = 2, LACKS_BOTH = 3 } Lack; /* bits */

static Lack lack_of(const CdResolve *resolve, const CdDraftEntity *entity, const CdField *field)
{
  return (lacks(resolve, entity, field, CD_COMMON_SOURCE) ? LACKS_SOURCE : LACKS_NOTHING) |
         (lacks(resolve, entity, field, CD_COMMON_GRADE) ? LACKS_GRADE : LACKS_NOTHING);
}

/* One complaint an entity, about the first number that lacks just this and how many more do. */
static void complain_of_lack(const CdResolve *resolve, const CdDraftEntity *entity, Lack lack)
{
  static const char *const what[] = {"", "source", "grade", "source and no grade"};
  static const char *const how[] = {"", "source=", "grade=", "source= and grade="};
  const CdEntity *kind = cd_entity(entity->kind);
  const CdField *first = NULL;
  guint n = 0;
  for (guint f = 0; f < kind->n_fields; f++)
    if (lack_of(resolve, entity, &kind->field[f]) == lack) {
      first = first ? first : &kind->field[f];
      n++;
    }
  if (!first)
    return;
  g_autofree char *path = cd_draft_path(resolve->draft, entity);
  g_autofree char *more = n > 1 ? g_strdup_printf(" (and %u more of its numbers)", n - 1) : g_strdup("");
  g_autofree char *hint = g_strdup_printf("add %s to it, to <%s> or to an element round that", how[lack], kind->element);
  cd_complain(resolve->complaints, lack == LACKS_GRADE ? CD_COMPLAINT_NO_GRADE : CD_COMPLAINT_NO_SOURCE,
              cd_field_span(entity, first), hint, "%s/%s%s has no %s", path, first->name, more, what[lack]);
}

static void check_entity(const CdResolve *resolve, const CdDraftEntity *entity)
{
  const CdEntity *kind = cd_entity(entity->kind);
  check_common(resolve, entity->common, NULL);
  for (guint f = 0; f < kind->n_fields; f++)
    if (entity->field[f].is_element || entity->field[f].set_by)
      check_common(resolve, entity->field[f].common, &kind->field[f]);
  for (Lack lack = LACKS_SOURCE; lack <= LACKS_BOTH; lack++)
    complain_of_lack(resolve, entity, lack);
}

/* A number that says it is the default must be it, so that what is written as such reads back as such. */
static void take_default(const CdResolve *resolve, CdValue *value, const CdField *field, const CdDraftField *given)
{
  const CdGiven *grade = &given->common[CD_COMMON_GRADE];
  CdValueProblem problem;
  CdDist dist;
  bool has_default =
      field->deflt && *field->deflt && cd_dist_parse(field->deflt, field->low, field->high, &dist, &problem);
  g_autofree char *stated = cd_dist_format(&value->dist);
  g_autofree char *deflt = has_default ? cd_dist_format(&dist) : g_strdup("");
  if (!g_str_equal(stated, deflt) || given->common[CD_COMMON_PRICE_YEAR].text ||
      (grade->text && !g_str_equal(grade->text, field->grade))) {
    g_autofree char *hint =
        has_default ? g_strdup_printf("the default is %s, grade %s, at base-year prices", field->deflt, field->grade)
                    : g_strdup("it has no default");
    cd_complain(resolve->complaints, CD_COMPLAINT_NOT_DEFAULT, given->value.span, hint, "%s is not the default",
                field->name);
    return;
  }
  value->source = field->source;
  value->grade = field->grade;
  value->is_default = true;
  value->place = (CdPlace){0, 0, 0};
}

static void give_provenance(const CdResolve *resolve, const CdDraftEntity *entity, CdSpecHead *head,
                            const CdField *field, const CdDraftField *given)
{
  if (!is_given(field, given))
    return;
  CdValue *value = cd_field_slot(head, field);
  const CdGiven *source = cd_draft_inherited(resolve->draft, entity, given, CD_COMMON_SOURCE);
  const CdGiven *grade = cd_draft_inherited(resolve->draft, entity, given, CD_COMMON_GRADE);
  if (value->dist.kind == CD_DIST_UNSET)
    return; /* it could not be read */
  if (source && g_str_equal(source->text, CD_SOURCE_DEFAULT)) {
    take_default(resolve, value, field, given);
    return;
  }
  value->source = source ? g_string_chunk_insert_const(resolve->scenario->text, source->text) : field->source;
  value->grade = grade ? g_string_chunk_insert_const(resolve->scenario->text, grade->text) : field->grade;
}

void cd_resolve_provenance(const CdResolve *resolve)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint i = 0; i < cd_draft_count(resolve->draft, (CdEntityKind)k); i++)
      check_entity(resolve, cd_draft_entity(resolve->draft, (CdEntityKind)k, i));
  cd_resolve_each(resolve, give_provenance);
}
