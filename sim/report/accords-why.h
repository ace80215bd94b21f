/* accords-why.h - the parts of `concordat negotiate` about causes: why talks break, what would bridge it, under which assumptions. */
#pragma once

#include "sim/appraisal/accords.h"
#include "sim/report/screen.h"

/* "59% (56%–62%)", its 95 % interval in brackets. The caller frees. */
char *cd_share_words(CdShare share);

void cd_write_why(CdScreen *screen, const CdAccords *accords);
void cd_write_assumptions(CdScreen *screen, const CdAccords *accords);
