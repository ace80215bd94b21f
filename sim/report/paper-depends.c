/* What would change the answer, as far as a run tells: on which assumption it turns most, what the difference in cost is made of, how it changes with what is offered and on which terms, and whose choice rests
 * on belief. */
#include "sim/report/alternatives-words.h"
#include "sim/report/influence-words.h"
#include "sim/report/paper.h"

static void item(const CdPaper *paper, const char *text)
{
  cd_page_element(paper->page, "li", NULL, text);
}

static void item_of_influence(const CdPaper *paper, CdPair pair)
{
  const CdQuestion *cost = cd_influence_question(paper->results, pair.a, pair.b, CD_METRIC_COST_ANNUAL);
  if (!cost || paper->results->questions->n_inputs == 0)
    return;
  g_autofree char *answer = cd_influence_answer(paper->results, cost);
  g_autofree char *line = g_strdup_printf("The assumptions. Of the difference in yearly cost: %s", answer);
  item(paper, line);
}

static void item_of_choices(const CdPaper *paper)
{
  g_autofree char *line = cd_alternatives_sentence(paper->results, 1);
  if (line)
    item(paper, line);
}

static void item_of_cost(const CdPaper *paper, CdPair pair)
{
  g_autofree char *scale = cd_finding_scale_sentence(paper->results, pair.a, pair.b),
                  *offer = cd_finding_offer_sentence(paper->results, pair.a, pair.b);
  g_autofree char *line = g_strdup_printf("Scale, and what is offered. %s %s", scale, offer);
  item(paper, line);
}

static void item_of_terms(const CdPaper *paper, CdPair pair)
{
  const guint option[] = {pair.a, pair.b};
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(option); i++) {
    CdFinding finding;
    if (!cd_finding_of_terms(paper->results, option[i], cd_total_at(paper->results, CD_METRIC_COST_ANNUAL), &finding) ||
        finding.value.verdict == CD_VERDICT_UNDEFINED)
      continue;
    g_autofree char *size = cd_figure_size(finding.figure, finding.value.d.mean),
                    *verdict = cd_finding_note(finding.metric, &finding.value);
    g_string_append_printf(out, "%s“%s” would cost %s a year %s on average (%s)",
                           out->len ? "; "
                                    : "The terms of the contracts. On terms of its own instead of the common ones, ",
                           cd_option_label(paper->results, option[i]), size,
                           cd_finding_word(finding.metric, finding.value.d.mean), verdict);
  }
  if (out->len)
    item(paper, g_string_append_c(out, '.')->str);
}

/* Whose first choice most often turns on what it believes. */
static void item_of_beliefs(const CdPaper *paper)
{
  const CdResults *results = paper->results;
  guint councils = results->scenario->table[CD_ENTITY_COUNCIL].n, best = 0;
  for (guint i = 1; i < councils; i++)
    if (results->ranking_council[i].parted > results->ranking_council[best].parted)
      best = i;
  if (councils == 0 || !(results->ranking_council[best].parted > 0))
    return;
  g_autofree char *share = cd_figure_share_of(results->ranking_council[best].parted);
  g_autofree char *line = g_strdup_printf(
      "What councils believe. %s would choose otherwise under %s of the assumptions tried if it believed "
      "what the model finds of scale, disruption, fit and the market; no council's choice rests on belief "
      "more often.",
      cd_scenario_council(results->scenario, best)->head.label, share);
  item(paper, line);
}

void cd_paper_depends(const CdPaper *paper)
{
  CdPair pair[CD_KEY_PAIRS];
  cd_page_raw(paper->page, "<ul>\n");
  if (cd_key_pairs(paper->results, pair) > 0) {
    item_of_influence(paper, pair[0]);
    item_of_choices(paper);
    item_of_cost(paper, pair[0]);
    item_of_terms(paper, pair[0]);
  }
  item_of_beliefs(paper);
  cd_page_raw(paper->page, "</ul>\n");
}
