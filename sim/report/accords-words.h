/* accords-words.h - what talks tell, in sentences that the text and the page share. The caller frees every text; NULL: there is nothing to say. */
#pragma once

#include "sim/appraisal/accords.h"

/* "59% (56%–62%)", its 95 % interval in brackets. */
char *cd_share_words(CdShare share);

/* Whether the councils meet month by month. */
bool cd_has_meetings(const CdReasons *reasons);

#define CD_FRICTION_COUNTS                                                                                             \
  "As in the talks, going off costs a council its friction: what giving up the partners it has today costs it beside " \
  "money."
#define CD_NO_MEETINGS "There are no meetings, so that nobody gives notice or runs out of time."

/* "All go together in 63% (60%–66%), on average 9.1 months after the first meeting", without a full stop. */
char *cd_together_words(const CdAccords *accords);

/* How often COUNCIL joins later, and when. */
char *cd_joins_words(const CdReasons *reasons, guint council);

/* The share of breaks taken apart: a column of signed shares that adds up to the last line, to the last replicate. */
typedef struct {
  char sign; /* ' ', '+', '-' or '=' */
  double share;
  const char *text;
} CdBreakLine;
#define CD_BREAK_LINES 6
/* Returns how many: one that takes nothing away is left out. */
guint cd_break_lines(const CdReasons *reasons, CdBreakLine line[CD_BREAK_LINES]);

/* How often no terms suit everybody by what they believe. */
char *cd_zone_words(const CdReasons *reasons);

/* " (median £27.9k a year, 90% between £2,389 and £122k)"; nothing where there is none. */
char *cd_money_words(CdSpread spread);

/* What COUNCIL needs or can spare where a payment bridges: "needs £14.0k a year". */
char *cd_payer_words(const CdReasons *reasons, guint council);
char *cd_failure_words(const CdReasons *reasons);

/* Where an event is most frequent. */
char *cd_region_words(const CdAccords *accords, const CdRegion *region);

/* Of a course that the scenario asks about, else NULL: its steps; what would have kept them together where it happens; and how to search for it. */
char *cd_course_words(const CdAccords *accords, const CdAccordEvent *event);
char *cd_offer_words(const CdAccords *accords, const CdAccordEvent *event);
char *cd_seek_words(const CdAccordEvent *event);

/* After a grouping that is today's. */
#define CD_AS_TODAY " (as today)"

/* By which rule the cost of a joint contract is divided while they talk, and how often nobody would pay less on its own by it. */
char *cd_sharing_words(const CdAccords *accords);

/* The assumption that whether all go together goes with most; NULL: none is told from chance. */
char *cd_lever_words(const CdAccords *accords);
