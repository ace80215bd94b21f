#include "sim/negotiation/zone.h"

bool cd_text_passes(const CdDomain *domain, guint text, const double *threshold)
{
  for (guint j = 0; j < domain->n_parties; j++)
    if (!cd_reaches(cd_domain_u(domain, text, j), threshold[j]))
      return false;
  return true;
}

CdTexts cd_zone(const CdDomain *domain, const double *threshold, CdArena *arena)
{
  guint n = 0, *text = cd_arena_array_raw(arena, guint, domain->grid->n_texts);
  for (guint x = 0; x < domain->grid->n_texts; x++)
    if (cd_text_passes(domain, x, threshold))
      text[n++] = x;
  return (CdTexts){.n = n, .text = text};
}

guint cd_zone_count(const CdDomain *domain, const double *threshold)
{
  guint n = 0;
  for (guint x = 0; x < domain->grid->n_texts; x++)
    n += cd_text_passes(domain, x, threshold);
  return n;
}

guint cd_zone_first(const CdDomain *domain, const double *threshold)
{
  guint x = 0;
  while (x < domain->grid->n_texts && !cd_text_passes(domain, x, threshold))
    x++;
  return x;
}

CdTexts cd_texts_all(const CdGrid *grid, CdArena *arena)
{
  guint *text = cd_arena_array_raw(arena, guint, grid->n_texts);
  for (guint x = 0; x < grid->n_texts; x++)
    text[x] = x;
  return (CdTexts){.n = grid->n_texts, .text = text};
}
