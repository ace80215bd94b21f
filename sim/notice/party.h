/* party.h - what kind of organisation a notice says somebody is. Its name is looked at for the letters NHS alone, and goes nowhere. */
#pragma once

#include "sim/notice/json-at.h"
#include "sim/notice/notice.h"

/* *PARTIES: what RELEASE has under parties, char * (borrowed of RELEASE) -> CdNoticeKind as a pointer, by id; those without one are left out. The caller unrefs, after a failure too. */
bool cd_parties_read(CdJsonReading *reading, CdJsonAt release, GHashTable **parties);

/* Of REFERENCE (an object with id and name) by what PARTIES say of it: identifiers of the NHS, or NHS in the name; of charities' registers, or details.vcse, with details.scale:
 * national where it is large or nothing is said, local where it is small. */
bool cd_party_kind(CdJsonReading *reading, GHashTable *parties, CdJsonAt reference, CdNoticeKind *kind);
