#include "sim/report/assumption.h"
#include "sim/report/registry-table.h"
#include "sim/report/workbook.h"

void cd_leaf_assumptions(CdLeaf leaf)
{
  static const struct {
    const char *head;
    guint width;
  } columns[] = {{"Path", 48},   {"Value", 36},         {"As the scenario writes it", 36},
                 {"Unit", 18},   {"Least allowed", 14}, {"Most allowed", 14},
                 {"Source", 28}, {"Grade", 8},          {"Meaning", 80}};
  g_autoptr(GPtrArray) all = cd_assumptions(leaf.results->scenario);
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    cd_book_head(leaf.book, columns[i].head, columns[i].width);
  for (guint i = 0; i < all->len; i++) {
    const CdAssumption *it = g_ptr_array_index(all, i);
    g_autofree char *written = cd_dist_format(&it->value->dist);
    cd_book_text(leaf.book, it->path);
    cd_book_text(leaf.book, it->words);
    cd_book_text(leaf.book, written);
    cd_book_text(leaf.book, cd_unit_text(it->field->unit));
    cd_book_plain(leaf.book, it->field->low);
    cd_book_plain(leaf.book, it->field->high);
    cd_book_text(leaf.book, it->source);
    cd_book_text(leaf.book, it->value->grade);
    cd_book_text(leaf.book, it->field->meaning);
    cd_book_end_row(leaf.book);
  }
}

/* The registry of metrics, its names as heads. */
void cd_leaf_measures(CdLeaf leaf)
{
  g_autoptr(CdRegistryTable) table = cd_registry_metrics_table();
  for (guint c = 0; c < table->n_columns; c++)
    cd_book_head(leaf.book, table->heads[c], c + 1 == table->n_columns ? 80 : 28);
  for (guint r = 0; r < table->rows->len; r++) {
    char **cell = g_ptr_array_index(table->rows, r);
    for (guint c = 0; c < table->n_columns; c++)
      cd_book_text(leaf.book, cell[c]);
    cd_book_end_row(leaf.book);
  }
}

void cd_leaf_sources(CdLeaf leaf)
{
  const CdScenario *scenario = leaf.results->scenario;
  cd_book_head(leaf.book, "Source", 28);
  cd_book_head(leaf.book, "What it is", 80);
  cd_book_head(leaf.book, "Date", 14);
  cd_book_head(leaf.book, "Address", 60);
  for (guint i = 0; i < scenario->table[CD_ENTITY_SOURCE].n; i++) {
    const CdSourceSpec *source = cd_scenario_source(scenario, i);
    cd_book_text(leaf.book, source->head.id);
    cd_book_text(leaf.book, source->title);
    cd_book_text(leaf.book, source->date);
    cd_book_text(leaf.book, source->href);
    cd_book_end_row(leaf.book);
  }
}
