#include "sim/engine/partners/table-of-terms.h"

static void spread(CdTermTable *table, CdTerm term, double least, double most, double levels)
{
  guint n = most > least ? (guint)levels : 1; /* or the same text would be on the table several times */
  g_assert(n >= 1 && n <= CD_LEVELS_MOST);
  table->levels[term] = n;
  for (guint l = 0; l < n; l++)
    table->at[term][l] = n == 1 ? (least + most) / 2 : least + (most - least) * l / (n - 1);
}

void cd_term_table_make(CdTermTable *table, const CdWorld *world)
{
  const CdNegotiation *it = world->negotiation;
  spread(table, CD_TERM_LENGTH, it->length_least, it->length_most, it->length_levels);
  spread(table, CD_TERM_QUALITY_WEIGHT, it->quality_least, it->quality_most, it->quality_levels);
  spread(table, CD_TERM_OUTCOMES_SHARE, it->outcomes_least, it->outcomes_most, it->outcomes_levels);
  spread(table, CD_TERM_LOCALISATION, it->localisation_least, it->localisation_most, it->localisation_levels);
  g_assert(world->n_pricing <= CD_LEVELS_MOST);
  table->levels[CD_TERM_PRICING] = world->n_pricing;
  double *row = table->at[CD_TERM_PRICING];
  for (guint p = 0; p < world->n_pricing; p++) {
    guint at = p;
    for (; at > 0 && world->pricing[(guint)row[at - 1]].head.key > world->pricing[p].head.key; at--)
      row[at] = row[at - 1];
    row[at] = p;
  }
}

void cd_term_grid(CdGrid *grid, const CdTermTable *table, guint forms)
{
  guint levels[CD_ISSUE_COUNT];
  for (guint t = 0; t < CD_TERM_COUNT; t++)
    levels[t] = table->levels[t];
  levels[CD_ISSUE_FORM] = forms;
  cd_grid_init(grid, CD_ISSUE_COUNT, levels);
}

CdTermsDrawn cd_text_terms(const CdTermTable *table, const CdGrid *grid, guint text, CdTermsDrawn terms)
{
  terms.length = cd_text_at(table, grid, text, CD_TERM_LENGTH);
  terms.quality_weight = cd_text_at(table, grid, text, CD_TERM_QUALITY_WEIGHT);
  terms.pricing = (int)cd_text_at(table, grid, text, CD_TERM_PRICING);
  terms.outcomes_share = cd_text_at(table, grid, text, CD_TERM_OUTCOMES_SHARE);
  terms.localisation = cd_text_at(table, grid, text, CD_TERM_LOCALISATION);
  return terms;
}
