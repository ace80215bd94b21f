/* complaint.h - what is wrong with a scenario, as its author meets it:
 *
 *   error[E0123]: unknown pricing "blok"
 *     --> my-case.xml:41:30
 *   41 |   <terms length="5" pricing="blok"/>
 *      |                              ^^^^ did you mean "block"? (allowed: block, capped, results)
 *
 * Up to twenty are collected and told in the order of the files. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/scenario/text.h"

typedef enum {
#define COMPLAINT(CODE, number, name, sentence) CD_COMPLAINT_##CODE,
#include "sim/scenario/codes.def"
#undef COMPLAINT
  CD_COMPLAINT_COUNT
} CdComplaintCode;

typedef struct {
  const char *number, *name, *sentence;
} CdComplaintKind;

/* The row of CODE; static. */
const CdComplaintKind *cd_complaint_kind(CdComplaintCode code);

/* The row of a number such as "E0123"; NULL where there is no such number. */
const CdComplaintKind *cd_complaint_find(const char *number);

/* What is refused with it: "a scenario" or "a file of GENIUS". */
const char *cd_complaint_refuses(const CdComplaintKind *kind);

#define CD_COMPLAINTS_SHOWN 20

typedef struct {
  GPtrArray *texts; /* CdText *: the files in the order in which they were read, then the settings */
  GArray *list;     /* those to be shown */
  guint n;          /* all there were */
  bool unreadable;  /* one of them is about a file that cannot be read */
} CdComplaints;

CdComplaints *cd_complaints_new(void);
void cd_complaints_free(CdComplaints *complaints);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdComplaints, cd_complaints_free)

/* Takes TEXT over and returns its index for spans. */
guint cd_complaints_add_text(CdComplaints *complaints, CdText *text);
const CdText *cd_complaints_text(const CdComplaints *complaints, guint text);

/* Notes that SPAN is wrong. HINT (may be NULL) says what would be right. Always false, for `return cd_complain(...)`. */
bool cd_complain(CdComplaints *complaints, CdComplaintCode code, CdSpan span, const char *hint, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

/* Where enough has been collected: counts one more and returns true, so that nobody takes pains over what is never shown. */
bool cd_complaints_skip(CdComplaints *complaints);

/* Sets ERROR to all of them, which are at least one: CD_ERROR_SCENARIO, or CD_ERROR_IO where one is an unreadable file. */
void cd_complaints_report(const CdComplaints *complaints, GError **error);

/* TEXT in double quotes, made visible and at most 48 characters long; the caller frees. */
char *cd_quoted(const char *text);
