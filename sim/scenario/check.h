/* check.h - what must hold of a scenario as a whole, in parts. Every number has been read, every reference found. */
#pragma once

#include "sim/scenario/resolve.h"

/* Contracts' shares of areas and components, and how their cost is divided. */
void cd_check_structures(const CdResolve *resolve);

/* Areas and the councils that answer for them, localities, borders, cohorts. */
void cd_check_places(const CdResolve *resolve);

/* Consortia and their members. */
void cd_check_market(const CdResolve *resolve);
/* By which route each contract is awarded. */
void cd_check_routes(const CdResolve *resolve);

/* What councils make of terms, and how they talk. */
void cd_check_talks(const CdResolve *resolve);

/* Councils' budgets, what changes them, and supplementary grants. */
void cd_check_budgets(const CdResolve *resolve);

/* Bed-places and who needs them; posts for a mental health need. */
void cd_check_beds(const CdResolve *resolve);

/* That each council's red lines leave it something to sign; the table of terms is plain. */
void cd_check_red_lines(const CdResolve *resolve);

/* What parties claim, and what is tested of it. */
void cd_check_claims(const CdResolve *resolve);

/* Tables of options: their columns, and what each criterion is worked out from. */
void cd_check_options(const CdResolve *resolve);

/* Experiments: their designs, factors and correlations. */
void cd_check_experiments(const CdResolve *resolve);

/* Span of FIELD in row I of KIND, or of the row's tag. FIELD may be NULL. */
CdSpan cd_row_span(const CdResolve *resolve, CdEntityKind kind, guint i, const CdField *field);

/* A month of the only row of KIND. SAID: what stands before it in a sentence, as in "talks begin in". */
typedef struct {
  CdEntityKind kind;
  const CdField *field;
  int month;
  const char *said;
  bool is_first; /* it belongs before the other of a pair */
} CdDated;

/* Complains with TEXT that AT and OTHER stand the wrong way round: where AT is, or where OTHER is if that alone was set for this run. The hint tells the
 * month of the one that is not pointed at. */
void cd_complain_of_months(const CdResolve *resolve, CdComplaintCode code, const CdDated *at, const CdDated *other,
                           const char *text);

/* Whether FIELD's distribution is above nought in every draw, by more than rounding could take away. */
bool cd_dist_is_positive(const CdDist *dist, const CdField *field);

/* Whether every draw of it is nought. */
bool cd_dist_is_nought(const CdDist *dist);
