/* partners.h - councils, blocks, partitions and texts in words. The caller frees every text. */
#pragma once

#include "sim/appraisal/accords.h"

/* A council as tables call it: its area where it has but one, else its own label. Owned by the scenario. */
const char *cd_council_text(const CdScenario *scenario, guint council);

/* "City and County"; "City, County and Rutland". MASK: bit i is council i. */
char *cd_block_text(const CdScenario *scenario, guint32 mask);

/* "City and County | Rutland". */
char *cd_partition_text(const CdScenario *scenario, const CdPartition *partition);

/* "City and County together", "Rutland alone"; "City and County together, Rutland alone". */
char *cd_group_words(const CdScenario *scenario, guint32 mask);
char *cd_grouping_words(const CdScenario *scenario, const CdPartition *partition);

/* How many of ACCORD's partitions a page tells one by one, the most frequent first: all, unless they are many. */
guint cd_ends_told(const CdAccord *accord);

/* "City+County | Rutland", by ids, for tables. */
char *cd_partition_ids(const CdScenario *scenario, const CdPartition *partition);

/* "5.8 years, quality 75%, Block grant, outcomes 40%, local 60%", and the form where the block has several. */
char *cd_text_words(const CdSession *session, guint32 block, guint text);

/* The same as members of an open JSON object. */
typedef struct _CdTextValues {
  double value[CD_TERM_COUNT]; /* pricing: a row */
  guint form;
} CdTextValues;
CdTextValues cd_text_values(const CdSession *session, guint32 block, guint text);

/* Id and label of the structure that shows FORM of BLOCK; NULL: none does, it is one contract for all with the hubs that they pay for on their own. */
const char *cd_form_structure(const CdSession *session, guint32 block, guint form);
const char *cd_form_label(const CdSession *session, guint32 block, guint form);

/* Names of the issues, as in CdTerm and then the form. */
const char *cd_issue_text(guint issue);
/* "length and localisation". BIT i: issue i. */
char *cd_issues_text(guint mask);
