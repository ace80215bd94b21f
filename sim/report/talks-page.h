/* talks-page.h - the page of the talks, talks.html: its sections, in the order in which a councillor would ask, and what they share. */
#pragma once

#include "sim/appraisal/accords.h"
#include "sim/report/html.h"

/* What a run's report tells of the talks as well asks for the reasons alone. */
typedef struct {
  CdPage *page;
  const CdReasons *reasons;
  const CdAccords *accords; /* NULL in a run's report */
} CdTalksSection;

void cd_talks_answer(CdTalksSection section);
void cd_talks_ends(CdTalksSection section);
void cd_talks_leavers(CdTalksSection section);
void cd_talks_why(CdTalksSection section);
void cd_talks_bridge(CdTalksSection section);
void cd_talks_stability(CdTalksSection section);
void cd_talks_terms(CdTalksSection section);
void cd_talks_rules(CdTalksSection section);
void cd_talks_assumptions(CdTalksSection section);
void cd_talks_examples(CdTalksSection section);
void cd_talks_caveats(CdTalksSection section);
void cd_talks_words(CdTalksSection section);
void cd_talks_reproduce(CdTalksSection section);

/* A head row of LABEL, then the columns of figures until NULL; heads end. */
void cd_talks_heads(CdTalksSection section, const char *label, ...) G_GNUC_NULL_TERMINATED;

/* A share with its interval below. */
void cd_talks_share_cell(CdTalksSection section, CdShare share);

/* A median with where 90 % lie below; "–" where there is none. */
void cd_talks_spread_cell(CdTalksSection section, CdFigureKind kind, CdSpread spread);
