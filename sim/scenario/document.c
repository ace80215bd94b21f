#include "sim/scenario/document.h"

#include <libxml/parser.h>
#include <string.h>

void cd_document_free(CdDocument *document)
{
  if (!document)
    return;
  if (document->tree)
    xmlFreeDoc(document->tree);
  cd_scan_clear(&document->scan);
  g_free(document);
}

static bool complain_of_parser(CdComplaints *complaints, guint index, xmlParserCtxt *context)
{
  const CdText *text = cd_complaints_text(complaints, index);
  const xmlError *problem = xmlCtxtGetLastError(context);
  gsize offset = 0, end = 0;
  guint line = problem && problem->line > 0 ? (guint)problem->line : 1;
  cd_text_bounds(text, MIN(line, text->line->len), &offset, &end);
  if (problem && problem->int2 > 1)
    offset = MIN(offset + (gsize)problem->int2 - 1, end);
  g_autofree char *message = g_strdup(problem && problem->message ? problem->message : "not well-formed");
  return cd_complain(complaints, CD_COMPLAINT_PARSER, (CdSpan){index, (guint32)offset, 1}, NULL, "%s",
                     g_strchomp(message));
}

static gpointer init_parser(gpointer unused)
{
  xmlInitParser();
  return unused;
}

/* libxml2 asks for it before threads come to share the parser. */
static void make_parser_ready(void)
{
  static GOnce once = G_ONCE_INIT;
  g_once(&once, init_parser, NULL);
}

static xmlDoc *parse(CdComplaints *complaints, guint index)
{
  const CdText *text = cd_complaints_text(complaints, index);
  make_parser_ready();
  xmlParserCtxt *context = xmlNewParserCtxt();
  g_assert(context);
  /* Never HUGE (it lifts libxml2's own limits) nor NOENT (it reads entities' files). */
  xmlDoc *tree = xmlCtxtReadMemory(context, text->bytes, (int)text->length, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (!tree || !context->nsWellFormed) {
    complain_of_parser(complaints, index, context);
    g_clear_pointer(&tree, xmlFreeDoc);
  }
  xmlFreeParserCtxt(context);
  return tree;
}

xmlNode *cd_document_next(xmlNode *node, const xmlNode *root)
{
  do {
    if (node->children) {
      node = node->children;
      continue;
    }
    while (node != root && !node->next)
      node = node->parent;
    if (node == root)
      return NULL;
    node = node->next;
  } while (node->type != XML_ELEMENT_NODE);
  return node;
}

static const CdScanElement *scanned(const CdDocument *document, const xmlNode *node)
{
  return &g_array_index(document->scan.element, CdScanElement, GPOINTER_TO_UINT(node->_private));
}

static bool names_agree(const CdDocument *document, const char *bytes, const xmlNode *node)
{
  const CdScanElement *element = scanned(document, node);
  guint n = 0;
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
    n += attribute->ns == NULL;
  return n == element->n_attributes && strlen((const char *)node->name) == element->name_length &&
         memcmp(bytes + element->name, node->name, element->name_length) == 0;
}

/* Two readers of one file must have seen the same elements: where they did not, neither is to be trusted. */
static bool number_elements(CdDocument *document, CdComplaints *complaints)
{
  const CdText *text = cd_complaints_text(complaints, document->text);
  xmlNode *root = xmlDocGetRootElement(document->tree);
  guint n = 0, expected = document->scan.element->len;
  bool agree = true;
  for (xmlNode *node = root; node && agree; node = cd_document_next(node, root)) {
    node->_private = GUINT_TO_POINTER(n);
    agree = n++ < expected && names_agree(document, text->bytes, node);
  }
  if (agree && n == expected)
    return true;
  return cd_complain(complaints, CD_COMPLAINT_PARSER, (CdSpan){document->text, 0, 0}, NULL,
                     "the XML parser reads other elements in the file than stand there");
}

CdDocument *cd_document_parse(CdComplaints *complaints, guint text, CdBudget *budget)
{
  g_autoptr(CdDocument) document = g_new0(CdDocument, 1);
  document->text = text;
  cd_scan_init(&document->scan);
  if (!cd_prescan(complaints, text, budget, &document->scan))
    return NULL;
  document->tree = parse(complaints, text);
  if (!document->tree || !number_elements(document, complaints))
    return NULL;
  return g_steal_pointer(&document);
}

CdSpan cd_document_tag(const CdDocument *document, const xmlNode *node)
{
  const CdScanElement *element = scanned(document, node);
  return (CdSpan){document->text, element->name - 1, element->name_length + 1};
}

void cd_document_attribute(const CdDocument *document, const xmlAttr *attribute, CdSpan *name, CdSpan *value)
{
  guint i = scanned(document, attribute->parent)->first;
  for (const xmlAttr *other = attribute->parent->properties; other != attribute; other = other->next)
    i += other->ns == NULL;
  const CdScanAttribute *found = &g_array_index(document->scan.attribute, CdScanAttribute, i);
  *name = (CdSpan){document->text, found->name, found->name_length};
  *value = (CdSpan){document->text, found->value, found->value_length};
}
