/* figure.h - a figure of a notice takes the template's place in a new case, and people are told so. */
#pragma once

#include "sim/start/imported.h"

/* Takes VALUE over. GRADE: A where the notice states it, C where it is reckoned from what the notice states and somebody must check of what it is, D where it is shared out by an
 * assumption. FROM: the path in the notice; NOTE: how it came about. */
void cd_figure_add(CdImported *it, const char *path, char *value, char grade, const char *from, const char *note);
/* The same, and people are told. */
void cd_figure_take(CdImported *it, const char *path, char *value, char grade, const char *from, const char *note);
/* One value where both are alike, else uniform between them. */
void cd_figure_take_range(CdImported *it, const char *path, double low, double high, char grade, const char *from,
                          const char *note);

void cd_figure_take_start(CdImported *it, int month, char grade, const char *from, const char *note);
/* The terms' or today's length; of PERIOD, which may be untold. */
void cd_figure_take_length(CdImported *it, const char *path, const CdNoticePeriod *period, char grade);
/* What quality weighs, of the tender or else of its lots. */
void cd_figure_take_quality(CdImported *it, const CdNotice *notice, const char *path, char grade);
