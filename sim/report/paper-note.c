/* What the paper is for, and what the committee is asked to note. */
#include "sim/report/glossary.h"
#include "sim/report/option-words.h"
#include "sim/report/paper.h"
#include "sim/report/partners.h"

#define GROUPINGS_TOLD 3u
#define COUNCILS_MANY 4u /* more than these: their groupings are long to tell */

void cd_paper_purpose(const CdPaper *paper)
{
  const CdConcordatSpec *root = cd_scenario_concordat(paper->results->scenario, 0);
  cd_page_element(paper->page, "p", "lead", root->question);
  g_autofree char *equal = cd_equal_text(paper->results);
  g_autofree char *line =
      g_strconcat("This paper tells what a simulation finds of the options below, and how sure that is. It is for "
                  "information: it recommends no option, forecasts no decision and gives no advice on law. ",
                  equal, NULL);
  cd_page_paragraph(paper->page, line);
  if (root->illustration)
    cd_page_element(paper->page, "p", "inset", root->illustration);
}

static void item(const CdPaper *paper, const char *text)
{
  cd_page_element(paper->page, "li", NULL, text);
}

/* "Clear: ...; Leaning: ...", of the groups FROM .. TO; nothing where there are none. */
static void item_of_groups(const CdPaper *paper, const char *intro, const CdFindingGroup *group, guint from, guint to)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint g = from; g <= to; g++)
    if (group[g].effects)
      g_string_append_printf(out, "%s %s: %s.", out->len ? "" : intro, group[g].heading, group[g].effects);
  if (out->len)
    item(paper, out->str);
}

static void items_of_pair(const CdPaper *paper, CdPair pair)
{
  g_autofree char *cost = cd_finding_cost_sentence(paper->results, pair.a, pair.b),
                  *others = cd_finding_baseline_sentence(paper->results);
  g_autofree char *money = others ? g_strconcat(cost, " ", others, NULL) : g_strdup(cost);
  CdFindingGroup group[CD_FINDING_GROUPS];
  cd_finding_groups(paper->results, pair.a, pair.b, group);
  item(paper, money);
  item_of_groups(paper, "What else can be said of the first against the second.", group, CD_VERDICT_CLEAR,
                 CD_VERDICT_LEANING);
  item_of_groups(
      paper, "What depends on the assumptions tried, or makes no difference: the mean, then shares of assumptions in brackets.",
      group, CD_VERDICT_DEPENDS, CD_VERDICT_NONE);
  for (guint g = 0; g < CD_FINDING_GROUPS; g++)
    g_free(group[g].effects);
}

static void item_of_talks(const CdPaper *paper)
{
  const CdAccord *accord = paper->results->accord;
  if (!accord || accord->n_partitions == 0)
    return;
  g_autoptr(GString) out = g_string_new("Left to themselves, and with the preferences assumed for them, the councils' "
                                        "talks end with ");
  guint told = MIN(accord->n_partitions, accord->n_councils > COUNCILS_MANY ? 1 : GROUPINGS_TOLD);
  for (guint p = 0; p < told; p++) {
    const CdShare *share = &accord->partition[p].share;
    g_autofree char *who = cd_grouping_words(paper->results->scenario, &accord->partition[p].partition),
                    *often = cd_figure_share_of(share->share),
                    *range = cd_figure_range(CD_FIGURE_PART, share->low, share->high, false);
    g_string_append_printf(out, "%s%s under %s%s (%s)", p ? "; " : "", who, often, p ? "" : " of the assumptions tried",
                           range);
  }
  g_string_append(out, ". This is an illustration and no forecast of what councils will do.");
  item(paper, out->str);
}

void cd_paper_note(const CdPaper *paper)
{
  CdPair pair[CD_KEY_PAIRS];
  guint n = cd_key_pairs(paper->results, pair);
  cd_page_paragraph(paper->page,
                    "The committee is asked to note what the model finds. A share in brackets is the share of "
                    "assumptions tried, not the chance that one year turns out so.");
  cd_page_raw(paper->page, "<ol>\n");
  if (n > 0)
    items_of_pair(paper, pair[0]);
  else
    item(paper, CD_NOTHING_TO_COMPARE);
  item_of_talks(paper);
  cd_page_raw(paper->page, "</ol>\n");
}
