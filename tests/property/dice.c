#include "tests/property/dice.h"

#include "sim/base/hash.h"
#include "sim/base/random.h"

/* Draws of one month of a stream. */
#define A_MONTH 1000

CdDice cd_dice(guint64 seed)
{
  return (CdDice){.seed = seed};
}

double cd_dice_between(CdDice *dice, double low, double high)
{
  CdStream stream = cd_stream(dice->seed, 0, CD_PURPOSE_BOOTSTRAP, cd_hash_text("dice"));
  double u = cd_stream_uniform(stream, dice->thrown / A_MONTH, dice->thrown % A_MONTH);
  dice->thrown++;
  return low + (high - low) * u;
}

guint cd_dice_below(CdDice *dice, guint n)
{
  guint thrown = (guint)cd_dice_between(dice, 0, n);
  return MIN(thrown, n - 1);
}

bool cd_dice_chance(CdDice *dice, double p)
{
  return cd_dice_between(dice, 0, 1) < p;
}

void cd_dice_shuffle(CdDice *dice, guint *row, guint n)
{
  for (guint i = n; i > 1; i--) {
    guint j = cd_dice_below(dice, i);
    guint held = row[i - 1];
    row[i - 1] = row[j];
    row[j] = held;
  }
}
