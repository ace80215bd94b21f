#include "sim/report/partners.h"

#include "sim/report/figure.h"

static char *join_words(GPtrArray *words)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++) {
    const char *before = i == 0 ? "" : i + 1 == words->len ? " and " : ", ";
    g_string_append_printf(out, "%s%s", before, (const char *)g_ptr_array_index(words, i));
  }
  return g_string_free(out, FALSE);
}

const char *cd_council_text(const CdScenario *scenario, guint council)
{
  const CdCouncilSpec *it = cd_scenario_council(scenario, council);
  return it->areas.n == 1 ? cd_scenario_area(scenario, it->areas.at[0])->head.label : it->head.label;
}

char *cd_block_text(const CdScenario *scenario, guint32 mask)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    if (mask >> i & 1)
      g_ptr_array_add(words, (gpointer)cd_council_text(scenario, i));
  return join_words(words);
}

#define ENDS_MOST 12u

guint cd_ends_told(const CdAccord *accord)
{
  return accord->n_partitions > ENDS_MOST + 1 ? ENDS_MOST : accord->n_partitions;
}

char *cd_partition_text(const CdScenario *scenario, const CdPartition *partition)
{
  GString *out = g_string_new(NULL);
  for (guint b = 0; b < partition->n_blocks; b++) {
    g_autofree char *block = cd_block_text(scenario, partition->block[b]);
    g_string_append_printf(out, "%s%s", b > 0 ? " | " : "", block);
  }
  return g_string_free(out, FALSE);
}

char *cd_group_words(const CdScenario *scenario, guint32 mask)
{
  g_autofree char *who = cd_block_text(scenario, mask);
  return g_strdup_printf("%s %s", who, mask & (mask - 1) ? "together" : "alone");
}

char *cd_grouping_words(const CdScenario *scenario, const CdPartition *partition)
{
  GString *out = g_string_new(NULL);
  for (guint b = 0; b < partition->n_blocks; b++) {
    g_autofree char *group = cd_group_words(scenario, partition->block[b]);
    g_string_append_printf(out, "%s%s", b > 0 ? ", " : "", group);
  }
  return g_string_free(out, FALSE);
}

char *cd_partition_ids(const CdScenario *scenario, const CdPartition *partition)
{
  GString *out = g_string_new(NULL);
  for (guint b = 0; b < partition->n_blocks; b++) {
    const char *before = b > 0 ? " | " : "";
    for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
      if (partition->block[b] >> i & 1) {
        g_string_append_printf(out, "%s%s", before, cd_scenario_council(scenario, i)->head.id);
        before = "+";
      }
  }
  return g_string_free(out, FALSE);
}

CdTextValues cd_text_values(const CdSession *session, guint32 block, guint text)
{
  const CdPartners *partners = session->partners;
  const CdGrid *grid = &partners->grid[block];
  CdTextValues values = {.form = cd_grid_level(grid, text, CD_ISSUE_FORM)};
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++)
    values.value[term] = cd_text_at(&partners->table, grid, text, term);
  return values;
}

static const CdStructureSpec *shown_by(const CdSession *session, guint32 block, guint form)
{
  guint row = session->partners->blocks->block[block].form[form].structure;
  return row < session->scenario->table[CD_ENTITY_STRUCTURE].n ? cd_scenario_structure(session->scenario, row) : NULL;
}

const char *cd_form_structure(const CdSession *session, guint32 block, guint form)
{
  const CdStructureSpec *it = shown_by(session, block, form);
  return it ? it->head.id : NULL;
}

const char *cd_form_label(const CdSession *session, guint32 block, guint form)
{
  const CdStructureSpec *it = shown_by(session, block, form);
  return it ? it->head.label : NULL;
}

char *cd_text_words(const CdSession *session, guint32 block, guint text)
{
  const CdScenario *scenario = session->scenario;
  CdTextValues it = cd_text_values(session, block, text);
  g_autofree char *quality = cd_figure(CD_FIGURE_SHARE, it.value[CD_TERM_QUALITY_WEIGHT]);
  g_autofree char *outcomes = cd_figure(CD_FIGURE_SHARE, it.value[CD_TERM_OUTCOMES_SHARE]);
  g_autofree char *local = cd_figure(CD_FIGURE_SHARE, it.value[CD_TERM_LOCALISATION]);
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "%.1f years, quality %s, %s, outcomes %s, local %s", it.value[CD_TERM_LENGTH], quality,
                         cd_scenario_pricing(scenario, (guint)it.value[CD_TERM_PRICING])->head.label, outcomes, local);
  const char *form = cd_form_label(session, block, it.form);
  if (session->partners->blocks->block[block].n_forms > 1 && form)
    g_string_append_printf(out, ", in the form of “%s”", form);
  return g_string_free(out, FALSE);
}

const char *cd_issue_text(guint issue)
{
  static const char *const names[CD_ISSUE_COUNT] = {"length",         "price against quality", "pricing method",
                                                    "outcomes share", "localisation",          "form of the contract"};
  return names[issue];
}

char *cd_issues_text(guint mask)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (guint i = 0; i < CD_ISSUE_COUNT; i++)
    if (mask >> i & 1)
      g_ptr_array_add(words, (gpointer)cd_issue_text(i));
  return join_words(words);
}
