#include "sim/report/workbook.h"

static void spread_cells(CdLeaf leaf, const CdSpread *spread)
{
  cd_book_number(leaf.book, CD_FIGURE_COUNT, spread->median);
  cd_book_number(leaf.book, CD_FIGURE_COUNT, spread->p5);
  cd_book_number(leaf.book, CD_FIGURE_COUNT, spread->p95);
}

static void row(CdLeaf leaf, const char *what, const char *label, const CdSizeNeeded *need, const char *whose,
                const CdServed *served)
{
  cd_book_text(leaf.book, what);
  cd_book_text(leaf.book, label);
  spread_cells(leaf, &need->clients);
  spread_cells(leaf, &need->people);
  cd_book_text(leaf.book, whose);
  spread_cells(leaf, &served->clients);
  cd_book_number(leaf.book, CD_FIGURE_SHARE, served->kept);
  cd_book_end_row(leaf.book);
}

bool cd_sizes_are_told(const CdResults *results)
{
  const CdScale *scale = results->scale;
  for (guint i = 0; i < scale->n_contracts * scale->n_posts; i++)
    if (cd_served_anybody(&scale->post_served[i]))
      return true;
  for (guint i = 0; i < scale->n_structures * scale->n_hubs; i++)
    if (cd_scenario_hub(results->scenario, i % scale->n_hubs)->kind != CD_HUB_SPOKE && scale->hub_served[i].size > 0)
      return true;
  return false;
}

static void post_rows(CdLeaf leaf, guint post)
{
  const CdResults *results = leaf.results;
  const CdScale *scale = results->scale;
  const CdPostSpec *it = cd_scenario_post(results->scenario, post);
  for (guint c = 0; c < scale->n_contracts; c++) {
    const CdServed *served = &scale->post_served[c * scale->n_posts + post];
    const CdContractSpec *contract = cd_scenario_contract(results->scenario, c);
    g_autofree char *whose =
        g_strdup_printf("%s: %s", cd_option_label(results, (guint)contract->head.parent), contract->head.label);
    if (cd_served_anybody(served))
      row(leaf, it->kind == CD_POST_TEAM ? "Team" : "Post", it->head.label, &scale->post[post], whose, served);
  }
}

static void hub_rows(CdLeaf leaf, guint hub)
{
  const CdResults *results = leaf.results;
  const CdScale *scale = results->scale;
  const CdHubSpec *it = cd_scenario_hub(results->scenario, hub);
  for (guint s = 0; it->kind != CD_HUB_SPOKE && s < scale->n_structures; s++) {
    const CdServed *served = &scale->hub_served[s * scale->n_hubs + hub];
    if (served->size > 0)
      row(leaf, "Hub, whole", it->head.label, &scale->hub[hub], cd_option_label(results, s), served);
  }
}

void cd_leaf_sizes(CdLeaf leaf)
{
  static const struct {
    const char *head;
    guint width;
  } columns[] = {{"What", 12},
                 {"Name", 40},
                 {"Needs: average clients, median", 16},
                 {"Needs: clients, 5th percentile", 16},
                 {"Needs: clients, 95th percentile", 16},
                 {"Needs: people in treatment in a year, median", 18},
                 {"Needs: people, 5th percentile", 16},
                 {"Needs: people, 95th percentile", 16},
                 {"Option and contract", 60},
                 {"Has: average clients, median", 16},
                 {"Has: clients, 5th percentile", 16},
                 {"Has: clients, 95th percentile", 16},
                 {"Share of the draws in which it is kept", 16}};
  for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
    cd_book_head(leaf.book, columns[i].head, columns[i].width);
  for (guint p = 0; p < leaf.results->scale->n_posts; p++)
    post_rows(leaf, p);
  for (guint h = 0; h < leaf.results->scale->n_hubs; h++)
    hub_rows(leaf, h);
}
