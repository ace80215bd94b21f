/* unread.h - what of a notice nobody asked for. */
#pragma once

#include "sim/notice/json-at.h"

enum { CD_UNREAD_MOST = 60 /* lines */ };

/* Members of ROOT that READING was not asked for, each kind once and with any element of a list for all: "tender.lots[*].options". Without what identifies, dates and publishes the
 * release, and without addresses and people to turn to. As they stand, and no more than CD_UNREAD_MOST in LINE (char *), to which they are
 * added. */
void cd_unread(const CdJsonReading *reading, JsonObject *root, GPtrArray *line);
