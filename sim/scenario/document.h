/* document.h - one parsed file: libxml2's tree, whose elements are numbered like the pre-scan's, so that everything in it can
 * be found again in the author's text. */
#pragma once

#include <libxml/tree.h>
#include "sim/scenario/prescan.h"

typedef struct {
  guint text;
  xmlDoc *tree;
  CdScan scan;
} CdDocument;

/* Pre-scans and parses the text of this index. NULL and one complaint where it is refused. Never loads anything else. */
CdDocument *cd_document_parse(CdComplaints *complaints, guint text, CdBudget *budget);
void cd_document_free(CdDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdDocument, cd_document_free)

/* Where the start tag of NODE begins: "<name". */
CdSpan cd_document_tag(const CdDocument *document, const xmlNode *node);

/* Where the name and the value (as written, between its quotes) of ATTRIBUTE stand; it must carry no prefix. */
void cd_document_attribute(const CdDocument *document, const xmlAttr *attribute, CdSpan *name, CdSpan *value);

/* The next element after NODE in the order of the document, under ROOT; NULL at the end. */
xmlNode *cd_document_next(xmlNode *node, const xmlNode *root);
