#include <string.h>

#include "sim/scenario/resolve.h"
#include "sim/base/suggest.h"

/* One id in the text of a reference or a list of them. */
typedef struct {
  const CdField *field;
  const CdGiven *given;
  gsize offset;
  const char *id;
} Name;

static CdSpan span_of(const CdResolve *resolve, const Name *name)
{
  return cd_given_part(resolve->complaints, name->given, name->offset, strlen(name->id));
}

static void complain_of_unknown(const CdResolve *resolve, const Name *name)
{
  CdEntityKind target = name->field->target;
  if (resolve->draft->unsure[target] || cd_complaints_skip(resolve->complaints))
    return;
  g_autoptr(GPtrArray) known = cd_draft_ids(resolve->draft, target, -1);
  g_autofree char *hint = cd_suggestion(name->id, known);
  g_autofree char *quoted = cd_quoted(name->id);
  cd_complain(resolve->complaints, CD_COMPLAINT_UNKNOWN_REFERENCE, span_of(resolve, name), hint, "unknown %s %s",
              cd_entity(target)->element, quoted);
}

static int find(const CdResolve *resolve, const Name *name)
{
  g_assert(cd_entity(name->field->target)->parent == CD_ENTITY_CONCORDAT); /* so that an id alone names it */
  int row = cd_draft_find(resolve->draft, name->field->target, -1, name->id);
  if (row < 0)
    complain_of_unknown(resolve, name);
  return row;
}

static bool holds(const GArray *rows, guint row)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index(rows, guint, i) == row)
      return true;
  return false;
}

static void add_reference(const CdResolve *resolve, const Name *name, GArray *rows)
{
  int found = find(resolve, name);
  guint row = (guint)found;
  if (found < 0)
    return;
  if (!holds(rows, row)) {
    g_array_append_val(rows, row);
    return;
  }
  if (cd_complaints_skip(resolve->complaints))
    return;
  g_autofree char *quoted = cd_quoted(name->id);
  cd_complain(resolve->complaints, CD_COMPLAINT_REPEATED_REFERENCE, span_of(resolve, name), NULL, "%s names %s twice",
              name->field->name, quoted);
}

static void keep_list(const CdResolve *resolve, CdRefs *refs, const GArray *rows)
{
  if (rows->len == 0)
    return;
  gpointer block = g_memdup2(rows->data, rows->len * sizeof(guint));
  g_ptr_array_add(resolve->scenario->blocks, block);
  *refs = (CdRefs){rows->len, block};
}

static void read_list(const CdResolve *resolve, CdRefs *refs, const CdField *field, const CdGiven *given)
{
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(guint));
  guint named = 0;
  /* A list longer than there can be targets has been complained of by then. */
  for (const char *p = given->text; *p && named <= cd_draft_limit(field->target);) {
    gsize length = strcspn(p, " \t\r\n");
    if (length > 0) {
      g_autofree char *id = g_strndup(p, length);
      add_reference(resolve, &(Name){field, given, (gsize)(p - given->text), id}, rows);
      named++;
    }
    p += MAX(length, 1);
  }
  if (named == 0 && field->need == CD_REQUIRED)
    cd_complain(resolve->complaints, CD_COMPLAINT_EMPTY_LIST, given->span, NULL, "%s names nothing", field->name);
  keep_list(resolve, refs, rows);
}

static void read_reference(const CdResolve *resolve, const CdDraftEntity *entity, CdSpecHead *head,
                           const CdField *field, const CdDraftField *given)
{
  (void)entity;
  if (!given->value.text)
    return;
  if (field->kind == CD_FIELD_REF)
    *(int *)cd_field_slot(head, field) = find(resolve, &(Name){field, &given->value, 0, given->value.text});
  else if (field->kind == CD_FIELD_REFS)
    read_list(resolve, cd_field_slot(head, field), field, &given->value);
}

void cd_resolve_references(const CdResolve *resolve)
{
  cd_resolve_each(resolve, read_reference);
}
