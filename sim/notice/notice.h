/* notice.h - a public notice of a contract, as the Open Contracting Data Standard 1.1 writes it in JSON (standard.open-contracting.org): a release, a record, or a package of
 * either. What a scenario can use of it, each with the path at which it stands; never who a tenderer is, but what kind of organisation. */
#pragma once

#include <glib.h>
#include <stdbool.h>

enum {
  CD_NOTICE_BYTES = 16 << 20,
  CD_NOTICE_LISTED = 100 /* buyers, lots, contracts or tenderers that are looked at */
};

typedef struct {
  char *path; /* "$.tender.value"; NULL: it is not there */
  double amount;
  char *currency; /* three letters; NULL: not told */
} CdNoticeMoney;

/* Months as scenarios count them, years and months from year 0; -1: not told. */
typedef struct {
  char *path; /* NULL: neither start nor end nor length is there */
  int start, end,
      longest;   /* of END: the first month after it; LONGEST: the same of the latest to which it may be extended */
  double months; /* from start to end; NAN: not told */
} CdNoticePeriod;

typedef enum {
  CD_NOTICE_NATIONAL_CHARITY,
  CD_NOTICE_NHS_TRUST,
  CD_NOTICE_LOCAL_CHARITY,
  CD_NOTICE_UNTOLD, /* the notice does not say, or says a kind that scenarios have not */
  CD_NOTICE_KINDS
} CdNoticeKind;

typedef struct {
  char *path; /* NULL: nobody is listed */
  guint n, kind[CD_NOTICE_KINDS];
} CdNoticeBidders;

typedef struct {
  char *path, *title;
  CdNoticeMoney value;
  CdNoticePeriod period;
} CdNoticeLot;

typedef struct {
  char *ocid, *read, *title, *date; /* READ: which release, in words; TITLE and DATE may be NULL */
  char *path;                       /* of the release */
  GPtrArray *buyer;                 /* char *, names */
  char *buyer_path;
  GArray *lot; /* CdNoticeLot */
  CdNoticeMoney value;
  CdNoticePeriod period;
  double quality; /* 0..1, what criteria of quality weigh; NAN: not told */
  char *quality_path;
  CdNoticeBidders tenderers, suppliers; /* suppliers: of contracts and awards in force */
  double n_tenderers;                   /* as the notice counts them; NAN: not told */
  char *n_tenderers_path;
  bool in_force; /* there is a contract, or an award, with these: */
  CdNoticeMoney contract_value;
  CdNoticePeriod contract_period;
} CdNotice;

/* BYTES as a notice; of several contracting processes the one with OCID, which may be NULL where there is one alone. Of several releases of a process the compiled one is read,
 * else the latest, and a section that it lacks (tender, parties, buyer, awards, contracts) from the latest that has it. NULL and ERROR (CD_ERROR_USAGE) with the JSON path of what is malformed. The caller frees. */
CdNotice *cd_notice_read(const char *bytes, gsize length, const char *ocid, GError **error);
void cd_notice_free(CdNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdNotice, cd_notice_free)
