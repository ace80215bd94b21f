#include "sim/report/options.h"

#include "sim/report/figure.h"
#include "sim/report/option.h"

const char *cd_cell_found_word(CdCellFound found)
{
  static const char *const word[CD_CELL_COUNT] = {
      [CD_CELL_TICKED] = "yes",      [CD_CELL_BLANK] = "no",           [CD_CELL_REFERENCE] = "ref",
      [CD_CELL_DEPENDS] = "depends", [CD_CELL_CANNOT_TELL] = "unsure", [CD_CELL_UNDEFINED] = "n/d",
      [CD_CELL_NOT_MODELLED] = "n/m"};
  return word[found];
}

const char *cd_table_column_id(const CdOptionTables *options, const CdTableAnswer *table, guint column)
{
  return cd_option_id(options->results, table->column[column]);
}

char *cd_table_row_name(const CdOptionTables *options, const CdTableAnswer *table, guint row)
{
  const CdSpecHead *head = &cd_scenario_table_row(options->results->scenario, table->first + row)->head;
  return g_strdup_printf("%s %s", head->id, head->label);
}

char *cd_table_agreement_sentence(const CdTableAnswer *table)
{
  guint compared = table->agrees + table->differs + table->open;
  return g_strdup_printf("Of %u cells %u are worked out: %u agree with the paper (%u of all by definition, being of "
                         "the option that the others are held against), %u "
                         "differ, %u are open. The other %u are of criteria that are not modelled.",
                         compared + table->unsaid, compared, table->agrees, table->reference, table->differs,
                         table->open, table->unsaid);
}

char *cd_table_tip_sentence(const CdOptionTables *options, const CdTableAnswer *table, guint i)
{
  const CdTip *tip = &table->tip[i];
  g_autofree char *name = cd_table_row_name(options, table, tip->criterion), *now = NULL, *then = NULL;
  g_autofree char *low = cd_figure_share_of(tip->low), *high = cd_figure_share_of(tip->high);
  cd_figure_shares_apart(tip->weight, tip->tips_at, &now, &then);
  return g_strdup_printf(
      "“%s” overtakes “%s” where “%s” has %s of the weight %s (95%% interval %s to %s) instead of %s.",
      cd_table_column_id(options, table, tip->behind), cd_table_column_id(options, table, tip->ahead), name, then,
      tip->tips_at > tip->weight ? "or more" : "or less", low, high, now);
}

char *cd_table_cell_share(const CdTableCell *cell)
{
  if (cell->answer.n == 0)
    return g_strdup("");
  g_autofree char *share = cd_figure_share_of(cell->answer.holds.share),
                  *low = cd_figure_limit(cell->answer.holds.low, false),
                  *high = cd_figure_limit(cell->answer.holds.high, true);
  return g_strdup_printf("%s (%s to %s)", share, low, high);
}

char *cd_table_one_provider(const CdTableCell *cell)
{
  if (cell->one.runs == 0)
    return g_strdup("");
  g_autofree char *share = cd_figure_share_of(cell->one.share);
  return g_strdup_printf("%s of %u runs", share, cell->one.runs);
}

bool cd_tells_of_options(const CdResults *results)
{
  return results->options->n > 0;
}

const char *cd_options_note(void)
{
  return "An option has an advantage where its metric is better than that of the option that the criterion is held "
         "against by more than "
         "what matters, the terms being equal. A sum of ticks counts a criterion twice where two say one thing, and "
         "says nothing of how "
         "large an advantage is.";
}
