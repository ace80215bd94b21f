/* text.h - the texts that a new case is made of, embedded at build time. */
#pragma once

#include <glib.h>

#define CD_CASE_TEMPLATE "case.xml"
#define CD_CASE_LIBRARY "england-evidence.xml"

/* The one called NAME; the caller unrefs. */
GBytes *cd_case_resource(const char *name);
