/* caseload.h - from people seen in a year to average caseloads, flows and starting stocks, by cell.
 *
 * A cell is (area of residence, cohort); cell = area * n_cohort + cohort. With P people seen in a year and a mean stay of L years,
 * a service in balance has n = P L / (1 + L) clients on average and n / L starts a year, since those seen in a year are those there at
 * its start and those who start in it. All rates below hold in that balance, under business as usual. docs/model.md, "Caseload". */
#pragma once

#include "sim/base/arena.h"
#include "sim/delivery/flow.h"
#include "sim/engine/referral.h"
#include "sim/model/world.h"

/* Mean time in the first stage of treatment: twelve weeks. */
#define CD_EARLY_MONTHS (12 * 7 / 30.4375)
/* Mean time until those who will come back within six months do so. */
#define CD_COME_BACK_MONTHS 3.0

typedef struct {
  guint n_cells, n_areas, n_cohorts;
  guint64 *key;         /* [cell] hash of area and cohort */
  double *people;       /* [cell] seen in a year */
  double *clients;      /* [cell] average caseload */
  double *starts;       /* [cell] a year */
  double *rate;         /* [cell * CD_RATE_COUNT + rate] monthly, business as usual */
  double *stock;        /* [stock * n_cells + cell] in balance */
  double *area_clients; /* [area] average caseload, all cohorts */
  double *area_adults;  /* [area] average caseload, adults */
  double *completions;  /* [cell] a year */
  double *turning; /* [cell] monthly share of settled clients who turn 18 and are handed over: those of under 18 who have an adults' cohort */
  CdReferrals referrals;
} CdCaseload;

/* REACH: [cell] share of referrals that find the door under business as usual (sim/engine/doors.h); NULL: all do. */
void cd_caseload_make(CdCaseload *caseload, const CdWorld *world, const double *reach, CdArena *arena);

static inline guint cd_cell(const CdCaseload *caseload, guint area, guint cohort)
{
  return area * caseload->n_cohorts + cohort;
}
