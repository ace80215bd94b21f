/* ultimatum.h - take it or leave it: a lead authority tables one text, once, and the others sign or do not.
 *
 * The lead's choice is that of the proposer in the ultimatum game (Guth, Schmittberger & Schwarze 1982) under its
 * own beliefs: of the texts worth its while, u_lead >= r_lead, that it believes will pass, the one of the largest
 * p (u_lead - r_lead), p the chance that all others sign. Where p is 0 or 1 this is the text best for itself that
 * passes. The others sign if and only if u >= r. */
#pragma once

#include "sim/negotiation/zone.h"

typedef struct {
  guint lead;                /* position */
  const double *reservation; /* [n_parties] everybody's, as they are */
  const double *chance;      /* [n_texts] the lead's belief that all others sign */
  double confidence;         /* it tables only what it thinks at least so likely to pass; 0: whatever may pass at all */
} CdUltimatum;

typedef struct {
  guint text; /* tabled; n_texts where the lead finds nothing to table */
  bool signed_by_all;
} CdUltimatumResult;

/* Beliefs of a lead that takes the others' reservation values to be THRESHOLD[n_parties] (its own is not read): 1
 * where all others reach theirs, else 0. CHANCE[n_texts] is written to. */
void cd_ultimatum_chances(const CdDomain *domain, guint lead, const double *threshold, double *chance);

/* Ties, to 1e-12 of p (u - r): the likelier text, then that of the larger sum of the others' utilities, then the
 * first. SIGNS, which may be NULL, gets [n_parties] who signs, the lead included; nobody does where nothing is
 * tabled. */
CdUltimatumResult cd_ultimatum(const CdDomain *domain, const CdUltimatum *ultimatum, bool *signs);
