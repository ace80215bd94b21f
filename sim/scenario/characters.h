/* characters.h - whether a file or setting is text that XML could hold. */
#pragma once

#include "sim/scenario/complaint.h"

/* False and a complaint at the first byte that is not UTF-8 or not a character of XML. */
bool cd_check_characters(CdComplaints *complaints, guint text);
