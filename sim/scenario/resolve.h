/* resolve.h - a draft into a scenario, step by step. Each step complains of all it finds and goes on. */
#pragma once

#include "sim/model/spec.h"
#include "sim/scenario/draft.h"

typedef struct {
  CdScenario *scenario; /* its rows stand in the order of the draft's */
  const CdDraft *draft;
  CdComplaints *complaints;
} CdResolve;

/* Called with a row and one of its fields, whether or not it is given. */
typedef void (*CdFieldVisit)(const CdResolve *resolve, const CdDraftEntity *entity, CdSpecHead *head,
                             const CdField *field, const CdDraftField *given);

/* Visits every field of every row, in the registry's order. */
void cd_resolve_each(const CdResolve *resolve, CdFieldVisit visit);

/* A plain decimal, for messages; the caller frees. */
char *cd_decimal_text(double value);

/* Where complaints about FIELD of ENTITY point to: its value, or the entity's tag where it is not given. */
CdSpan cd_field_span(const CdDraftEntity *entity, const CdField *field);

/* Place of SPAN for the scenario; nowhere for a setting. */
CdPlace cd_place_of(const CdComplaints *complaints, CdSpan span);

/* Gives the scenario a row for each of the draft's, with id, label, keys and every field at its default. */
void cd_resolve_rows(const CdResolve *resolve);

/* Reads numbers, choices, texts and months; complains of what is missing. */
void cd_resolve_values(const CdResolve *resolve);

/* Finds what references name. */
void cd_resolve_references(const CdResolve *resolve);

/* Gives every number its source and grade: its own, or those of the nearest entity round it. A number that the registry calls
 * fixed "by construction" needs neither. */
void cd_resolve_provenance(const CdResolve *resolve);

/* Notes what was set for this run. Needs provenance. */
void cd_resolve_set(const CdResolve *resolve);

/* Brings all money to base-year prices: times the index of the base year over that of its price year. Defaults and settings
 * are at base-year prices already. Needs numbers that were read without complaint. */
void cd_resolve_prices(const CdResolve *resolve);

/* Complains of what is wrong with the scenario as a whole. Needs one that was read without complaint. */
void cd_check_scenario(const CdResolve *resolve);
