/* option-words.h - what the options of a scenario stand for and what they differ in, in words. The caller frees every text. */
#pragma once

#include "sim/report/option.h"

/* "business as usual; all together"; empty where it stands for nothing. Of a single council nothing goes together or apart: its two are those compared. */
char *cd_option_role(const CdResults *results, guint structure);

/* What guests across a border have to do with those who attend across it, and whose money their care is. docs/model.md, of borders. */
#define CD_GUESTS_PAID                                                                                                 \
  "Guests are those who attend a hub across the border that their own contract does not pay for; between areas under " \
  "one contract nobody is one, so that there may be more guests while fewer attend across the border. A guest's care " \
  "is paid for by the contract of the area where the guest lives: it is in the yearly cost already, and no cost "      \
  "beside it. All that can be recharged is a part of the hub's rent."

/* Whether there is a border to tell of. */
bool cd_tells_of_border(const CdResults *results);

/* Whether some contract names another route than a competition: then options may be of one footprint, and differ in how they are awarded. */
bool cd_routes_are_named(const CdResults *results);

/* "Extension as it is"; "North: Competition; South: Direct award C" where its contracts go by several. Empty for what the partners decide. */
char *cd_option_route(const CdResults *results, guint structure);

/* That all else is equal, and what differs, as a sentence. */
char *cd_equal_text(const CdResults *results);

/* Who dips when a new contract begins, as a sentence: an option that is the old contract extended does not. */
char *cd_dip_text(const CdResults *results);
