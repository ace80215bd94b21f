#include "sim/report/evidence-words.h"

#include <math.h>
#include <string.h>
#include "sim/report/assumption.h"
#include "sim/report/claim-words.h"
#include "sim/report/influence-words.h"
#include "sim/report/input.h"
#include "sim/report/options.h"

static const CdSpecHead *partner_of(const CdResults *results, const CdConclusion *it)
{
  const CdRegretPartner *who = &results->regrets->partner[it->row];
  return cd_scenario_row(results->scenario, who->kind, who->row);
}

static const CdTableCell *cell_of(const CdResults *results, const CdConclusion *it)
{
  return &results->options->table[it->row].cell[it->cell];
}

static const CdSpecHead *criterion_of(const CdResults *results, const CdConclusion *it)
{
  const CdTableAnswer *table = &results->options->table[it->row];
  return &cd_scenario_table_row(results->scenario, table->first + it->cell / table->n_columns)->head;
}

const char *cd_conclusion_id(const CdResults *results, const CdConclusion *it)
{
  switch (it->kind) {
  case CD_CONCLUSION_ANSWER:
    return results->layout->name[results->questions->question[it->row].value];
  case CD_CONCLUSION_CLAIM:
    return cd_scenario_claim(results->scenario, it->row)->head.id;
  case CD_CONCLUSION_ADVANTAGE:
    return criterion_of(results, it)->id;
  default:
    return partner_of(results, it)->id;
  }
}

char *cd_conclusion_title(const CdResults *results, const CdConclusion *it)
{
  switch (it->kind) {
  case CD_CONCLUSION_ANSWER:
    return cd_question_title(results, &results->questions->question[it->row]);
  case CD_CONCLUSION_CLAIM:
    return g_strdup(cd_scenario_claim(results->scenario, it->row)->head.label);
  case CD_CONCLUSION_ADVANTAGE:
    return g_strdup_printf("%s: “%s”", criterion_of(results, it)->label,
                           cd_option_label(results, cell_of(results, it)->option));
  default:
    return g_strdup_printf("%s: “%s” before “%s”", partner_of(results, it)->label, cd_option_label(results, it->a),
                           cd_option_label(results, it->b));
  }
}

static char *found_of_answer(const CdResults *results, const CdConclusion *it)
{
  CdFinding finding;
  guint value = results->questions->question[it->row].value;
  if (!cd_finding_make(results, it->a, it->b, value, &finding))
    return g_strdup("");
  return cd_finding_verdict(cd_metric(results->layout->kind[value]), &finding.value);
}

static char *found_of_preference(const CdResults *results, const CdConclusion *it)
{
  const CdRegretPartner *who = &results->regrets->partner[it->row];
  const CdRanking *ranking =
      who->kind == CD_ENTITY_COUNCIL ? &results->ranking_council[who->row] : &results->ranking_funder[who->row];
  g_autofree char *first = cd_figure_share_of(ranking->first_own[it->a]),
                  *second = cd_figure_share_of(ranking->first_own[it->b]);
  return g_strdup_printf("first choice under %s of the assumptions tried, against %s", first, second);
}

char *cd_conclusion_found(const CdResults *results, const CdConclusion *it)
{
  switch (it->kind) {
  case CD_CONCLUSION_ANSWER:
    return found_of_answer(results, it);
  case CD_CONCLUSION_CLAIM:
    return cd_claim_brief(&results->claims->claim[it->row]);
  case CD_CONCLUSION_ADVANTAGE: {
    g_autofree char *share = cd_table_cell_share(cell_of(results, it));
    return g_strdup_printf("%s, %s", cd_cell_found_text(cell_of(results, it)->found), share);
  }
  default:
    return found_of_preference(results, it);
  }
}

static const char *grade_of(const CdResults *results, const CdInfluence *it)
{
  const char *grade = cd_input_value(results->scenario, cd_influence_input(results, it))->grade;
  return grade ? grade : "no grade";
}

char *cd_conclusion_input(const CdResults *results, const CdInfluence *it)
{
  g_autofree char *name = cd_input_name(results->scenario, cd_influence_input(results, it)),
                  *share = cd_figure_share_of(it->share);
  return isfinite(it->share) ? g_strdup_printf("%s (%s, %s)", name, share, grade_of(results, it))
                             : g_strdup_printf("%s (%s)", name, grade_of(results, it));
}

bool cd_conclusion_is_weak(const CdResults *results, const CdConclusion *it)
{
  const CdInfluence *turns = cd_conclusion_turns_on(it);
  return turns && cd_grade_is_weak(grade_of(results, turns));
}

bool cd_advantage_is_weak(const CdResults *results, guint table, guint cell)
{
  for (guint c = 0; c < results->evidence->n; c++) {
    const CdConclusion *it = &results->evidence->conclusion[c];
    if (it->kind == CD_CONCLUSION_ADVANTAGE && it->row == table && it->cell == cell)
      return cd_conclusion_is_weak(results, it);
  }
  return false;
}

char *cd_conclusion_sentence(const CdResults *results, const CdConclusion *it)
{
  const CdInfluence *turns = cd_conclusion_turns_on(it);
  if (it->n_tested == 0)
    return g_strdup("Nothing that it could rest on is uncertain.");
  if (it->n == 0)
    return g_strdup("No one assumption can be told from chance to move it.");
  const CdInfluence *told = turns ? turns : &it->influence[0];
  const CdAccordInput *input = cd_influence_input(results, told);
  g_autofree char *name = cd_input_name(results->scenario, input);
  if (!turns)
    return g_strdup_printf("No assumption by itself turns it; what moves it most is “%s” (grade %s).", name,
                           grade_of(results, told));
  bool low = cd_fifth_reverses(&told->low, it->mean) == told->reversal;
  g_autofree char *at = cd_input_figure(input, (low ? &told->low : &told->high)->x);
  bool weak = cd_conclusion_is_weak(results, it);
  return g_strdup_printf("It %s “%s”%s: on average it goes the other way where that is %s (about %s).",
                         told->reversal == CD_REVERSAL_SURE ? "turns on" : "may turn on", name,
                         weak ? ", which is judgement and nobody's fact (grade D)" : "", low ? "low" : "high", at);
}

/* Whether flip reruns what TEST is about: options under the common terms. */
static bool is_rerun(const CdTestAnswer *test)
{
  const CdMeasure *measure = &test->measure;
  return test->kind == CD_TEST_MEASURE && !test->once && measure->arm % 2 == 0 &&
         (measure->against < 0 || measure->against % 2 == 0);
}

/* Of what can be asked of flip: two options and a total, a claim's test, a partner's worth. */
static char *question_words(const CdResults *results, const CdConclusion *it)
{
  const char *a = cd_option_id(results, it->a), *b = cd_option_id(results, it->b);
  switch (it->kind) {
  case CD_CONCLUSION_ANSWER:
    return g_strdup_printf("--structure %s --against %s --metric %s", a, b, cd_conclusion_id(results, it));
  case CD_CONCLUSION_CLAIM: {
    const CdClaimAnswer *claim = &results->claims->claim[it->row];
    const CdTestAnswer *test = &results->claims->test[claim->first + claim->decisive];
    if (!is_rerun(test))
      return NULL;
    return g_strdup_printf("--claim %s/%s", cd_conclusion_id(results, it),
                           cd_scenario_claim_test(results->scenario, test->row)->head.id);
  }
  case CD_CONCLUSION_PREFERENCE:
    return g_strdup_printf("--for %s --structure %s --against %s", cd_conclusion_id(results, it), a, b);
  default:
    return NULL;
  }
}

/* Letters of a path that a shell leaves alone. */
#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./_-"

char *cd_conclusion_command(const CdResults *results, const CdConclusion *it, const char *file)
{
  const CdInfluence *turns = cd_conclusion_turns_on(it);
  g_autofree char *asked = turns ? question_words(results, it) : NULL;
  if (!asked)
    return NULL;
  g_autofree char *quoted = file[strspn(file, PLAIN)] ? g_shell_quote(file) : g_strdup(file);
  return g_strdup_printf("concordat flip %s %s --path '%s' --seed %" G_GUINT64_FORMAT, quoted, asked,
                         cd_influence_input(results, turns)->path, results->seed);
}

char *cd_evidence_sentence(const CdResults *results)
{
  const CdEvidence *all = results->evidence;
  guint turn = 0, weak = 0;
  for (guint c = 0; c < all->n; c++) {
    turn += cd_conclusion_turns_on(&all->conclusion[c]) != NULL;
    weak += cd_conclusion_is_weak(results, &all->conclusion[c]);
  }
  return g_strdup_printf(
      "Of %u conclusions %u can be turned by one assumption alone, within its range; %u of them by one that is "
      "judgement and nobody's fact (grade D).",
      all->n, turn, weak);
}

const char *cd_evidence_note(void)
{
  return "Each conclusion with the assumptions that it rests on, in order of influence: in brackets the part of the "
         "variation over assumptions that each makes by itself, and its grade (A a source paper, official statistic or "
         "notice; Am such a statistic, recalled; B peer-reviewed; C grey literature; D assumption). Listed are those "
         "that "
         "can be told from chance, five at most, and one that turns it. An assumption turns a conclusion where the "
         "mean goes "
         "the other way in the lowest or highest fifth of its range, all others varying as they do. The exact value at "
         "which it turns takes further runs: concordat flip finds it, with its interval, and tries it on fresh draws.";
}
