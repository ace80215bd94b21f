/* lots.h - which care of which areas each lot of a notice buys, by the words of its title.
 *
 * OCDS tells of a lot its title, value and time, and not whom it serves. A title that names areas of the case is of those, else of all ("Hillshire" names
 * Hillshire County, where no other area is called so too); one that names parts of the care
 * (young people, criminal justice, recovery, detoxification, residential) is of these; one that names none, or adults too, is of whatever no other lot of its areas names.
 * Only where every part of the care of every area then has one lot are they contracts; else nothing is guessed. */
#pragma once

#include "sim/notice/notice.h"
#include "sim/start/wish.h"

enum { CD_LOTS_MOST = 10 };

typedef struct {
  guint n;
  guint areas[CD_LOTS_MOST];      /* bits of the wish's rows */
  guint components[CD_LOTS_MOST]; /* bits, in the template's order */
} CdLots;

/* Ids of the components of LOT, with blanks between. The caller frees. */
char *cd_lots_components(const CdLots *lots, guint lot);

/* LOT: const CdNoticeLot *, two or more. NULL: *LOTS are contracts, in the order of LOT. Else why they are not, for people; the caller frees. */
char *cd_lots_divide(const GPtrArray *lot, const CdWished *wished, CdLots *lots);
