/* Feeds bytes to the pre-scan and the parser alone, many times as fast as the whole loader: what both take they must read alike,
 * and every attribute must be found again in the bytes. */
#include <stdlib.h>
#include <string.h>
#include "sim/scenario/document.h"
#include "sim/scenario/markup.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Not g_error(), whose trap the fuzzer does not catch. */
static void fault(const char *what)
{
  g_printerr("%s\n", what);
  abort();
}

static void check_attribute(const CdDocument *document, const char *bytes, const xmlAttr *attribute)
{
  CdSpan name, value;
  cd_document_attribute(document, attribute, &name, &value);
  xmlChar *text = xmlNodeListGetString(document->tree, attribute->children, 1);
  gsize length = text ? strlen((const char *)text) : 0;
  if (memcmp(bytes + name.offset, attribute->name, name.length) != 0)
    fault("an attribute is not where it should be");
  if (cd_raw_offset(bytes + value.offset, value.length, length) != value.length)
    fault("a value is not as long as it should be");
  xmlFree(text);
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  CdBudget budget = CD_BUDGET_INIT;
  guint text = cd_complaints_add_text(complaints, cd_text_new("fuzz.xml", (const char *)data, size, true));
  g_autoptr(CdDocument) document = cd_document_parse(complaints, text, &budget);
  if (!document) {
    g_autoptr(GError) error = NULL;
    cd_complaints_report(complaints, &error);
    if (!g_utf8_validate(error->message, -1, NULL))
      fault("the message is not UTF-8");
    if (g_str_has_prefix(error->message, "error[E0011]: the XML parser reads other"))
      fault("the pre-scan and the parser disagree");
    return 0;
  }
  xmlNode *root = xmlDocGetRootElement(document->tree);
  for (xmlNode *node = root; node; node = cd_document_next(node, root))
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
      if (!attribute->ns)
        check_attribute(document, cd_complaints_text(complaints, text)->bytes, attribute);
  return 0;
}
