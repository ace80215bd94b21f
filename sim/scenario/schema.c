#include "sim/scenario/load.h"

#include <string.h>
#include "sim/scenario/draft.h"
#include "sim/scenario/markup.h"

/* What the schema says is never more than what the loader enforces, so that no editor marks a file that loads. What XSD 1.0 cannot
 * say (that an element stands once among others in any order, that references into included files resolve) is left out. */

#define NUMBER "[+\\-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)"
#define SPACED " ?" NUMBER " ?"
#define ID "[a-z][a-z0-9\\-]{0,63}"

/* Decimals of 16 digits and more are close to others that round to the same number, which a reader of exact decimals would
 * find outside a range: only their form is stated. */
#define LONG_DECIMAL "[+\\-]?[0-9.]{17,}"

#define SIMPLE(name, base, facets)                                                                                     \
  "  <xs:simpleType name=\"" name "\"><xs:restriction base=\"" base "\">" facets "</xs:restriction></xs:simpleType>\n"
#define PATTERN(pattern) "<xs:pattern value=\"" pattern "\"/>"
#define SOME "<xs:minLength value=\"1\"/>"

/* clang-format off */
static const char *const types =
    SIMPLE("id", "xs:string", PATTERN(ID))
    "  <xs:simpleType name=\"ids\"><xs:list itemType=\"id\"/></xs:simpleType>\n"
    SIMPLE("some-ids", "ids", SOME)
    SIMPLE("year", "xs:string", PATTERN("[0-9]{4}"))
    SIMPLE("month", "xs:string", PATTERN("(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])"))
    SIMPLE("text", "xs:string", SOME)
    SIMPLE("grade", "xs:string", PATTERN("A|Am|B|C|D"))
    SIMPLE("source", "xs:string", PATTERN(ID "|" CD_SOURCE_SETTING "|" CD_SOURCE_PARAMS))
    SIMPLE("uncertain", "xs:token",
           PATTERN("triangular\\(" SPACED "," SPACED "," SPACED "\\)")
           PATTERN("uniform\\(" SPACED "," SPACED "\\)")
           PATTERN("normal\\(" SPACED "," SPACED "\\)")
           PATTERN("lognormal\\(" SPACED "," SPACED "\\)")
           PATTERN("beta\\(" SPACED "," SPACED "," SPACED "," SPACED "\\)")
           PATTERN("discrete\\(" SPACED ":" SPACED "(," SPACED ":" SPACED "){1,11}\\)")
           PATTERN(LONG_DECIMAL));
/* clang-format on */

typedef GString Schema;

static void append_meaning(Schema *out, const char *meaning)
{
  g_string_append(out, "<xs:annotation><xs:documentation>");
  cd_append_escaped(out, meaning);
  g_string_append(out, "</xs:documentation></xs:annotation>");
}

static void append_number_meaning(Schema *out, const CdField *field)
{
  g_autoptr(GString) text = g_string_new(field->meaning);
  g_string_append_printf(text, " Unit: %s.", cd_unit_text(field->unit));
  if (field->deflt && *field->deflt)
    g_string_append_printf(text, " Default: %s (%s, grade %s).", field->deflt, field->source, field->grade);
  append_meaning(out, text->str);
}

static char *bound(double value)
{
  return cd_dist_format(&(CdDist){.kind = CD_DIST_POINT, .a = value});
}

/* Types "entity.field" (the value) and "entity.field.element" (the number written as an element). */
static void append_number_types(Schema *out, const CdEntity *entity, const CdField *field)
{
  g_autofree char *low = bound(field->low), *high = bound(field->high);
  g_string_append_printf(
      out,
      "  <xs:simpleType name=\"%s.%s\"><xs:union memberTypes=\"uncertain\"><xs:simpleType>"
      "<xs:restriction base=\"xs:decimal\"><xs:minInclusive value=\"%s\"/><xs:maxInclusive value=\"%s\"/>"
      "</xs:restriction></xs:simpleType></xs:union></xs:simpleType>\n",
      entity->element, field->name, low, high);
  g_string_append_printf(out, "  <xs:complexType name=\"%s.%s.element\">", entity->element, field->name);
  append_number_meaning(out, field);
  g_string_append_printf(out, "\n    <xs:attribute name=\"" CD_ATTRIBUTE_VALUE "\" type=\"%s.%s\" use=\"required\"/>\n",
                         entity->element, field->name);
  g_string_append(out, "    <xs:attributeGroup ref=\"evidence\"/>\n  </xs:complexType>\n");
}

static const char *common_type(CdCommon common)
{
  switch (common) {
  case CD_COMMON_ID:
  case CD_COMMON_DRAW_AS:
    return "id";
  case CD_COMMON_LABEL:
    return "text";
  case CD_COMMON_SOURCE:
    return "source";
  case CD_COMMON_GRADE:
    return "grade";
  case CD_COMMON_PRICE_YEAR:
    return "year";
  case CD_COMMON_NOTE:
  case CD_COMMON_COUNT:
    break;
  }
  return "xs:string";
}

static void append_common(Schema *out, CdCommon common, const char *type, const char *use)
{
  g_string_append_printf(out, "    <xs:attribute name=\"%s\" type=\"%s\" use=\"%s\">", cd_common(common)->name, type,
                         use);
  append_meaning(out, cd_common(common)->meaning);
  g_string_append(out, "</xs:attribute>\n");
}

/* The groups "evidence" (what a number may carry) and "common" (what every entity may). */
static void append_groups(Schema *out)
{
  g_string_append(out, "  <xs:attributeGroup name=\"evidence\">\n");
  for (int c = 0; c < CD_COMMON_COUNT; c++)
    if (cd_common((CdCommon)c)->on_numbers)
      append_common(out, (CdCommon)c, common_type((CdCommon)c), "optional");
  g_string_append(out, "  </xs:attributeGroup>\n  <xs:attributeGroup name=\"common\">\n");
  for (int c = 0; c < CD_COMMON_COUNT; c++)
    if (c != CD_COMMON_ID && !cd_common((CdCommon)c)->on_numbers)
      append_common(out, (CdCommon)c, common_type((CdCommon)c), "optional");
  g_string_append(out, "    <xs:attributeGroup ref=\"evidence\"/>\n  </xs:attributeGroup>\n");
}

static void append_choices(Schema *out, int choices)
{
  g_string_append(out, "<xs:simpleType><xs:restriction base=\"xs:string\">");
  for (int i = 0; cd_choices[choices][i]; i++)
    g_string_append_printf(out, "<xs:enumeration value=\"%s\"/>", cd_choices[choices][i]);
  g_string_append(out, "</xs:restriction></xs:simpleType>");
}

static const char *field_type(const CdField *field)
{
  switch (field->kind) {
  case CD_FIELD_REF:
    return "id";
  case CD_FIELD_REFS:
    return field->need == CD_REQUIRED ? "some-ids" : "ids";
  case CD_FIELD_TEXT:
    return "text";
  case CD_FIELD_MONTH:
    return "month";
  case CD_FIELD_NUMBER:
  case CD_FIELD_CHOICE:
    break;
  }
  g_assert_not_reached();
}

static void append_attribute(Schema *out, const CdEntity *entity, const CdField *field)
{
  bool is_number = field->kind == CD_FIELD_NUMBER; /* which may be an element instead */
  g_string_append_printf(out, "    <xs:attribute name=\"%s\" use=\"%s\"", field->name,
                         field->need == CD_REQUIRED && !is_number ? "required" : "optional");
  if (is_number)
    g_string_append_printf(out, " type=\"%s.%s\">", entity->element, field->name);
  else if (field->kind != CD_FIELD_CHOICE)
    g_string_append_printf(out, " type=\"%s\">", field_type(field));
  else
    g_string_append_c(out, '>');
  if (is_number)
    append_number_meaning(out, field);
  else
    append_meaning(out, field->meaning);
  if (field->kind == CD_FIELD_CHOICE)
    append_choices(out, field->choices);
  g_string_append(out, "</xs:attribute>\n");
}

static bool is_child(int kind, CdEntityKind parent)
{
  return cd_entity((CdEntityKind)kind)->parent == parent;
}

/* Children that may stand several times are told apart by their ids. */
static void append_keys(Schema *out, CdEntityKind parent, const char *element)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *child = cd_entity((CdEntityKind)k);
    if (is_child(k, parent) && child->count == CD_MANY)
      g_string_append_printf(out, "<xs:key name=\"%s-%s\"><xs:selector xpath=\"%s\"/><xs:field xpath=\"@%s\"/></xs:key>",
                             element, child->element, child->element, cd_common(CD_COMMON_ID)->name);
  }
}

static void append_element(Schema *out, const CdEntity *entity)
{
  g_string_append_printf(out, "<xs:element name=\"%s\" type=\"%s.element\">", entity->element, entity->element);
  append_keys(out, entity->kind, entity->element);
  g_string_append(out, "</xs:element>\n");
}

static void append_child_elements(Schema *out, CdEntityKind parent)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    if (is_child(k, parent)) {
      g_string_append(out, "      ");
      append_element(out, cd_entity((CdEntityKind)k));
    }
}

/* What the root and a library both hold. */
static void append_parts(Schema *out)
{
  g_string_append(out, "  <xs:group name=\"parts\"><xs:choice>\n");
  append_child_elements(out, CD_ENTITY_CONCORDAT);
  g_string_append(out, "      <xs:element name=\"" CD_ELEMENT_SET "\" type=\"set\"/>\n"
                       "  </xs:choice></xs:group>\n");
}

static void append_contents(Schema *out, const CdEntity *entity)
{
  g_autoptr(GString) inside = g_string_new(NULL);
  for (guint f = 0; f < entity->n_fields; f++)
    if (entity->field[f].kind == CD_FIELD_NUMBER)
      g_string_append_printf(inside, "      <xs:element name=\"%s\" type=\"%s.%s.element\"/>\n", entity->field[f].name,
                             entity->element, entity->field[f].name);
  if (entity->kind == CD_ENTITY_CONCORDAT)
    g_string_append(inside, "      <xs:group ref=\"parts\"/>\n"
                            "      <xs:element name=\"" CD_ELEMENT_INCLUDE "\" type=\"include\"/>\n");
  else
    append_child_elements(inside, entity->kind);
  if (inside->len)
    g_string_append_printf(out, "    <xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n%s    </xs:choice>\n",
                           inside->str);
}

static void append_format(Schema *out)
{
  g_string_append(out, "    <xs:attribute name=\"" CD_ATTRIBUTE_FORMAT "\" use=\"required\"><xs:simpleType>"
                       "<xs:restriction base=\"xs:string\"><xs:enumeration value=\"" CD_FORMAT "\"/></xs:restriction>"
                       "</xs:simpleType></xs:attribute>\n");
}

static void append_entity(Schema *out, const CdEntity *entity)
{
  for (guint f = 0; f < entity->n_fields; f++)
    if (entity->field[f].kind == CD_FIELD_NUMBER)
      append_number_types(out, entity, &entity->field[f]);
  g_string_append_printf(out, "  <xs:complexType name=\"%s.element\">", entity->element);
  append_meaning(out, entity->meaning);
  g_string_append_c(out, '\n');
  append_contents(out, entity);
  if (entity->kind == CD_ENTITY_CONCORDAT)
    append_format(out);
  if (entity->count == CD_MANY || entity->kind == CD_ENTITY_CONCORDAT)
    append_common(out, CD_COMMON_ID, entity->kind == CD_ENTITY_PRICE_INDEX ? "year" : "id", "required");
  for (guint f = 0; f < entity->n_fields; f++)
    append_attribute(out, entity, &entity->field[f]);
  g_string_append(out, "    <xs:attributeGroup ref=\"common\"/>\n  </xs:complexType>\n");
}

static void append_set(Schema *out)
{
  g_string_append(out, "  <xs:complexType name=\"set\">");
  append_meaning(out, "Where the scenario differs from what it includes.");
  g_string_append(out, "\n    <xs:attribute name=\"" CD_ATTRIBUTE_PATH "\" type=\"text\" use=\"required\"/>\n"
                       "    <xs:attribute name=\"" CD_ATTRIBUTE_VALUE "\" type=\"xs:string\" use=\"required\"/>\n");
  append_common(out, CD_COMMON_NOTE, common_type(CD_COMMON_NOTE), "optional");
  g_string_append(out, "    <xs:attributeGroup ref=\"evidence\"/>\n  </xs:complexType>\n");
}

/* A library has no numbers of its own and no further includes. */
static void append_library(Schema *out)
{
  g_string_append(out, "  <xs:complexType name=\"include\"><xs:attribute name=\"" CD_ATTRIBUTE_HREF
                       "\" type=\"text\" use=\"required\"/></xs:complexType>\n"
                       "  <xs:element name=\"" CD_ELEMENT_LIBRARY "\"><xs:complexType>\n"
                       "    <xs:group ref=\"parts\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>\n");
  append_format(out);
  g_string_append(out, "  </xs:complexType>");
  append_keys(out, CD_ENTITY_CONCORDAT, CD_ELEMENT_LIBRARY);
  g_string_append(out, "</xs:element>\n");
}

char *cd_schema_write(void)
{
  GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n");
  g_string_append(out, types);
  append_groups(out);
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    append_entity(out, cd_entity((CdEntityKind)k));
  append_parts(out);
  g_string_append(out, "  ");
  append_element(out, cd_entity(CD_ENTITY_CONCORDAT));
  append_set(out);
  append_library(out);
  g_string_append(out, "</xs:schema>\n");
  return g_string_free(out, FALSE);
}
