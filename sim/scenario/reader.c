#include "sim/scenario/reader.h"

#include <string.h>
#include "sim/scenario/include.h"
#include "sim/scenario/names.h"
#include "sim/base/suggest.h"

/* One file being read. */
typedef struct {
  CdReader *reader;
  const CdDocument *document;
  bool is_library;
  bool full[CD_ENTITY_COUNT]; /* complained of already */
} Reading;

static const char *name_of(const xmlNode *node)
{
  return (const char *)node->name;
}

static CdGiven given(const Reading *r, const xmlAttr *attribute, CdSpan *name)
{
  CdGiven given = {NULL, {0, 0, 0}};
  cd_document_attribute(r->document, attribute, name, &given.span);
  xmlChar *value = xmlNodeListGetString(r->document->tree, attribute->children, 1);
  given.text = g_string_chunk_insert(r->reader->draft->text, value ? (const char *)value : "");
  xmlFree(value);
  return given;
}

/* Whether an entity of KIND has an id: the root's is the scenario's. */
static bool takes_id(CdEntityKind kind)
{
  return cd_entity(kind)->count == CD_MANY || kind == CD_ENTITY_CONCORDAT;
}

static void complain_of_attribute(const Reading *r, const CdEntity *entity, CdSpan name, const char *text)
{
  if (cd_complaints_skip(r->reader->complaints))
    return;
  g_autoptr(GPtrArray) allowed = g_ptr_array_new();
  for (guint f = 0; f < entity->n_fields; f++)
    g_ptr_array_add(allowed, (gpointer)entity->field[f].name);
  for (int c = 0; c < CD_COMMON_COUNT; c++)
    if (c != CD_COMMON_ID || takes_id(entity->kind))
      g_ptr_array_add(allowed, (gpointer)cd_common((CdCommon)c)->name);
  g_autofree char *hint = cd_suggestion(text, allowed);
  g_autofree char *quoted = cd_quoted(text);
  cd_complain(r->reader->complaints, CD_COMPLAINT_UNKNOWN_ATTRIBUTE, name, hint, "<%s> has no attribute %s",
              entity->element, quoted);
}

static void read_attributes(const Reading *r, const xmlNode *node, CdDraftEntity *draft)
{
  const CdEntity *entity = cd_entity(draft->kind);
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
    if (attribute->ns)
      continue;
    const char *text = (const char *)attribute->name;
    CdSpan name;
    CdGiven value = given(r, attribute, &name);
    CdCommon common = cd_common_by_name(text);
    const CdField *field = cd_entity_field(entity, text);
    if (common != CD_COMMON_COUNT && (common != CD_COMMON_ID || takes_id(draft->kind)))
      draft->common[common] = value;
    else if (field)
      draft->field[cd_field_index(entity, field)].value = value;
    else if (draft->kind != CD_ENTITY_CONCORDAT || !g_str_equal(text, CD_ATTRIBUTE_FORMAT)) {
      draft->misread = true;
      complain_of_attribute(r, entity, name, text);
    }
  }
}

static void read_number_attribute(const Reading *r, const xmlAttr *attribute, const CdField *field, CdDraftField *draft)
{
  const char *text = (const char *)attribute->name;
  CdSpan name;
  CdGiven value = given(r, attribute, &name);
  CdCommon common = cd_common_by_name(text);
  if (g_str_equal(text, CD_ATTRIBUTE_VALUE)) {
    draft->value = value;
    return;
  }
  if (common != CD_COMMON_COUNT && cd_common(common)->on_numbers) {
    draft->common[common] = value;
    return;
  }
  if (cd_complaints_skip(r->reader->complaints))
    return;
  g_autoptr(GPtrArray) allowed = g_ptr_array_new();
  g_ptr_array_add(allowed, (gpointer)CD_ATTRIBUTE_VALUE);
  for (int c = 0; c < CD_COMMON_COUNT; c++)
    if (cd_common((CdCommon)c)->on_numbers)
      g_ptr_array_add(allowed, (gpointer)cd_common((CdCommon)c)->name);
  g_autofree char *hint = cd_suggestion(text, allowed);
  g_autofree char *quoted = cd_quoted(text);
  cd_complain(r->reader->complaints, CD_COMPLAINT_UNKNOWN_ATTRIBUTE, name, hint, "<%s> has no attribute %s",
              field->name, quoted);
}

static xmlNode *first_element(const xmlNode *node)
{
  xmlNode *child = node->children;
  while (child && child->type != XML_ELEMENT_NODE)
    child = child->next;
  return child;
}

static xmlNode *next_element(const xmlNode *node)
{
  xmlNode *next = node->next;
  while (next && next->type != XML_ELEMENT_NODE)
    next = next->next;
  return next;
}

static void read_number(const Reading *r, const xmlNode *node, const CdField *field, CdDraftEntity *parent)
{
  CdComplaints *complaints = r->reader->complaints;
  CdSpan tag = cd_document_tag(r->document, node);
  CdDraftField *draft = &parent->field[cd_field_index(cd_entity(parent->kind), field)];
  if (draft->value.text) {
    cd_complain(complaints, CD_COMPLAINT_GIVEN_TWICE, tag, NULL, "%s is given already, on line %u", field->name,
                cd_text_line(cd_complaints_text(complaints, draft->value.span.text), draft->value.span.offset));
    return;
  }
  draft->is_element = true;
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
    read_number_attribute(r, attribute, field, draft);
  if (!draft->value.text) {
    parent->misread = true;
    cd_complain(complaints, CD_COMPLAINT_MISSING_ATTRIBUTE, tag, NULL, "<%s> has no " CD_ATTRIBUTE_VALUE "=",
                field->name);
  }
  const xmlNode *child = first_element(node);
  if (child)
    cd_complain(complaints, CD_COMPLAINT_UNKNOWN_ELEMENT, cd_document_tag(r->document, child), NULL,
                "<%s> holds no elements", field->name);
}

static GPtrArray *allowed_children(const Reading *r, const CdEntity *entity)
{
  GPtrArray *allowed = g_ptr_array_new();
  for (guint f = 0; f < entity->n_fields; f++)
    if (entity->field[f].kind == CD_FIELD_NUMBER)
      g_ptr_array_add(allowed, (gpointer)entity->field[f].name);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    if (cd_entity_is_child((CdEntityKind)k, entity->kind))
      g_ptr_array_add(allowed, (gpointer)cd_entity((CdEntityKind)k)->element);
  if (entity->kind == CD_ENTITY_CONCORDAT && !r->is_library)
    g_ptr_array_add(allowed, (gpointer)CD_ELEMENT_INCLUDE);
  if (entity->kind == CD_ENTITY_CONCORDAT)
    g_ptr_array_add(allowed, (gpointer)CD_ELEMENT_SET);
  return allowed;
}

static void complain_of_element(const Reading *r, const xmlNode *node, const CdEntity *parent)
{
  CdComplaints *complaints = r->reader->complaints;
  if (cd_complaints_skip(complaints))
    return;
  CdSpan tag = cd_document_tag(r->document, node);
  CdEntityKind kind = cd_entity_by_name(name_of(node));
  const CdField *field = cd_entity_field(parent, name_of(node));
  if (field) {
    g_autofree char *hint = g_strdup_printf("write it as an attribute: <%s %s=\"...\">", parent->element, field->name);
    cd_complain(complaints, CD_COMPLAINT_UNKNOWN_ELEMENT, tag, hint, "%s is no element", field->name);
    return;
  }
  if (kind != CD_ENTITY_NONE && cd_entity(kind)->parent != CD_ENTITY_NONE) {
    r->reader->draft->unsure[kind] = true;
    cd_complain(complaints, CD_COMPLAINT_MISPLACED_ELEMENT, tag, NULL, "<%s> belongs inside <%s>, not inside <%s>",
                name_of(node), cd_entity(cd_entity(kind)->parent)->element, parent->element);
    return;
  }
  g_autoptr(GPtrArray) allowed = allowed_children(r, parent);
  const char *closest = cd_closest(name_of(node), allowed);
  if (closest && cd_entity_by_name(closest) != CD_ENTITY_NONE)
    r->reader->draft->unsure[cd_entity_by_name(closest)] = true;
  g_autofree char *hint = cd_suggestion(name_of(node), allowed);
  g_autofree char *quoted = cd_quoted(name_of(node));
  cd_complain(complaints, CD_COMPLAINT_UNKNOWN_ELEMENT, tag, hint, "<%s> holds no element %s", parent->element, quoted);
}

/* The id of the entity appended last, which others find it by. */
static bool check_id(const Reading *r, const CdDraftEntity *draft)
{
  CdComplaints *complaints = r->reader->complaints;
  const char *element = cd_entity(draft->kind)->element;
  const CdGiven *id = &draft->common[CD_COMMON_ID];
  gsize bad = 0;
  if (!takes_id(draft->kind))
    return true;
  if (!id->text)
    return draft->misread
               ? false
               : cd_complain(complaints, CD_COMPLAINT_MISSING_ID, draft->tag, NULL, "<%s> has no id=", element);
  g_autofree char *quoted = cd_quoted(id->text);
  if (!cd_id_fits_kind(draft->kind, id->text, &bad))
    return cd_complain(complaints, CD_COMPLAINT_BAD_ID,
                       *id->text ? cd_given_part(complaints, id, bad, strlen(id->text) - bad) : id->span,
                       draft->kind == CD_ENTITY_PRICE_INDEX ? "its year, in four digits"
                                                            : "a small letter, then small letters, digits and hyphens",
                       "%s is no id of <%s>", quoted, element);
  if (draft->kind == CD_ENTITY_SOURCE && g_str_equal(id->text, CD_SOURCE_DEFAULT))
    return cd_complain(complaints, CD_COMPLAINT_BAD_ID, id->span, NULL, "%s stands for the program's own figures",
                       quoted);
  if (!cd_draft_index(r->reader->draft, draft->kind))
    return cd_complain(complaints, CD_COMPLAINT_REPEATED_ID, id->span, "give each an id of its own",
                       "another <%s> has the id %s", element, quoted);
  return true;
}

static bool has_room(Reading *r, const xmlNode *node, CdEntityKind kind)
{
  CdReader *reader = r->reader;
  const CdEntity *entity = cd_entity(kind);
  guint n = cd_draft_count(reader->draft, kind);
  if (n < cd_draft_limit(kind))
    return true;
  CdSpan tag = cd_document_tag(r->document, node);
  if (entity->count != CD_MANY) {
    CdSpan first = cd_draft_entity(reader->draft, kind, 0)->tag;
    const CdText *text = cd_complaints_text(reader->complaints, first.text);
    return cd_complain(reader->complaints, CD_COMPLAINT_REPEATED_ELEMENT, tag, NULL,
                       "<%s> stands once, and is on line %u of %s already", entity->element,
                       cd_text_line(text, first.offset), text->name);
  }
  reader->draft->unsure[kind] = true;
  if (!r->full[kind])
    cd_complain(reader->complaints, CD_COMPLAINT_TOO_MANY, tag, NULL, "there are more than %u of <%s>", n,
                entity->element);
  r->full[kind] = true;
  return false;
}

static void read_children(Reading *r, const xmlNode *node, CdEntityKind kind, int row, CdDraftEntity *draft);

static void read_entity(Reading *r, const xmlNode *node, CdEntityKind kind, int parent)
{
  if (!has_room(r, node, kind))
    return;
  CdDraft *draft = r->reader->draft;
  CdDraftEntity *entity = cd_draft_append(draft, kind, parent, cd_document_tag(r->document, node));
  read_attributes(r, node, entity);
  if (!check_id(r, entity))
    draft->unsure[kind] = true;
  read_children(r, node, kind, (int)cd_draft_count(draft, kind) - 1, entity);
}

static void read_include(Reading *r, const xmlNode *node)
{
  CdComplaints *complaints = r->reader->complaints;
  CdSpan tag = cd_document_tag(r->document, node), name;
  const xmlAttr *attribute = node->properties;
  if (r->is_library) {
    cd_complain(complaints, CD_COMPLAINT_INCLUDE_NESTED, tag, NULL, "an included file includes nothing itself");
    return;
  }
  if (!attribute || attribute->next || !g_str_equal((const char *)attribute->name, CD_ATTRIBUTE_HREF)) {
    cd_complain(complaints, CD_COMPLAINT_MISSING_ATTRIBUTE, tag, NULL,
                "<" CD_ELEMENT_INCLUDE "> has one attribute, " CD_ATTRIBUTE_HREF "=");
    return;
  }
  const xmlNode *child = first_element(node);
  if (child)
    cd_complain(complaints, CD_COMPLAINT_UNKNOWN_ELEMENT, cd_document_tag(r->document, child), NULL,
                "<" CD_ELEMENT_INCLUDE "> holds no elements");
  CdGiven href = given(r, attribute, &name);
  cd_include(r->reader, &href, tag);
}

/* What a <set> may say beside its path and value. */
static bool is_on_set(CdCommon common)
{
  return common != CD_COMMON_COUNT && (cd_common(common)->on_numbers || common == CD_COMMON_NOTE);
}

static void complain_of_set(const Reading *r, const char *text, CdSpan name)
{
  g_autoptr(GPtrArray) allowed = g_ptr_array_new();
  g_ptr_array_add(allowed, (gpointer)CD_ATTRIBUTE_PATH);
  g_ptr_array_add(allowed, (gpointer)CD_ATTRIBUTE_VALUE);
  for (int c = 0; c < CD_COMMON_COUNT; c++)
    if (is_on_set((CdCommon)c))
      g_ptr_array_add(allowed, (gpointer)cd_common((CdCommon)c)->name);
  g_autofree char *hint = cd_suggestion(text, allowed);
  g_autofree char *quoted = cd_quoted(text);
  cd_complain(r->reader->complaints, CD_COMPLAINT_UNKNOWN_ATTRIBUTE, name, hint,
              "<" CD_ELEMENT_SET "> has no attribute %s", quoted);
}

static void read_set(const Reading *r, const xmlNode *node)
{
  CdComplaints *complaints = r->reader->complaints;
  CdSpan tag = cd_document_tag(r->document, node), name;
  CdSetElement set = {.in_library = r->is_library};
  bool misread = false;
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
    const char *text = (const char *)attribute->name;
    CdGiven value = given(r, attribute, &name);
    CdCommon common = cd_common_by_name(text);
    if (g_str_equal(text, CD_ATTRIBUTE_PATH))
      set.path = value;
    else if (g_str_equal(text, CD_ATTRIBUTE_VALUE))
      set.value = value;
    else if (is_on_set(common))
      set.common[common] = value;
    else {
      misread = true; /* what is missing may be just that */
      complain_of_set(r, text, name);
    }
  }
  const xmlNode *child = first_element(node);
  if (child)
    cd_complain(complaints, CD_COMPLAINT_UNKNOWN_ELEMENT, cd_document_tag(r->document, child), NULL,
                "<" CD_ELEMENT_SET "> holds no elements");
  if (set.path.text && set.value.text)
    g_array_append_val(r->reader->sets, set);
  else if (!misread)
    cd_complain(complaints, CD_COMPLAINT_MISSING_ATTRIBUTE, tag, NULL,
                "<" CD_ELEMENT_SET "> has no %s=", set.path.text ? CD_ATTRIBUTE_VALUE : CD_ATTRIBUTE_PATH);
}

static void read_children(Reading *r, const xmlNode *node, CdEntityKind kind, int row, CdDraftEntity *draft)
{
  const CdEntity *entity = cd_entity(kind);
  int parent = kind == CD_ENTITY_CONCORDAT ? -1 : row;
  for (const xmlNode *child = first_element(node); child && !r->reader->broken; child = next_element(child)) {
    CdEntityKind child_kind = cd_entity_by_name(name_of(child));
    const CdField *field = draft ? cd_entity_field(entity, name_of(child)) : NULL;
    if (field && field->kind == CD_FIELD_NUMBER)
      read_number(r, child, field, draft);
    else if (cd_entity_is_child(child_kind, kind))
      read_entity(r, child, child_kind, parent);
    else if (kind == CD_ENTITY_CONCORDAT && g_str_equal(name_of(child), CD_ELEMENT_INCLUDE))
      read_include(r, child);
    else if (kind == CD_ENTITY_CONCORDAT && g_str_equal(name_of(child), CD_ELEMENT_SET))
      read_set(r, child);
    else {
      if (draft)
        draft->misread = true;
      complain_of_element(r, child, entity);
    }
  }
}

static void check_format(const Reading *r, const xmlNode *root)
{
  const xmlAttr *attribute = xmlHasNsProp(root, (const xmlChar *)CD_ATTRIBUTE_FORMAT, NULL);
  CdComplaints *complaints = r->reader->complaints;
  if (!attribute) {
    cd_complain(complaints, CD_COMPLAINT_FORMAT, cd_document_tag(r->document, root),
                "add " CD_ATTRIBUTE_FORMAT "=\"" CD_FORMAT "\"", "<%s> has no " CD_ATTRIBUTE_FORMAT "=", name_of(root));
    return;
  }
  CdSpan name;
  CdGiven format = given(r, attribute, &name);
  g_autofree char *quoted = cd_quoted(format.text);
  if (!g_str_equal(format.text, CD_FORMAT))
    cd_complain(complaints, CD_COMPLAINT_FORMAT, format.span, "this program reads \"" CD_FORMAT "\"",
                "unknown format %s", quoted);
}

/* What a file of another kind is, by its root; NULL: nothing is known. */
static const char *root_told(const char *root)
{
  static const struct {
    const char *root, *told;
  } known[] = {
      {"concordat-library", "this is a part of scenarios: run one that takes it in with <include>"},
      {"concordat", "a scenario: only a <concordat-library> is included"},
      {"negotiation_template",
       "a domain of GENIUS: negotiate --genius and import genius read it, with profiles behind it"},
      {"utility_space", "a profile of GENIUS: negotiate --genius and import genius read it, behind its domain"}};
  for (guint k = 0; k < G_N_ELEMENTS(known); k++)
    if (g_str_equal(root, known[k].root))
      return known[k].told;
  return NULL;
}

static bool check_root(const Reading *r, const xmlNode *root, const char *expected)
{
  if (g_str_equal(name_of(root), expected))
    return true;
  g_autofree char *quoted = cd_quoted(name_of(root));
  return cd_complain(r->reader->complaints, CD_COMPLAINT_WRONG_ROOT, cd_document_tag(r->document, root),
                     root_told(name_of(root)), "the root is %s, not \"%s\"", quoted, expected);
}

guint cd_reader_add(CdReader *reader, const char *name, const char *bytes, gsize length)
{
  gsize room = reader->budget.bytes;
  guint text = cd_complaints_add_text(reader->complaints, cd_text_new(name, bytes, MIN(length, room), true));
  if (length > room) {
    cd_complain(reader->complaints, CD_COMPLAINT_TOO_LARGE, (CdSpan){text, 0, 0}, NULL,
                "the scenario and its includes are larger than 8 MiB");
    reader->broken = true;
    return G_MAXUINT;
  }
  reader->budget.bytes -= length;
  return text;
}

void cd_reader_scenario(CdReader *reader, guint text)
{
  g_autoptr(CdDocument) document = cd_document_parse(reader->complaints, text, &reader->budget);
  if (!document) {
    reader->broken = true;
    return;
  }
  Reading reading = {.reader = reader, .document = document};
  const xmlNode *root = xmlDocGetRootElement(document->tree);
  if (!check_root(&reading, root, cd_entity(CD_ENTITY_CONCORDAT)->element)) {
    reader->broken = true;
    return;
  }
  check_format(&reading, root);
  read_entity(&reading, root, CD_ENTITY_CONCORDAT, -1);
}

/* A library has no row of its own: what it holds belongs to the scenario's root, whose numbers it cannot give. */
void cd_reader_library(CdReader *reader, const CdDocument *document)
{
  Reading reading = {.reader = reader, .document = document, .is_library = true};
  const xmlNode *root = xmlDocGetRootElement(document->tree);
  if (!check_root(&reading, root, CD_ELEMENT_LIBRARY))
    return;
  check_format(&reading, root);
  for (const xmlAttr *attribute = root->properties; attribute; attribute = attribute->next) {
    if (attribute->ns || g_str_equal((const char *)attribute->name, CD_ATTRIBUTE_FORMAT))
      continue;
    CdSpan name;
    given(&reading, attribute, &name);
    g_autofree char *quoted = cd_quoted((const char *)attribute->name);
    cd_complain(reader->complaints, CD_COMPLAINT_UNKNOWN_ATTRIBUTE, name, "allowed: " CD_ATTRIBUTE_FORMAT,
                "<" CD_ELEMENT_LIBRARY "> has no attribute %s", quoted);
  }
  read_children(&reading, root, CD_ENTITY_CONCORDAT, -1, NULL);
}
