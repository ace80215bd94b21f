/* element.h - the small steps of reading a file of GENIUS: parsed within bounds, its elements' attributes with their places. Private to this folder. */
#pragma once

#include "sim/genius/genius.h"
#include "sim/scenario/document.h"

typedef struct {
  CdComplaints *complaints;
  CdDocument *document;
} CdGeniusReading;

/* The file, with what GENIUS's own files have and scenarios do not: text between elements, which is passed over, and a comment before the XML declaration. NULL and a
 * complaint where it is refused. */
CdDocument *cd_genius_parse(CdComplaints *complaints, const CdGeniusFile *file);

bool cd_genius_is(const xmlNode *node, const char *name);

/* Where NODE's start tag stands; its attribute, and where its value stands: NULL where it has none. */
CdSpan cd_genius_tag(const CdGeniusReading *it, const xmlNode *node);
const char *cd_genius_text(const CdGeniusReading *it, const xmlNode *node, const char *name, CdSpan *value);

/* The same, complained of where it is missing. */
const char *cd_genius_need(const CdGeniusReading *it, const xmlNode *node, const char *name, CdComplaintCode code);

/* A decimal number, an exponent allowed, of LOW to HIGH; false and a complaint where it is missing or none. */
bool cd_genius_number(const CdGeniusReading *it, const xmlNode *node, const char *name, double low, double high,
                      CdComplaintCode code, double *number);

/* A whole number. */
bool cd_genius_whole(const CdGeniusReading *it, const xmlNode *node, const char *name, CdComplaintCode code,
                     gint64 *whole);

/* What an <issue> says of itself: false and complaints where it is none. NUMBER, KIND and, of numbers, LOW and HIGH are filled; the name is the document's. */
bool cd_genius_issue_head(const CdGeniusReading *it, const xmlNode *node, CdGeniusIssue *head, const char **name);

/* Refuses what is no linear additive space, and issues of which there are none. */
bool cd_genius_check_space(const CdGeniusReading *it, xmlNode *space);

/* domain.c */
bool cd_genius_read_domain(const CdGeniusReading *it, guint real_levels, CdGenius *genius);
/* profile.c */
bool cd_genius_read_profile(const CdGeniusReading *it, const CdGenius *genius, CdGeniusProfile *profile);
