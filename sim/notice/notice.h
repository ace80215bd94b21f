/* notice.h - a public notice of a contract, as the Open Contracting Data Standard 1.1 writes it in JSON (standard.open-contracting.org): a release, a record, or a package of
 * either. What a scenario can use of it, each with the path at which it stands; never who a tenderer is, but what kind of organisation. */
#pragma once

#include <glib.h>
#include <stdbool.h>

enum {
  CD_NOTICE_BYTES = 16 << 20,
  CD_NOTICE_LISTED = 100, /* buyers, contracts, awards or tenderers that are looked at */
  CD_NOTICE_LOTS = 64
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

/* What criteria of quality weigh. */
typedef struct {
  char *path;     /* NULL: no weight is told */
  double quality; /* 0..1; NAN: the weights do not make a hundred */
  double all;     /* per cent that all criteria weigh together */
} CdNoticeWeights;

typedef struct {
  char *path, *id, *title, *status; /* the last three may be NULL */
  bool is_off;                      /* cancelled, withdrawn or without success */
  CdNoticeMoney value;
  CdNoticePeriod period;
  CdNoticeWeights weights;
} CdNoticeLot;

/* A contract; or an award, where no contract is told of it. */
typedef struct {
  char *path, *status; /* STATUS may be NULL */
  bool in_force;       /* as it and its award stand: active, pending, or nothing said */
  guint64 lots;        /* bits of CdNotice.lot, those below 64; 0: not told which */
  CdNoticeMoney value; /* its own, else that of the award of which it is the only one */
  CdNoticePeriod period;
  CdNoticeBidders suppliers;
} CdNoticeContract;

typedef struct {
  char *ocid, *read, *title, *date; /* READ: which release, in words; TITLE and DATE may be NULL */
  char *path;                       /* of the release */
  int month;                        /* of DATE; -1: not told */
  GPtrArray *buyer;                 /* char *, names */
  char *buyer_path;
  bool is_care;        /* its titles, descriptions or classes tell of drugs, alcohol, or health and social care */
  char *tender_status; /* may be NULL */
  bool is_off;         /* the tender was cancelled, withdrawn or without success */
  GArray *lot;         /* CdNoticeLot */
  CdNoticeMoney value; /* of the tender, all lots */
  CdNoticePeriod period;
  CdNoticeWeights weights;
  CdNoticeBidders tenderers;
  double n_tenderers; /* as the notice counts them; NAN: not told */
  char *n_tenderers_path;
  GArray *contract;          /* CdNoticeContract */
  CdNoticeBidders suppliers; /* of awards in force that are told beside contracts, and of no one of them */
  GPtrArray *unread;         /* char *: members that nothing is taken of, as "tender.lots[*].options" */
} CdNotice;

/* BYTES as a notice; of several contracting processes the one with OCID, which may be NULL where there is one alone. Of several releases of a process the compiled one is read,
 * else all joined as the standard joins them. NULL and ERROR (CD_ERROR_USAGE) with the JSON path of what is malformed. The caller frees. */
CdNotice *cd_notice_read(const char *bytes, gsize length, const char *ocid, GError **error);
void cd_notice_free(CdNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdNotice, cd_notice_free)
