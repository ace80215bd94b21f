/* dice.h - chance for the tests themselves: the same everywhere, from a seed, on streams that no model run
 * uses. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  guint64 seed;
  guint thrown;
} CdDice;

CdDice cd_dice(guint64 seed);

/* Uniform in (LOW, HIGH). */
double cd_dice_between(CdDice *dice, double low, double high);

/* 0 .. n - 1, n > 0. */
guint cd_dice_below(CdDice *dice, guint n);

bool cd_dice_chance(CdDice *dice, double p);

/* Puts ROW[0 .. n) into a random order. */
void cd_dice_shuffle(CdDice *dice, guint *row, guint n);
