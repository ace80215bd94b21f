/* subject.h - what a notice is about. */
#pragma once

#include "sim/notice/json-at.h"

/* *IS_CARE: titles or descriptions of TENDER or its lots speak of drugs, alcohol or what they do, or a class of what is bought is one of health and social care (division 85 of the
 * Common Procurement Vocabulary). False and the reading's error where something is malformed. */
bool cd_subject_is_care(CdJsonReading *reading, CdJsonAt tender, bool *is_care);
