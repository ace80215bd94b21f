/* to-come.h - of a tender that nobody has won: the contract to come, its lots, and what the councils pay at most. */
#pragma once

#include "sim/start/imported.h"

typedef struct {
  bool start;  /* it is told beside the notice when the new service is to start */
  bool areas;  /* and who lives in the areas: only then is a sum in the notice a sum for them */
  bool leaves; /* options where one leaves the others are in the case */
} CdToComeBeside;

void cd_to_come_take(CdImported *it, const CdNotice *notice, const CdWished *wished, CdToComeBeside beside);
