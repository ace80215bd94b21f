#include <math.h>
#include "sim/report/bargaining.h"
#include "sim/report/screen.h"

#define FRONT_SHOWN 12u
#define ITEMS_SHOWN 6u
#define HEAD_COLUMNS 15u

/* Outcomes are told by a number, which stands beside each below the tables. */
typedef struct {
  const CdBargaining *it;
  CdScreen screen;
  GArray *named; /* guint: texts in the order in which they are first told */
} Page;

static char *number(double x)
{
  char text[64];
  return isfinite(x) ? g_strdup(g_ascii_formatd(text, sizeof text, "%.4f", fabs(x) < 5e-5 ? 0 : x)) : g_strdup("n/a");
}

static char *outcome_number(Page *page, guint text)
{
  guint k = 0;
  while (k < page->named->len && g_array_index(page->named, guint, k) != text)
    k++;
  if (k == page->named->len)
    g_array_append_val(page->named, text);
  return g_strdup_printf("%u", k + 1);
}

static bool heads_fit(const CdGenius *genius)
{
  for (guint j = 0; j < genius->n_profiles; j++)
    if (cd_text_columns(genius->profile[j].name) > HEAD_COLUMNS)
      return false;
  return true;
}

static char *head_of(const CdGenius *genius, guint party)
{
  return heads_fit(genius) ? g_strdup(genius->profile[party].name) : g_strdup_printf("party %u", party + 1);
}

static void write_line(Page *page, const char *first, const char *rest, const char *format, ...) G_GNUC_PRINTF(4, 5);
static void write_line(Page *page, const char *first, const char *rest, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *line = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  cd_screen_paragraph(&page->screen, line, first, rest);
}

/* --- Domain and parties ------------------------------------------------------------------------------------------------ */

static void write_issue(Page *page, const CdGeniusIssue *issue)
{
  g_autoptr(GString) line = g_string_new(issue->name);
  g_string_append(line, ": ");
  if (issue->at) {
    g_autofree char *least = cd_genius_item(issue, 0), *most = cd_genius_item(issue, issue->levels - 1);
    g_string_append_printf(line, "%s, %s to %s", issue->kind == CD_GENIUS_INTEGER ? "integer" : "real", least, most);
    if (issue->kind == CD_GENIUS_REAL)
      g_string_append_printf(line, ", cut into %u values (--levels)", issue->levels);
  } else {
    for (guint level = 0; level < MIN(issue->levels, ITEMS_SHOWN); level++)
      g_string_append_printf(line, "%s%s", level ? ", " : "", issue->item[level]);
    if (issue->levels > ITEMS_SHOWN)
      g_string_append_printf(line, " and %u more", issue->levels - ITEMS_SHOWN);
  }
  cd_screen_paragraph(&page->screen, line->str, "  ", "    ");
}

static char **row_new(guint n, char *label)
{
  char **row = g_new0(char *, n + 2);
  row[0] = label;
  return row;
}

static GPtrArray *rows_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
}

static void write_parties(Page *page)
{
  const CdGenius *genius = page->it->genius;
  static const char *const heads[] = {"reservation", "discount", "most", "least"};
  g_autoptr(GPtrArray) rows = rows_new();
  char **head = row_new(4, g_strdup(""));
  for (guint h = 0; h < 4; h++)
    head[1 + h] = g_strdup(heads[h]);
  g_ptr_array_add(rows, head);
  bool fit = heads_fit(genius);
  for (guint j = 0; j < genius->n_profiles; j++) {
    const CdGeniusProfile *profile = &genius->profile[j];
    double least = INFINITY;
    for (guint text = 0; text < page->it->grid.n_texts; text++)
      least = fmin(least, cd_bargaining_u(page->it, text, j));
    char **row = row_new(4, fit ? g_strdup(profile->name) : g_strdup_printf("party %u: %s", j + 1, profile->name));
    row[1] = number(profile->reservation);
    row[2] = number(profile->discount);
    row[3] = number(page->it->contest.bargain.ideal[j]);
    row[4] = number(least);
    g_ptr_array_add(rows, row);
  }
  cd_screen_heading(&page->screen, "Parties: utility without agreement, discount factor, largest and least utility");
  cd_screen_table(&page->screen, rows);
  for (guint j = 0; j < genius->n_profiles; j++) {
    g_autofree char *caution = cd_bargaining_caution(page->it, j);
    if (caution)
      write_line(page, "  ", "    ", "Caution: %s.", caution);
  }
}

/* --- Solutions --------------------------------------------------------------------------------------------------------- */

static char **solution_heads(const CdGenius *genius, const char *last)
{
  guint n = genius->n_profiles;
  char **head = row_new(n + 2, g_strdup(""));
  head[1] = g_strdup("outcome");
  for (guint j = 0; j < n; j++)
    head[2 + j] = head_of(genius, j);
  head[2 + n] = g_strdup(last);
  return head;
}

static void write_solutions(Page *page)
{
  static const CdSolutionKind order[] = {CD_SOLUTION_NASH,        CD_SOLUTION_KALAI_SMORODINSKY,
                                         CD_SOLUTION_EVEN_RATIOS, CD_SOLUTION_EGALITARIAN,
                                         CD_SOLUTION_UTILITARIAN, CD_SOLUTION_UTILITARIAN_ANY};
  const CdBargaining *it = page->it;
  guint n = it->genius->n_profiles;
  g_autoptr(GPtrArray) rows = rows_new();
  g_ptr_array_add(rows, solution_heads(it->genius, "value"));
  for (guint s = 0; s < G_N_ELEMENTS(order); s++) {
    const CdSolution *solution = &it->contest.solution[order[s]];
    if (solution->text == it->grid.n_texts)
      continue;
    const char *label = cd_solution_name(order[s])->label;
    char **row = row_new(n + 2, solution->best.n > 1 ? g_strdup_printf("%s (1 of %u)", label, solution->best.n)
                                                     : g_strdup(label));
    row[1] = outcome_number(page, solution->text);
    for (guint j = 0; j < n; j++)
      row[2 + j] = number(cd_bargaining_u(it, solution->text, j));
    row[2 + n] = number(solution->value);
    g_ptr_array_add(rows, row);
  }
  cd_screen_heading(&page->screen, "Solutions, for who knows everything: utilities without discount");
  if (it->contest.bargain.rational.n == 0)
    cd_screen_paragraph(&page->screen,
                        "No outcome is worth to everybody as much as no agreement: there is nothing to agree on.", "  ",
                        "  ");
  cd_screen_table(&page->screen, rows);
}

static int by_first_party(gconstpointer a, gconstpointer b, gpointer bargaining)
{
  guint x = *(const guint *)a, y = *(const guint *)b;
  double of_x = cd_bargaining_u(bargaining, x, 0), of_y = cd_bargaining_u(bargaining, y, 0);
  return of_x > of_y ? -1 : of_x < of_y ? 1 : x < y ? -1 : x > y;
}

/* From the first party's best to its worst: all of a short front, of a long one as many as are shown, evenly. */
static void write_front(Page *page)
{
  const CdBargaining *it = page->it;
  CdTexts front = it->contest.efficient;
  guint n = it->genius->n_profiles, shown = MIN(front.n, FRONT_SHOWN);
  g_autofree guint *text = g_memdup2(front.text, front.n * sizeof *text);
  g_qsort_with_data(text, (int)front.n, sizeof *text, by_first_party, (gpointer)it);
  g_autoptr(GPtrArray) rows = rows_new();
  char **head = solution_heads(it->genius, NULL);
  g_ptr_array_add(rows, head);
  for (guint s = 0; s < shown; s++) {
    guint k = shown < front.n ? (guint)((guint64)s * (front.n - 1) / (shown - 1)) : s;
    char **row = row_new(n + 1, g_strdup(""));
    row[1] = outcome_number(page, text[k]);
    for (guint j = 0; j < n; j++)
      row[2 + j] = number(cd_bargaining_u(it, text[k], j));
    g_ptr_array_add(rows, row);
  }
  g_autofree char *title =
      front.n == 1
          ? g_strdup("The Pareto front: one outcome is best for everybody")
          : g_strdup_printf("The Pareto front: %u outcomes than which none is better for somebody and worse for nobody",
                            front.n);
  cd_screen_heading(&page->screen, title);
  cd_screen_table(&page->screen, rows);
  if (shown < front.n)
    write_line(page, "  ", "  ", "and %u more between them: --format csv or json has them all", front.n - shown);
}

/* --- Runs -------------------------------------------------------------------------------------------------------------- */

static char **run_row(Page *page, const CdBargainingRun *run)
{
  const CdBoutResult *result = &run->result;
  guint n = page->it->genius->n_profiles;
  bool agreed = result->text != CD_NO_TEXT;
  g_autofree char *outcome = agreed ? outcome_number(page, result->text) : g_strdup("none"),
                  *nash = number(result->nash), *front = number(result->frontier);
  char **row = row_new(n + 2, g_strdup(run->name));
  row[1] = result->round ? g_strdup_printf("%s (%u)", outcome, result->round) : g_strdup(outcome);
  for (guint j = 0; j < n; j++)
    row[2 + j] = number(result->value[j]);
  row[2 + n] = agreed ? g_strdup_printf("%s/%s", nash, front) : g_strdup("-");
  return row;
}

static void write_runs(Page *page)
{
  const CdBargaining *it = page->it;
  g_autoptr(GPtrArray) rows = rows_new();
  char **head = solution_heads(it->genius, "to Nash/front");
  g_free(head[1]);
  head[1] = g_strdup("outcome (round)");
  g_ptr_array_add(rows, head);
  bool breaks = false;
  for (guint r = 0; r < it->run->len; r++) {
    const CdBargainingRun *run = &g_array_index(it->run, CdBargainingRun, r);
    breaks |= run->result.text == CD_NO_TEXT;
    g_ptr_array_add(rows, run_row(page, run));
  }
  cd_screen_heading(
      &page->screen,
      it->discounted
          ? "Agreements: discounted utilities; distances from Nash's solution and the Pareto front, without discount"
          : "Agreements: utilities, and distances from Nash's solution and the Pareto front");
  if (it->run->len)
    cd_screen_table(&page->screen, rows);
  if (breaks)
    cd_screen_paragraph(&page->screen, "none: no agreement, and everybody has its reservation value.", "  ", "    ");
  if (it->discounted)
    cd_screen_paragraph(
        &page->screen,
        "A party's utility in a round is its utility times its discount factor to the power of the share of the "
        "time passed, 0 in the first round and 1 in the last and after a mediator's changes; the reservation "
        "value likewise.",
        "  ", "    ");
  for (guint o = 0; o < it->omitted->len; o++)
    write_line(page, "  ", "    ", "%s.", (const char *)g_ptr_array_index(it->omitted, o));
}

/* --- Minutes ----------------------------------------------------------------------------------------------------------- */

static char **step_row(Page *page, const CdEvent *event)
{
  const CdBargaining *it = page->it;
  guint n = it->genius->n_profiles;
  const CdStep *step = &event->step;
  g_autofree char *party = head_of(it->genius, step->party);
  char **row = row_new(n + 2, g_strdup_printf("%u  %s %s", step->meeting + 1, party, cd_step_wording(step->kind)->id));
  row[1] = step->text == CD_NO_TEXT ? g_strdup("-") : outcome_number(page, step->text);
  for (guint j = 0; j < n; j++)
    row[2 + j] = step->text == CD_NO_TEXT ? g_strdup("-") : number(cd_bargaining_u(it, step->text, j));
  row[2 + n] = number(event->threshold);
  return row;
}

static void write_minutes(Page *page, const CdBargainingRun *run)
{
  g_autoptr(GPtrArray) rows = rows_new();
  g_ptr_array_add(rows, solution_heads(page->it->genius, "held against"));
  for (guint e = 0; e < run->ledger.n; e++)
    if (run->ledger.event[e].step.kind != CD_STEP_AGREEMENT)
      g_ptr_array_add(rows, step_row(page, &run->ledger.event[e]));
  g_autofree char *title = g_strdup_printf(
      "Minutes of %s: round, who and what; utilities without discount; what its own was held against", run->name);
  cd_screen_heading(&page->screen, title);
  cd_screen_table(&page->screen, rows);
}

static void write_all_minutes(Page *page)
{
  for (guint r = 0; r < page->it->run->len; r++) {
    const CdBargainingRun *run = &g_array_index(page->it->run, CdBargainingRun, r);
    if (run->bout.protocol == CD_CONTEST_OFFERS && page->it->options.minutes)
      write_minutes(page, run);
  }
}

/* --- What the words mean ----------------------------------------------------------------------------------------------- */

static bool was_run(const CdBargaining *it, CdContestProtocol protocol)
{
  for (guint r = 0; r < it->run->len; r++)
    if (g_array_index(it->run, CdBargainingRun, r).bout.protocol == protocol)
      return true;
  return false;
}

static void explain_offers(Page *page)
{
  const CdBargaining *it = page->it;
  bool tactic[CD_POSTURE_COUNT] = {false};
  for (guint r = 0; r < it->run->len; r++) {
    const CdBout *bout = &g_array_index(it->run, CdBargainingRun, r).bout;
    for (guint j = 0; bout->protocol == CD_CONTEST_OFFERS && j < it->genius->n_profiles; j++)
      tactic[bout->posture[j]] = true;
  }
  write_line(
      page, "  ", "    ",
      "offers: in turn, in the order of the profiles, each accepts what lies on the table or offers something else; "
      "up to %u rounds (--rounds). With commas, a tactic a party (--tactic).",
      it->options.rounds);
  for (CdPosture p = 0; p < CD_POSTURE_COUNT; p++)
    if (tactic[p])
      write_line(page, "    ", "      ", "%s: %s", cd_posture_info(p)->id, cd_posture_info(p)->sentence);
}

static void write_legend(Page *page)
{
  const CdBargaining *it = page->it;
  if (was_run(it, CD_CONTEST_OFFERS))
    explain_offers(page);
  if (was_run(it, CD_CONTEST_ANNEALED))
    write_line(page, "  ", "    ",
               "mediated: a mediator changes one issue of a text at random, %u times (--changes, --seed), and carries "
               "what nobody "
               "is against (unanimity) or, at first, more than that (annealing); what stands at the end is held "
               "against no agreement.",
               it->options.changes);
  if (was_run(it, CD_CONTEST_LEAD))
    cd_screen_paragraph(
        &page->screen,
        "lead: this party knows what the others would sign, and has them take or leave one text at once.", "  ", "    ");
}

static void write_outcomes(Page *page)
{
  const CdBargaining *it = page->it;
  cd_screen_heading(&page->screen, "Outcomes by number");
  for (guint k = 0; k < page->named->len; k++) {
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < it->genius->n_issues; i++) {
      g_autofree char *item = cd_bargaining_item(it, g_array_index(page->named, guint, k), i);
      g_string_append_printf(line, "%s%s: %s", i ? "; " : "", it->genius->issue[i].name, item);
    }
    g_autofree char *first = g_strdup_printf("%4u  ", k + 1);
    cd_screen_paragraph(&page->screen, line->str, first, "      ");
  }
}

char *cd_bargaining_text(const CdBargaining *it, guint width, bool color)
{
  Page page = {it, cd_screen_new(width, color), g_array_new(FALSE, FALSE, sizeof(guint))};
  const CdGenius *genius = it->genius;
  write_line(&page, "", "  ", "%s: %u issue%s, %u outcomes, %u parties", genius->name, genius->n_issues,
             genius->n_issues == 1 ? "" : "s", genius->n_outcomes, genius->n_profiles);
  for (guint i = 0; i < genius->n_issues; i++)
    write_issue(&page, &genius->issue[i]);
  write_parties(&page);
  write_solutions(&page);
  g_autofree char *opposition = number(it->contest.opposition);
  write_line(
      &page, "  ",
      "    ", "%u of %u outcomes are worth to everybody no less than no agreement. Opposition, the least distance from everybody's ideal: %s.",
      it->contest.bargain.rational.n, genius->n_outcomes, opposition);
  write_front(&page);
  write_runs(&page);
  write_legend(&page);
  write_all_minutes(&page);
  write_outcomes(&page);
  g_array_unref(page.named);
  return g_string_free(page.screen.out, FALSE);
}
