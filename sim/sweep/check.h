/* check.h - what a sweep would refuse to begin with, told when a scenario is checked: a table of points that is not there or does not fit, a design that cannot be had, filters that leave no point. */
#pragma once

#include "sim/scenario/load.h"

/* A CdFurtherCheck; CAUTIONS: GPtrArray of char *, to which it adds what it did not look at, for it looks at no more than takes about a second. NULL: it adds nothing. */
void cd_sweep_check(const CdResolve *resolve, gpointer cautions);
