/* accords-why.h - the parts of `concordat negotiate` about causes: why talks break, what would bridge it, under which assumptions. */
#pragma once

#include "sim/appraisal/accords.h"
#include "sim/report/screen.h"

void cd_write_why(CdScreen *screen, const CdAccords *accords);
void cd_write_assumptions(CdScreen *screen, const CdAccords *accords);
