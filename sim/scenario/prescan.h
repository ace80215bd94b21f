/* prescan.h - a first, bounded reading of a file, before any parser sees it, and the map of where everything stands.
 *
 * XML parsers do work that grows faster than their input (many attributes, deep nesting, entities). So what a scenario never
 * needs is refused here, in one pass: document types, prefixes, CDATA, text between elements, encodings other than UTF-8,
 * oversized files, tags and depths. What passes is checked for the well-formedness of tags, attributes and references too, so
 * that the author gets our message with a caret. Elements and attributes are numbered in the order of the document. */
#pragma once

#include "sim/scenario/complaint.h"

#define CD_LIMIT_BYTES ((gsize)8 << 20)
#define CD_LIMIT_TAG_BYTES ((gsize)64 << 10)
#define CD_LIMIT_TAG_ATTRIBUTES 128u
#define CD_LIMIT_DEPTH 64u
#define CD_LIMIT_ELEMENTS 200000u
#define CD_LIMIT_ATTRIBUTES 500000u

/* What a scenario and its includes may still hold. */
typedef struct {
  gsize bytes;
  guint elements, attributes;
  bool passes_text; /* text between elements is passed over, as other programs' files may have it; a scenario's is refused */
} CdBudget;

#define CD_BUDGET_INIT                                                                                                 \
  {                                                                                                                    \
    CD_LIMIT_BYTES, CD_LIMIT_ELEMENTS, CD_LIMIT_ATTRIBUTES, false                                                      \
  }

typedef struct {
  guint32 name, name_length;   /* of the name after '<' */
  guint32 first, n_attributes; /* its attributes */
} CdScanElement;

typedef struct {
  guint32 name, name_length;
  guint32 value, value_length; /* between the quotes, as written */
} CdScanAttribute;

/* Attributes with a prefix (xsi:...) and xmlns declarations are not listed. */
typedef struct {
  GArray *element;   /* CdScanElement */
  GArray *attribute; /* CdScanAttribute */
} CdScan;

void cd_scan_init(CdScan *scan);
void cd_scan_clear(CdScan *scan);

/* Reads the text of this index into SCAN, taking what it holds from BUDGET. False and one complaint where it is refused.
 * O(bytes), and for each tag the square of its attributes (128 at most). */
bool cd_prescan(CdComplaints *complaints, guint text, CdBudget *budget, CdScan *scan);
