/* reader.h - parsed files into a draft: which elements and attributes there are. What may stand where comes from the registry;
 * of the domain's names none is spelt here. */
#pragma once

#include "sim/scenario/document.h"
#include "sim/scenario/settings.h"

typedef struct {
  CdComplaints *complaints;
  CdDraft *draft;
  const char *folder; /* where includes are sought; NULL: nowhere */
  CdBudget budget;
  GArray *sets;    /* CdSetElement, in the order in which they are read; to be laid over the draft by the caller */
  bool broken;     /* a file could not be parsed: nothing more can be said */
  bool incomplete; /* one could not be included: what is missing may stand there */
} CdReader;

/* Adds BYTES as the next text under NAME; G_MAXUINT and a complaint where the files are too large together. */
guint cd_reader_add(CdReader *reader, const char *name, const char *bytes, gsize length);

/* Reads the scenario file that is the text of this index, and what it includes. */
void cd_reader_scenario(CdReader *reader, guint text);

/* Reads the elements of a parsed library, in place of the include that names it. */
void cd_reader_library(CdReader *reader, const CdDocument *document);
