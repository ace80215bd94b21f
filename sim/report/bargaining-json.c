#include <math.h>
#include "sim/report/bargaining.h"
#include "sim/report/csv.h"
#include "sim/report/json.h"

static const char *const kinds[] = {"discrete", "integer", "real"};

/* --- JSON -------------------------------------------------------------------------------------------------------------- */

static void put_outcome(CdJson *json, const CdBargaining *it, guint text)
{
  cd_json_open_object(json, "outcome", CD_JSON_FLAT);
  for (guint i = 0; i < it->genius->n_issues; i++) {
    const CdGeniusIssue *issue = &it->genius->issue[i];
    if (issue->at)
      cd_json_number(json, issue->name, issue->at[cd_grid_level(&it->grid, text, i)]);
    else
      cd_json_text(json, issue->name, issue->item[cd_grid_level(&it->grid, text, i)]);
  }
  cd_json_close_object(json);
}

static void put_list(CdJson *json, const char *key, const double *x, guint n)
{
  cd_json_open_array(json, key, CD_JSON_FLAT);
  for (guint j = 0; j < n; j++)
    cd_json_number(json, NULL, x[j]);
  cd_json_close_array(json);
}

static void put_utilities(CdJson *json, const CdBargaining *it, guint text)
{
  double u[CD_GENIUS_PARTIES];
  for (guint j = 0; j < it->genius->n_profiles; j++)
    u[j] = cd_bargaining_u(it, text, j);
  put_list(json, "utilities", u, it->genius->n_profiles);
}

static void put_domain(CdJson *json, const CdBargaining *it)
{
  const CdGenius *genius = it->genius;
  cd_json_open_object(json, "domain", CD_JSON_TALL);
  cd_json_text(json, "name", genius->name);
  cd_json_integer(json, "outcomes", genius->n_outcomes);
  cd_json_open_array(json, "issues", CD_JSON_TALL);
  for (guint i = 0; i < genius->n_issues; i++) {
    const CdGeniusIssue *issue = &genius->issue[i];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "name", issue->name);
    cd_json_text(json, "type", kinds[issue->kind]);
    cd_json_integer(json, "values", issue->levels);
    if (issue->at) {
      cd_json_number(json, "low", issue->low);
      cd_json_number(json, "high", issue->high);
    }
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void put_parties(CdJson *json, const CdBargaining *it)
{
  cd_json_open_array(json, "parties", CD_JSON_TALL);
  for (guint j = 0; j < it->genius->n_profiles; j++) {
    const CdGeniusProfile *profile = &it->genius->profile[j];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "name", profile->name);
    cd_json_number(json, "reservation", profile->reservation);
    cd_json_number(json, "discount", profile->discount);
    cd_json_number(json, "ideal", it->contest.bargain.ideal[j]);
    cd_json_number(json, "weights", profile->weights);
    g_autofree char *caution = cd_bargaining_caution(it, j);
    cd_json_text(json, "caution", caution);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_solutions(CdJson *json, const CdBargaining *it)
{
  cd_json_open_object(json, "solutions", CD_JSON_TALL);
  for (CdSolutionKind kind = 0; kind < CD_SOLUTION_COUNT; kind++) {
    const CdSolution *solution = &it->contest.solution[kind];
    const char *id = cd_solution_name(kind)->id;
    if (solution->text == it->grid.n_texts) {
      cd_json_null(json, id);
      continue;
    }
    cd_json_open_object(json, id, CD_JSON_TALL);
    put_outcome(json, it, solution->text);
    put_utilities(json, it, solution->text);
    cd_json_number(json, "value", solution->value);
    cd_json_integer(json, "ties", solution->best.n - 1);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
}

static void put_agreement(CdJson *json, const CdBargaining *it, const CdBoutResult *result)
{
  if (result->text == CD_NO_TEXT) {
    cd_json_null(json, "agreement");
    return;
  }
  cd_json_open_object(json, "agreement", CD_JSON_TALL);
  put_outcome(json, it, result->text);
  put_utilities(json, it, result->text);
  cd_json_close_object(json);
}

static void put_minutes(CdJson *json, const CdBargaining *it, const CdLedger *ledger)
{
  cd_json_open_array(json, "minutes", CD_JSON_TALL);
  for (guint e = 0; e < ledger->n; e++) {
    const CdStep *step = &ledger->event[e].step;
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_integer(json, "round", step->meeting + 1);
    cd_json_text(json, "party", it->genius->profile[step->party].name);
    cd_json_text(json, "step", cd_step_wording(step->kind)->id);
    if (step->text == CD_NO_TEXT)
      cd_json_null(json, "outcome");
    else {
      put_outcome(json, it, step->text);
      put_utilities(json, it, step->text);
    }
    cd_json_number(json, "held_against", ledger->event[e].threshold);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_runs(CdJson *json, const CdBargaining *it)
{
  cd_json_open_array(json, "runs", CD_JSON_TALL);
  for (guint r = 0; r < it->run->len; r++) {
    const CdBargainingRun *run = &g_array_index(it->run, CdBargainingRun, r);
    const CdBoutResult *result = &run->result;
    cd_json_open_object(json, NULL, CD_JSON_TALL);
    cd_json_text(json, "name", run->name);
    put_agreement(json, it, result);
    put_list(json, "discounted", result->value, it->genius->n_profiles);
    if (result->round)
      cd_json_integer(json, "round", result->round);
    else
      cd_json_null(json, "round");
    cd_json_number(json, "time", result->time);
    cd_json_text(json, "proposer", result->proposer == CD_NO_PARTY ? NULL : it->genius->profile[result->proposer].name);
    cd_json_number(json, "distance_to_nash", result->nash);
    cd_json_number(json, "distance_to_pareto", result->frontier);
    if (it->options.minutes && run->bout.protocol == CD_CONTEST_OFFERS)
      put_minutes(json, it, &run->ledger);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

char *cd_bargaining_json(const CdBargaining *it)
{
  CdJson json;
  cd_json_begin(&json, g_string_new(NULL));
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  put_domain(&json, it);
  put_parties(&json, it);
  cd_json_integer(&json, "rounds", it->options.rounds);
  cd_json_integer(&json, "changes", it->options.changes);
  cd_json_integer(&json, "seed", it->options.seed);
  cd_json_integer(&json, "rational_size", it->contest.bargain.rational.n);
  cd_json_integer(&json, "pareto_size", it->contest.efficient.n);
  cd_json_integer(&json, "rational_pareto_size", it->contest.bargain.frontier.n);
  cd_json_number(&json, "opposition", it->contest.opposition);
  put_solutions(&json, it);
  if (it->run->len)
    put_agreement(&json, it, &g_array_index(it->run, CdBargainingRun, 0).result);
  else
    cd_json_null(&json, "agreement");
  put_runs(&json, it);
  cd_json_open_array(&json, "left_out", CD_JSON_TALL);
  for (guint o = 0; o < it->omitted->len; o++)
    cd_json_text(&json, NULL, g_ptr_array_index(it->omitted, o));
  cd_json_close_array(&json);
  cd_json_open_array(&json, "pareto", CD_JSON_TALL);
  for (guint k = 0; k < it->contest.efficient.n; k++) {
    cd_json_open_object(&json, NULL, CD_JSON_FLAT);
    put_outcome(&json, it, it->contest.efficient.text[k]);
    put_utilities(&json, it, it->contest.efficient.text[k]);
    cd_json_close_object(&json);
  }
  cd_json_close_array(&json);
  cd_json_close_object(&json);
  return g_string_free(json.out, FALSE);
}

/* --- CSV --------------------------------------------------------------------------------------------------------------- */

static void put_row(CdCsv *csv, const CdBargaining *it, const char *what, const char *name, guint text, guint party,
                    const CdBoutResult *result)
{
  cd_csv_text(csv, what);
  cd_csv_text(csv, name);
  cd_csv_text(csv, it->genius->profile[party].name);
  cd_csv_number(csv, text == CD_NO_TEXT ? it->genius->profile[party].reservation : cd_bargaining_u(it, text, party));
  cd_csv_number(csv, result ? result->value[party] : NAN);
  cd_csv_number(csv, result && result->round ? (double)result->round : (double)NAN);
  cd_csv_number(csv, result ? result->nash : NAN);
  cd_csv_number(csv, result ? result->frontier : NAN);
  for (guint i = 0; i < it->genius->n_issues; i++) {
    g_autofree char *item = text == CD_NO_TEXT ? NULL : cd_bargaining_item(it, text, i);
    if (item)
      cd_csv_cell(csv, item);
    else
      cd_csv_text(csv, NULL);
  }
  cd_csv_end_row(csv);
}

char *cd_bargaining_csv(const CdBargaining *it)
{
  static const char *const heads[] = {
      "what", "name", "party", "utility", "discounted", "round", "distance_to_nash", "distance_to_pareto"};
  CdCsv csv = {.out = g_string_new(NULL)};
  guint n = it->genius->n_profiles;
  for (guint h = 0; h < G_N_ELEMENTS(heads); h++)
    cd_csv_text(&csv, heads[h]);
  for (guint i = 0; i < it->genius->n_issues; i++)
    cd_csv_text(&csv, it->genius->issue[i].name);
  cd_csv_end_row(&csv);
  for (CdSolutionKind kind = 0; kind < CD_SOLUTION_COUNT; kind++)
    for (guint j = 0; j < n && it->contest.solution[kind].text < it->grid.n_texts; j++)
      put_row(&csv, it, "solution", cd_solution_name(kind)->id, it->contest.solution[kind].text, j, NULL);
  for (guint r = 0; r < it->run->len; r++) {
    const CdBargainingRun *run = &g_array_index(it->run, CdBargainingRun, r);
    for (guint j = 0; j < n; j++)
      put_row(&csv, it, run->result.text == CD_NO_TEXT ? "no agreement" : "agreement", run->name, run->result.text, j,
              &run->result);
  }
  for (guint k = 0; k < it->contest.efficient.n; k++)
    for (guint j = 0; j < n; j++)
      put_row(&csv, it, "pareto", NULL, it->contest.efficient.text[k], j, NULL);
  return g_string_free(csv.out, FALSE);
}
