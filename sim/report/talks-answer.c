#include "sim/report/talks-page.h"

#include <math.h>
#include "sim/report/accords-words.h"
#include "sim/report/glossary.h"
#include "sim/report/partners.h"

static char *lead_text(const CdAccords *accords)
{
  const CdShare *agreed = &accords->accord->agreed;
  g_autofree char *all = cd_block_text(accords->scenario, cd_mask_all(accords->n_councils));
  g_autofree char *share = cd_figure_share_of(agreed->share),
                  *interval = cd_figure_range(CD_FIGURE_PART, agreed->low, agreed->high, false);
  return g_strdup_printf("Left to themselves, %s go together under %s of the assumptions tried (95%% interval %s).",
                         all, share, interval);
}

static void item(CdTalksSection section, char *text)
{
  g_autofree char *owned = text;
  cd_page_element(section.page, "li", NULL, owned);
}

static void write_apart(CdTalksSection section)
{
  const CdAccords *accords = section.accords;
  const CdAccord *accord = accords->accord;
  for (guint p = 0; p < accord->n_partitions; p++) {
    if (accord->partition[p].partition.n_blocks == 1)
      continue;
    g_autofree char *who = cd_grouping_words(accords->scenario, &accord->partition[p].partition),
                    *share = cd_share_words(accord->partition[p].share);
    item(section, g_strdup_printf("Where not all go together, they most often end as %s%s: %s.", who,
                                  accord->partition[p].as_today ? CD_AS_TODAY : "", share));
    break;
  }
  guint often = CD_PARTING_NONE;
  for (guint k = CD_PARTING_NONE + 1; k < CD_PARTING_COUNT; k++)
    if (accord->kind[k].n > 0 && (often == CD_PARTING_NONE || accord->kind[k].n > accord->kind[often].n))
      often = k;
  if (often == CD_PARTING_NONE)
    return;
  const CdPartingInfo *info = cd_parting_info((CdPartingKind)often);
  g_autofree char *share = cd_share_words(accord->kind[often]);
  item(section,
       g_strdup_printf("The most frequent end without agreement is “%s”: %s. %s", info->label, share, info->definition));
}

static void write_money(CdTalksSection section)
{
  const CdAccords *accords = section.accords;
  if (accords->reasons->bridge[CD_BRIDGE_PAYMENT].n == 0)
    return;
  g_autofree char *share = cd_figure_share_of(accords->reasons->bridge[CD_BRIDGE_PAYMENT].share),
                  *money = cd_money_words(accords->reasons->pounds[CD_BRIDGE_PAYMENT]);
  item(section,
       g_strdup_printf("Where no terms suit everybody, payments between them would bridge it in %s%s.", share, money));
}

void cd_talks_answer(CdTalksSection section)
{
  const CdAccords *accords = section.accords;
  const CdConcordatSpec *root = cd_scenario_concordat(accords->scenario, 0);
  const CdGlossaryEntry *protocol =
      cd_protocol_entry((CdProtocol)cd_scenario_negotiation(accords->scenario, 0)->protocol);
  g_autofree char *lead = lead_text(accords), *zone = cd_zone_words(accords->reasons);
  cd_page_paragraph(section.page, root->question);
  cd_page_element(section.page, "p", "lead", lead);
  if (root->illustration)
    cd_page_element(section.page, "p", "inset", root->illustration);
  cd_page_raw(section.page, "<ul>\n");
  if (accords->accord->agreed.n > 0 && cd_has_meetings(accords->reasons))
    item(section, g_strdup_printf("Where they all agree it is, on average, %.1f months after the first meeting.",
                                  accords->accord->months_agreed));
  write_apart(section);
  item(section, g_steal_pointer(&zone));
  write_money(section);
  item(section, cd_sharing_words(accords));
  char *lever = cd_lever_words(accords);
  if (lever)
    item(section, lever);
  cd_page_raw(section.page, "</ul>\n");
  g_autofree char *how =
      g_strdup_printf("%s: %s A share is of the assumptions tried, with its 95%% interval in brackets or "
                      "below it. It is not the chance that councils will do so.",
                      protocol->label, protocol->meaning);
  cd_page_paragraph(section.page, how);
}

/* All ends but the first TOLD, in one row. */
static void put_other_ends(CdTalksSection section, guint told, bool meetings)
{
  const CdAccord *accord = section.reasons->accord;
  guint n = 0;
  double months = 0;
  for (guint p = told; p < accord->n_partitions; p++) {
    n += accord->partition[p].share.n;
    months += accord->partition[p].share.n * accord->partition[p].months;
  }
  g_autofree char *who = g_strdup_printf("%u other ends, none of them more often", accord->n_partitions - told);
  cd_page_row(section.page, who);
  cd_talks_share_cell(section, cd_share_of(n, accord->partition[0].share.of));
  if (meetings)
    cd_page_number_cell(section.page, CD_FIGURE_TIME, months / n);
}

void cd_talks_ends(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  const CdAccord *accord = reasons->accord;
  bool meetings = cd_has_meetings(reasons);
  cd_page_narrow_table_open(section.page, "Who goes with whom, share of the assumptions tried");
  cd_talks_heads(section, "In the end", "Share", meetings ? "Months of talks, mean" : NULL, NULL);
  guint told = cd_ends_told(accord);
  for (guint p = 0; p < told; p++) {
    const CdAccordPartition *it = &accord->partition[p];
    g_autofree char *grouping = cd_grouping_words(reasons->scenario, &it->partition);
    g_autofree char *who = g_strconcat(grouping, it->as_today ? CD_AS_TODAY : "", NULL);
    cd_page_row(section.page, who);
    cd_talks_share_cell(section, it->share);
    if (meetings)
      cd_page_number_cell(section.page, CD_FIGURE_TIME, it->months);
  }
  if (told < accord->n_partitions)
    put_other_ends(section, told, meetings);
  cd_page_table_close(section.page);
  for (guint i = 0; i < reasons->n_councils; i++) {
    g_autofree char *joins = cd_joins_words(reasons, i);
    if (joins)
      cd_page_paragraph(section.page, joins);
  }
}

static char *last_month_words(const CdSpread *last)
{
  return g_strdup_printf("last month %.0f (%.0f–%.0f)", last->median, last->p5, last->p95);
}

static void write_councils(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  const CdAccord *accord = reasons->accord;
  bool joining = cd_scenario_negotiation(reasons->scenario, 0)->join_later == CD_YES;
  cd_page_narrow_table_open(section.page, "What each council does, share of the assumptions tried");
  cd_talks_heads(section, "Council", "Gives notice", "Out of time", "Wanted to stay", joining ? "Joins later" : NULL,
                 NULL);
  for (guint i = 0; i < reasons->n_councils; i++) {
    g_autofree char *last = section.accords ? last_month_words(&section.accords->last_meeting[i]) : NULL;
    cd_page_noted_row(section.page, cd_council_text(reasons->scenario, i), last);
    cd_talks_share_cell(section, accord->notice[i]);
    cd_talks_share_cell(section, accord->lapsed[i]);
    cd_talks_share_cell(section, accord->wanted[i]);
    if (joining) {
      cd_page_cell_open(section.page, true);
      cd_page_number(section.page, CD_FIGURE_PART, accord->joined[i].share);
      g_autofree char *month = cd_figure(CD_FIGURE_TIME, accord->month_joined[i]);
      g_autofree char *when = g_strdup_printf("month %s", month);
      cd_page_note(section.page, accord->joined[i].n > 0 ? when : "");
      cd_page_cell_close(section.page);
    }
  }
  cd_page_table_close(section.page);
  const struct {
    CdWord word;
    bool is_said;
  } notes[] = {{CD_WORD_NOTICE, true},
               {CD_WORD_LAPSE, true},
               {CD_WORD_WANTED, true},
               {CD_WORD_LAST_MONTH, section.accords},
               {CD_WORD_JOINS, joining}};
  cd_page_raw(section.page, "<ul>\n");
  for (guint n = 0; n < G_N_ELEMENTS(notes); n++)
    if (notes[n].is_said)
      item(section, cd_word_note(notes[n].word));
  cd_page_raw(section.page, "</ul>\n");
}

void cd_talks_leavers(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  cd_page_narrow_table_open(
      section.page, "How the talks end, share of the assumptions tried; ends that are not listed did not occur");
  cd_talks_heads(section, "End", "Share", NULL);
  for (guint k = 0; k < CD_PARTING_COUNT; k++) {
    const CdPartingInfo *info = cd_parting_info((CdPartingKind)k);
    if (reasons->accord->kind[k].n == 0)
      continue;
    cd_page_noted_row(section.page, info->label, info->definition);
    cd_talks_share_cell(section, reasons->accord->kind[k]);
  }
  cd_page_table_close(section.page);
  if (cd_has_meetings(reasons))
    write_councils(section);
  else
    cd_page_paragraph(section.page, CD_NO_MEETINGS);
}
