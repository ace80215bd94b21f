/* distinct.h - rows of a table that are the same: a run of a point that is a run already need not be made twice. Integer and categorical factors, and grids, have many. */
#pragma once

#include <glib.h>

/* FIRST[row]: the first row that equals it in every value (its own number where none does). Returns how many distinct rows there are. VALUE[row * k + column], no NAN; 0 and -0 are equal.
 * Found by hash, equality by value; time and memory grow as ROWS. */
guint64 cd_distinct_rows(const double *value, guint64 rows, guint k, guint64 *first);
