/* party.h - what kind of organisation a notice says somebody is. Its name is looked at for the letters NHS alone, and goes nowhere. */
#pragma once

#include "sim/notice/json-at.h"
#include "sim/notice/notice.h"

/* Of REFERENCE (an object with id and name) by what RELEASE says of it under parties: identifiers of the NHS, or NHS in the name; of charities' registers, or details.vcse, with
 * details.scale: national where it is large or nothing is said, local where it is small. */
bool cd_party_kind(CdJsonReading *reading, CdJsonAt release, CdJsonAt reference, CdNoticeKind *kind);
