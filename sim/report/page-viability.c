#include "sim/report/finding.h"
#include "sim/report/page.h"
#include "sim/report/page-scale.h"

#include <math.h>

/* Contracts of the key pair that have room; the rest stand in results.json. */
#define CONTRACTS_MOST 6u
#define SENTENCES_MOST 3u

typedef struct {
  guint n, at[CONTRACTS_MOST];
} Columns;

static guint structure_of(const CdResults *results, guint contract)
{
  return (guint)cd_scenario_contract(results->scenario, contract)->head.parent;
}

/* The joint option's contracts, then those of the one it is compared with. */
static Columns key_contracts(const CdResults *results)
{
  Columns columns = {0};
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  const guint pair[] = {(guint)root->joint, (guint)root->apart};
  for (guint o = 0; o < (pair[0] == pair[1] ? 1 : 2); o++)
    for (guint c = 0; c < results->n_contracts && columns.n < CONTRACTS_MOST; c++)
      if (structure_of(results, c) == pair[o])
        columns.at[columns.n++] = c;
  return columns;
}

static const char *contract_label(const CdResults *results, guint contract)
{
  return cd_scenario_contract(results->scenario, contract)->head.label;
}

static bool pays_for(const CdResults *results, guint contract, guint hub)
{
  CdRefs hubs = cd_scenario_contract(results->scenario, contract)->hubs;
  for (guint i = 0; i < hubs.n; i++)
    if (hubs.at[i] == hub)
      return true;
  return false;
}

/* --- sentences --------------------------------------------------------------------------------------- */

static void append_need(GString *out, const char *before, const char *label, const CdSpread *people)
{
  g_autofree char *middle = cd_figure_whole(people->median);
  g_autofree char *range = cd_figure_range(CD_FIGURE_COUNT, people->p5, people->p95, false);
  g_string_append_printf(out, "%s“%s” needs about %s people in treatment in a year", before, label, middle);
  if (isfinite(people->p5) && isfinite(people->p95))
    g_string_append_printf(out, " (nine assumptions in ten: %s)", range);
}

static void append_kept(GString *out, const char *label, double kept, bool first)
{
  g_autofree char *share = cd_figure_share_of(kept);
  g_string_append_printf(out, first ? ": “%s” can keep it in %s of the assumptions" : ", “%s” in %s", label, share);
}

static void post_sentence(CdSection section, const Columns *columns, guint post)
{
  const CdScale *scale = section.results->scale;
  g_autoptr(GString) out = g_string_new(NULL);
  append_need(out, "", cd_scenario_post(section.results->scenario, post)->head.label, &scale->post[post].people);
  bool first = true;
  for (guint i = 0; i < columns->n; i++) {
    const CdServed *served = &scale->post_served[columns->at[i] * scale->n_posts + post];
    if (!cd_served_anybody(served))
      continue;
    append_kept(out, contract_label(section.results, columns->at[i]), served->kept, first);
    first = false;
  }
  g_string_append_c(out, '.');
  cd_page_paragraph(section.page, out->str);
}

static void hub_sentence(CdSection section, const Columns *columns, guint hub)
{
  const CdScale *scale = section.results->scale;
  g_autoptr(GString) out = g_string_new(NULL);
  append_need(out, "The whole of ", cd_scenario_hub(section.results->scenario, hub)->head.label, &scale->hub[hub].people);
  bool first = true;
  for (guint i = 0; i < columns->n; i++) {
    guint structure = structure_of(section.results, columns->at[i]);
    bool told = i > 0 && structure == structure_of(section.results, columns->at[i - 1]) && !first;
    if (told || !pays_for(section.results, columns->at[i], hub))
      continue;
    append_kept(out, cd_option_label(section.results, structure),
                scale->hub_served[structure * scale->n_hubs + hub].kept, first);
    first = false;
  }
  g_string_append(out, ", with those who would visit it from elsewhere.");
  cd_page_paragraph(section.page, out->str);
}

/* Teams, then hubs: what partings are argued over. A single post is told where there is no team. */
static void sentences(CdSection section, const Columns *columns)
{
  const CdResults *results = section.results;
  const CdScale *scale = results->scale;
  guint told = 0;
  for (guint p = 0; p < scale->n_posts && told < SENTENCES_MOST; p++)
    if (cd_scenario_post(results->scenario, p)->kind == CD_POST_TEAM) {
      post_sentence(section, columns, p);
      told++;
    }
  if (told == 0 && scale->n_posts > 0) {
    post_sentence(section, columns, 0);
    told++;
  }
  for (guint h = 0; h < scale->n_hubs && told < SENTENCES_MOST; h++) {
    bool paid = false;
    for (guint i = 0; i < columns->n; i++)
      paid = paid || pays_for(results, columns->at[i], h);
    if (!paid || cd_scenario_hub(results->scenario, h)->kind == CD_HUB_SPOKE)
      continue;
    hub_sentence(section, columns, h);
    told++;
  }
}

/* --- table ------------------------------------------------------------------------------------------- */

static void need_cell(CdSection section, const CdSpread *spread)
{
  g_autofree char *range = cd_figure_range(CD_FIGURE_COUNT, spread->p5, spread->p95, false);
  cd_page_cell_open(section.page, true);
  cd_page_number(section.page, CD_FIGURE_COUNT, spread->median);
  cd_page_note(section.page, range);
  cd_page_cell_close(section.page);
}

static void dash_cell(CdSection section)
{
  cd_page_cell_open(section.page, true);
  cd_page_raw(section.page, "–");
  cd_page_cell_close(section.page);
}

static void kept_cell(CdSection section, double kept, const CdSpread *clients)
{
  g_autofree char *share = cd_figure_share_of(kept), *served = cd_figure(CD_FIGURE_COUNT, clients->median);
  g_autofree char *note = g_strdup_printf("%s clients", served);
  cd_page_cell_open(section.page, true);
  cd_page_data(section.page, kept, share);
  cd_page_note(section.page, note);
  cd_page_cell_close(section.page);
}

static void post_row(CdSection section, const Columns *columns, guint post, bool bare)
{
  const CdScale *scale = section.results->scale;
  const CdSizeNeeded *need = &scale->post[post];
  if (bare)
    cd_page_row(section.page, "The same without co-commissioners' money");
  else
    cd_page_row(section.page, cd_scenario_post(section.results->scenario, post)->head.label);
  need_cell(section, bare ? &need->bare_clients : &need->clients);
  need_cell(section, bare ? &need->bare_people : &need->people);
  for (guint i = 0; i < columns->n; i++) {
    const CdServed *served = &scale->post_served[columns->at[i] * scale->n_posts + post];
    if (cd_served_anybody(served))
      kept_cell(section, bare ? served->bare : served->kept, &served->clients);
    else
      dash_cell(section);
  }
}

static void post_rows(CdSection section, const Columns *columns)
{
  const CdScale *scale = section.results->scale;
  if (scale->n_posts > 0)
    cd_page_group(section.page, "Posts and teams: kept, by the clients whom the contract has for them", columns->n + 3);
  for (guint p = 0; p < scale->n_posts; p++) {
    post_row(section, columns, p, false);
    if (scale->post[p].is_funded)
      post_row(section, columns, p, true);
  }
}

static void hub_rows(CdSection section, const Columns *columns)
{
  const CdResults *results = section.results;
  const CdScale *scale = results->scale;
  bool begun = false;
  for (guint h = 0; h < scale->n_hubs; h++) {
    if (cd_scenario_hub(results->scenario, h)->kind == CD_HUB_SPOKE)
      continue;
    if (!begun)
      cd_page_group(section.page, "Hubs: kept whole, by all who would use them", columns->n + 3);
    begun = true;
    cd_page_row(section.page, cd_scenario_hub(results->scenario, h)->head.label);
    need_cell(section, &scale->hub[h].clients);
    need_cell(section, &scale->hub[h].people);
    for (guint i = 0; i < columns->n; i++) {
      const CdServed *served = &scale->hub_served[structure_of(results, columns->at[i]) * scale->n_hubs + h];
      if (pays_for(results, columns->at[i], h))
        kept_cell(section, served->kept, &served->clients);
      else
        dash_cell(section);
    }
  }
}

static void table(CdSection section, const Columns *columns)
{
  const CdResults *results = section.results;
  cd_page_table_open(section.page, "The size that posts and hubs need, and how often each contract can keep them");
  cd_page_head_row(section.page, "Post or hub");
  cd_page_head(section.page, "Needs: clients at a time", true);
  cd_page_head(section.page, "Needs: people in treatment in a year", true);
  for (guint i = 0; i < columns->n; i++) {
    guint structure = structure_of(results, columns->at[i]);
    g_autofree char *both =
        g_strdup_printf("%s: %s", cd_option_label(results, structure), contract_label(results, columns->at[i]));
    bool alone = cd_option_contracts(results, structure) == 1;
    cd_page_head(section.page, alone ? cd_option_label(results, structure) : both, true);
  }
  cd_page_raw(section.page, "</thead>\n");
  post_rows(section, columns);
  hub_rows(section, columns);
  cd_page_table_close(section.page);
}

void cd_page_viability(CdSection section)
{
  const CdScale *scale = section.results->scale;
  if (scale->n_posts + scale->n_hubs == 0)
    return;
  Columns columns = key_contracts(section.results);
  cd_page_paragraph(
      section.page,
      "What is too small. A post is given up where the clients whom it would serve do not make up its "
      "smallest size, and a hub shrinks where they cannot carry its rent. The sizes that this takes are "
      "uncertain too, so they are told as the middle of the assumptions and the range of nine in ten. "
      "Each contract is taken by itself, with all of the co-commissioners' money: one provider that holds "
      "several contracts can keep a post that each of them is too small for. " CD_SMALLER_HUB);
  sentences(section, &columns);
  table(section, &columns);
}
