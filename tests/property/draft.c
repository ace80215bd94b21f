#include "tests/property/draft.h"

#include <math.h>

#define GRADE "D"

static double four_digits(double x)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(text, sizeof text, "%.4g", x);
  return g_ascii_strtod(text, NULL);
}

/* --- numbers ----------------------------------------------------------------------------------------- */

static CdDist point_of(double x)
{
  return (CdDist){.kind = CD_DIST_POINT, .a = x};
}

static CdDist discrete_of(CdDice *dice, double below, double middle, double above)
{
  CdDist dist = {.kind = CD_DIST_DISCRETE, .n_points = 3, .point = {below, middle, above}};
  dist.weight[0] = 0.25 + 0.125 * cd_dice_below(dice, 3);
  dist.weight[1] = 0.25;
  dist.weight[2] = 1 - dist.weight[0] - dist.weight[1];
  return dist;
}

/* A distribution of any kind about CENTRE, within [LOW, HIGH]. */
static CdDist dist_about(Draft *it, double centre, double low, double high)
{
  CdDice *dice = &it->dice;
  centre = four_digits(CLAMP(centre, low, high));
  double part = cd_dice_between(dice, 0.05, 0.25);
  double below = four_digits(fmax(low, centre * (1 - part))), above = four_digits(fmin(high, centre * (1 + part)));
  guint kind = cd_dice_below(dice, 8);
  if (it->wanted.sure || kind == 0 || !(below < centre && centre < above))
    return point_of(centre);
  switch (kind) {
  case 1:
  case 2:
    return (CdDist){.kind = CD_DIST_TRIANGULAR, .a = below, .b = centre, .c = above};
  case 3:
    return (CdDist){.kind = CD_DIST_UNIFORM, .a = below, .b = above};
  case 4:
    return (CdDist){.kind = CD_DIST_NORMAL, .a = centre, .b = four_digits(centre * part / 3)};
  case 5:
    return (CdDist){.kind = CD_DIST_LOGNORMAL, .a = centre, .b = four_digits(part / 3)};
  case 6:
    return (CdDist){.kind = CD_DIST_BETA, .a = 2, .b = 3, .c = below, .d = above};
  default:
    return discrete_of(dice, below, centre, above);
  }
}

static const CdField *field_of(CdEntityKind kind, const char *name)
{
  const CdField *field = cd_entity_field(cd_entity(kind), name);
  g_assert(field && field->kind == CD_FIELD_NUMBER);
  return field;
}

static void set_dist(CdSpecHead *row, const CdField *field, CdDist dist)
{
  CdValue *value = (CdValue *)(void *)((char *)row + field->spec_offset);
  *value = (CdValue){.dist = dist, .source = SOURCE, .grade = GRADE};
}

void about(Draft *it, CdEntityKind kind, CdSpecHead *row, const char *name, double centre)
{
  const CdField *field = field_of(kind, name);
  set_dist(row, field, dist_about(it, centre, field->low, field->high));
}

void exactly(CdEntityKind kind, CdSpecHead *row, const char *name, double x)
{
  set_dist(row, field_of(kind, name), point_of(x));
}

void between(Draft *it, CdEntityKind kind, CdSpecHead *row, const char *name, double low, double high)
{
  about(it, kind, row, name, cd_dice_between(&it->dice, low, high));
}

void vary_defaults(Draft *it, CdEntityKind kind, CdSpecHead *row)
{
  const CdEntity *entity = cd_entity(kind);
  for (guint f = 0; f < entity->n_fields; f++) {
    const CdField *field = &entity->field[f];
    if (field->kind != CD_FIELD_NUMBER || !field->deflt || !*field->deflt)
      continue;
    CdValue *value = (CdValue *)(void *)((char *)row + field->spec_offset);
    double median = cd_value_median(value, field);
    if (it->wanted.sure)
      set_dist(row, field, point_of(four_digits(median)));
    if (cd_dice_chance(&it->dice, 0.4))
      set_dist(row, field, dist_about(it, median * cd_dice_between(&it->dice, 0.5, 1.5), field->low, field->high));
  }
}

/* --- rows -------------------------------------------------------------------------------------------- */

CdSpecHead *row_new(Draft *it, CdEntityKind kind, int parent, const char *name, guint number)
{
  g_autofree char *id = g_strdup_printf("%s-%u-%x", name, number, (guint)(it->seed * 2654435761u >> 7 & 0xffff));
  return cd_scenario_append(it->scenario, kind, parent, id, NULL);
}

CdRefs refs_of(Draft *it, const guint *row, guint n)
{
  guint *copy = g_memdup2(row, n * sizeof(guint));
  g_ptr_array_add(it->scenario->blocks, copy);
  return (CdRefs){n, copy};
}

CdRefs some_of(Draft *it, guint n, guint least)
{
  guint row[64];
  g_assert(n <= G_N_ELEMENTS(row));
  for (guint i = 0; i < n; i++)
    row[i] = i;
  cd_dice_shuffle(&it->dice, row, n);
  guint taken = cd_dice_below(&it->dice, n + 1);
  taken = MAX(taken, least);
  return taken > 0 ? refs_of(it, row, taken) : (CdRefs){0, NULL};
}
