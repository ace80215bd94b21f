#include "sim/report/alternatives-words.h"
#include "sim/report/glossary.h"
#include "sim/report/influence-words.h"
#include "sim/report/option-words.h"
#include "sim/report/page.h"
#include "sim/report/page-charts.h"

static void append_areas(GString *line, const CdScenario *scenario, const CdContractSpec *contract)
{
  for (guint i = 0; i < contract->areas.n; i++)
    g_string_append_printf(line, "%s%s", i ? ", " : "", cd_scenario_area(scenario, contract->areas.at[i])->head.label);
}

static void contract_cell(CdSection section, guint structure)
{
  const CdScenario *scenario = section.results->scenario;
  guint listed = 0;
  cd_page_cell_open(section.page, false);
  for (guint c = 0; c < section.results->n_contracts; c++) {
    const CdContractSpec *contract = cd_scenario_contract(scenario, c);
    g_autoptr(GString) line = g_string_new(NULL);
    if (contract->head.parent != (int)structure)
      continue;
    g_string_append_printf(line, "%s (", contract->head.label);
    append_areas(line, scenario, contract);
    g_string_append_c(line, ')');
    cd_page_raw(section.page, listed++ > 0 ? "<br>" : "");
    cd_html_escape(section.page->out, line->str);
  }
  cd_page_cell_close(section.page);
}

void cd_section_decision(CdSection section)
{
  const CdResults *results = section.results;
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  bool routes = cd_routes_are_named(results);
  cd_page_element(section.page, "p", "lead", root->question);
  if (root->illustration)
    cd_page_element(section.page, "p", "inset", root->illustration);
  cd_page_table_open(section.page, "The commissioning options");
  cd_page_head_row(section.page, "Option");
  cd_page_head(section.page, "Stands for", false);
  cd_page_head(section.page, "Contracts and the areas they serve", false);
  if (routes)
    cd_page_head(section.page, "Route by which it is awarded", false);
  cd_page_raw(section.page, "</thead>\n");
  for (guint s = 0; s < results->n_structures; s++) {
    cd_page_row(section.page, cd_option_label(results, s));
    g_autofree char *role = cd_option_role(results, s), *route = cd_option_route(results, s);
    cd_page_text_cell(section.page, role);
    if (s < results->n_forced)
      contract_cell(section, s);
    else
      cd_page_text_cell(section.page, "Whatever blocks and terms their talks end in, under each set of assumptions");
    if (routes)
      cd_page_text_cell(section.page, route);
  }
  cd_page_table_close(section.page);
}

/* On what the yearly cost turns. */
static void write_turning(CdSection section, CdPair pair)
{
  const CdQuestion *cost = cd_influence_question(section.results, pair.a, pair.b, CD_METRIC_COST_ANNUAL);
  if (!cost || section.results->questions->n_inputs == 0)
    return;
  g_autofree char *answer = cd_influence_answer(section.results, cost);
  cd_page_paragraph(section.page, answer);
}

/* What other choices make of it: told of the pair that they were rerun for. */
static void write_choices(CdSection section, CdPair pair)
{
  const CdAlternatives *all = section.results->alternatives;
  g_autofree char *sentence = cd_alternatives_sentence(section.results, CD_ALTERNATIVES_TOLD);
  if (sentence && all->pair.a == pair.a && all->pair.b == pair.b)
    cd_page_paragraph(section.page, sentence);
}

static void write_pair(CdSection section, CdPair pair)
{
  g_autofree char *phrase = cd_finding_cost_phrase(section.results, pair.a, pair.b, false);
  g_autofree char *title = g_strdup_printf("“%s” against “%s”: %s", cd_option_label(section.results, pair.a),
                                           cd_option_label(section.results, pair.b), phrase);
  g_autofree char *cost = cd_finding_cost_sentences(section.results, pair.a, pair.b);
  CdFindingGroup group[CD_FINDING_GROUPS];
  cd_finding_groups(section.results, pair.a, pair.b, group);
  cd_page_raw(section.page, "<div class=\"finding\">\n");
  cd_page_element(section.page, "h3", NULL, title);
  cd_page_paragraph(section.page, cost);
  write_turning(section, pair);
  write_choices(section, pair);
  cd_page_raw(section.page, "<dl>\n");
  for (guint g = 0; g < CD_FINDING_GROUPS; g++) {
    g_autofree char *effects = group[g].effects, *more = cd_figure_about(group[g].more);
    if (!effects)
      continue;
    g_autofree char *heading = group[g].more > 0
                                   ? g_strdup_printf("%s (up to %s more replicates)", group[g].heading, more)
                                   : g_strdup(group[g].heading);
    cd_page_element(section.page, "dt", NULL, heading);
    cd_page_element(section.page, "dd", NULL, effects);
  }
  cd_page_raw(section.page, "</dl>\n</div>\n");
}

static void write_word(CdSection section, const char *word, const char *meaning)
{
  cd_page_element(section.page, "dt", NULL, word);
  cd_page_element(section.page, "dd", NULL, meaning);
}

static void write_words(CdSection section)
{
  static const char *const words[][2] = {
      {"Interval of the mean",
       "Where the average over all assumptions lies, with 95% confidence. More replicates narrow it."},
      {"Spread", "Where 90% of single runs lie. It tells how different one outcome may be from another, and "
                 "does not narrow."},
  };
  cd_page_raw(section.page, "<details><summary>What the words mean</summary>\n<dl>\n");
  write_word(section, "Share of assumptions tried", cd_share_meaning());
  for (int v = CD_VERDICT_CLEAR; v <= CD_VERDICT_UNDEFINED; v++)
    write_word(section, cd_verdict_entry((CdVerdict)v)->label, cd_verdict_entry((CdVerdict)v)->meaning);
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    write_word(section, words[i][0], words[i][1]);
  g_autofree char *equal = cd_equal_text(section.results);
  g_autofree char *terms = g_strconcat(equal, " What terms add is shown apart.", NULL);
  write_word(section, "The terms being equal", terms);
  cd_page_raw(section.page, "</dl>\n</details>\n");
}

void cd_section_answer(CdSection section)
{
  CdPair pair[CD_KEY_PAIRS];
  guint n = cd_key_pairs(section.results, pair);
  g_autofree char *effort = cd_effort_text(section.results);
  g_autofree char *line =
      g_strdup_printf("The terms being equal. Over %s; a share in brackets is the share of assumptions tried.", effort);
  cd_page_paragraph(section.page, line);
  if (n == 0)
    cd_page_paragraph(section.page, CD_NOTHING_TO_COMPARE);
  cd_chart_of_costs(section);
  for (guint p = 0; p < n; p++)
    write_pair(section, pair[p]);
  cd_chart_of_effects(section);
  write_words(section);
}

static void partner_row(CdSection section, const CdSpecHead *head, const CdRanking *ranking)
{
  cd_page_row(section.page, head->label);
  for (guint s = 0; s < section.results->n_forced; s++) {
    g_autofree char *model = cd_figure_share_of(ranking->first_model[s]);
    g_autofree char *note = g_strdup_printf("model’s beliefs %s", model);
    cd_page_cell_open(section.page, true);
    cd_page_number(section.page, CD_FIGURE_PART, ranking->first_own[s]);
    cd_page_note(section.page, note);
    cd_page_cell_close(section.page);
  }
  cd_page_number_cell(section.page, CD_FIGURE_PART, ranking->parted);
}

void cd_section_partners(CdSection section)
{
  const CdScenario *scenario = section.results->scenario;
  cd_page_paragraph(section.page,
                    "How often each option is a partner's first choice, as a share of the assumptions tried. "
                    "A partner weighs cost, "
                    "its residents' outcomes and access, criminal justice and continuity, control, and time "
                    "by its own weights, and "
                    "expects what it believes of scale, disruption, fit and the market. Below, in small, is "
                    "what the same weights would choose if the partner "
                    "believed what the model finds. Where the two part, the choice rests on belief.");
  cd_page_table_open(section.page, "First choice of each partner, share of assumptions tried");
  cd_page_head_row(section.page, "Partner");
  for (guint s = 0; s < section.results->n_forced; s++)
    cd_page_head(section.page, cd_option_label(section.results, s), true);
  cd_page_head(section.page, "Own belief and the model part", true);
  cd_page_raw(section.page, "</thead>\n");
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    partner_row(section, cd_scenario_row(scenario, CD_ENTITY_COUNCIL, i), &section.results->ranking_council[i]);
  for (guint f = 0; f < scenario->table[CD_ENTITY_FUNDER].n; f++)
    partner_row(section, cd_scenario_row(scenario, CD_ENTITY_FUNDER, f), &section.results->ranking_funder[f]);
  cd_page_table_close(section.page);
  cd_regret_part(section);
}
