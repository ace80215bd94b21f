/* include.h - libraries: files of the scenario's own folder, taken in at the root. */
#pragma once

#include "sim/scenario/reader.h"

#define CD_INCLUDES_MAX 32u

/* Reads the file that HREF names, in place of the include whose start tag is TAG. */
void cd_include(CdReader *reader, const CdGiven *href, CdSpan tag);
