/* figure.h - numbers as people read them, rounded here and nowhere else: £6.94m, £387k, 3,660, 26.3, 0.34,
 * 97%.
 *
 * Three digits or so; the exact number stands in the JSON, the CSV and the page's <data> elements. What is
 * undefined is "n/a". The caller frees every text. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/model/registry.h"

typedef enum {
  CD_FIGURE_COUNT,     /* people, posts, bids */
  CD_FIGURE_MONEY,     /* pounds */
  CD_FIGURE_THOUSANDS, /* pounds in whole thousands, without a sign of money: for tables that add up */
  CD_FIGURE_SHARE,     /* per cent of a share or probability; its changes are in points */
  CD_FIGURE_PART,      /* whole per cent of assumptions or runs: cd_figure_share_of() */
  CD_FIGURE_TIME,      /* months, minutes: one decimal */
  CD_FIGURE_INDEX      /* ratios, and what a partner holds of an option: two decimals */
} CdFigureKind;

/* How a metric of UNIT is shown. */
CdFigureKind cd_figure_kind(CdUnit unit);

char *cd_figure(CdFigureKind kind, double x);

/* With a sign, but for what rounds to nought: "+£387k", "−12.3", "+3 points". */
char *cd_figure_change(CdFigureKind kind, double x);

/* Without a sign, a share in points: for words such as "less" to follow. */
char *cd_figure_size(CdFigureKind kind, double x);

/* "LOW to HIGH", each as cd_figure() or, where IS_CHANGE, as cd_figure_change() shows it. A share's interval
 * is cut to 0% and 100%. */
char *cd_figure_range(CdFigureKind kind, double low, double high, bool is_change);

/* A share of assumptions or runs, with "all" and "none" told from what only rounds to them: 0%, <1%, 97%,
 * >99%, 100%. */
char *cd_figure_share_of(double share);

/* Two shares with as many digits as tell them apart: "9%" and "12%", "9.1%" and "9.2%"; whole per cent where they are equal. The caller frees both. */
void cd_figure_shares_apart(double a, double b, char **first, char **second);

/* A limit of a share, in whole per cent: a lower one rounded down and an upper one up, so that it lies on the side of an edge that the share does. */
char *cd_figure_limit(double share, bool is_upper);

/* The month that holds a moment as scenarios count them, 12 months a year from year 0: "April 2022"; "Apr 2022". What is not before the year 10000 is
 * undefined. */
char *cd_figure_month(double month);
char *cd_figure_month_brief(double month);

/* A whole number with its thousands apart; the same with two digits that count, rounded up. */
char *cd_figure_whole(double x);
char *cd_figure_about(guint n);
