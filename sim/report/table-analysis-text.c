#include <math.h>
#include <string.h>
#include "sim/report/screen.h"
#include "sim/report/table-analysis.h"

#define BOXES_SHOWN 8u
#define PAIRS_SHOWN 6u
/* Runs of which the largest measure says nothing. */
#define FEW 6u

typedef struct {
  CdScreen screen;
  const CdTableAnalysis *of;
  const CdRunsAnalysis *it;
  GArray *told;
} Page;

static void paragraph(Page *page, char *text)
{
  cd_screen_paragraph(&page->screen, text, "  ", "  ");
  g_free(text);
}

static const CdTold *find(const Page *page, const char *kind, const char *input)
{
  for (guint t = 0; t < page->told->len; t++) {
    const CdTold *told = &g_array_index(page->told, CdTold, t);
    if (g_str_equal(told->kind, kind) && g_str_equal(told->input, input))
      return told;
  }
  return NULL;
}

static char *with_interval(const CdTold *told)
{
  if (!told)
    return g_strdup("");
  g_autofree char *value = cd_table_analysis_number(told->value), *low = cd_table_analysis_number(told->low),
                  *high = cd_table_analysis_number(told->high);
  return isfinite(told->low) ? g_strdup_printf("%s (%s to %s)", value, low, high) : g_strdup(value);
}

/* To so many digits, and all before the point: an exponent is for what is tiny or beyond a thousand million. */
static char *plain(double x, int digits)
{
  return fabs(x) >= 1000 && fabs(x) < 1e9 ? g_strdup_printf("%.0f", x) : g_strdup_printf("%.*g", digits, x);
}

/* Shares and coefficients to three places, what has the outcome's unit to four digits. */
static char *short_number(double x, bool is_share)
{
  if (!isfinite(x))
    return g_strdup("n/a");
  return is_share ? g_strdup_printf("%.3f", fabs(x) < 0.0005 ? 0 : x) : plain(x, 4);
}

static char *interval_words(const CdTold *told, bool is_share)
{
  if (!isfinite(told->low))
    return g_strdup("");
  g_autofree char *low = plain(told->low, 3), *high = plain(told->high, 3);
  return is_share ? g_strdup_printf("%.2f to %.2f", told->low, told->high) : g_strdup_printf("%s to %s", low, high);
}

/* --- One sentence -------------------------------------------------------------------------------------------------------- */

static char *design_words(const Page *page)
{
  const CdRunsShape *shape = page->of->shape;
  switch (shape->kind) {
  case CD_RUNS_SALTELLI:
    return g_strdup_printf("%u runs, a Saltelli design of %u base points%s", page->of->outcomes->rows, shape->units,
                           shape->second ? " with second order" : "");
  case CD_RUNS_TRAJECTORIES:
    return g_strdup_printf("%u runs, %u trajectories", page->of->outcomes->rows, shape->units);
  case CD_RUNS_DRAWS:
    break;
  }
  return g_strdup_printf("%u runs", page->of->outcomes->rows);
}

/* The measure by which inputs are put in order: the first that there is. */
static const char *main_kind(const Page *page)
{
  const CdRunsAnalysis *it = page->it;
  return it->indices      ? "ST"
         : it->effects    ? "mu_star"
         : it->delta      ? "delta"
         : it->pawn       ? "PAWN_median"
         : it->regression ? "SRRC"
                          : NULL;
}

static const char *kind_words(const char *kind)
{
  static const char *const of[][2] = {{"ST", "total index"},
                                      {"mu_star", "mu*"},
                                      {"delta", "delta"},
                                      {"PAWN_median", "PAWN"},
                                      {"SRRC", "coefficient of ranks"}};
  for (guint k = 0; k < G_N_ELEMENTS(of); k++)
    if (g_str_equal(of[k][0], kind))
      return of[k][1];
  return kind;
}

static const CdTold *most(const Page *page, const char *kind)
{
  const CdTold *best = NULL;
  for (guint t = 0; t < page->told->len; t++) {
    const CdTold *told = &g_array_index(page->told, CdTold, t);
    if (g_str_equal(told->kind, kind) && told->input[0] != '(' && isfinite(told->value) &&
        (!best || fabs(told->value) > fabs(best->value)))
      best = told;
  }
  return best;
}

/* Of few draws, or many inputs, the largest may be of chance alone. */
static bool is_above_floor(const Page *page, const CdTold *told)
{
  const char *kind = g_str_equal(told->kind, "delta")         ? "delta_floor"
                     : g_str_equal(told->kind, "PAWN_median") ? "PAWN_floor"
                                                              : NULL;
  const CdTold *least = kind ? find(page, kind, told->input) : NULL;
  return !least || told->value > least->value;
}

static void write_sentence(Page *page)
{
  const CdRunsAnalysis *it = page->it;
  g_autofree char *design = design_words(page), *mean = cd_table_analysis_number(it->mean.value),
                  *low = cd_table_analysis_number(it->mean.low), *high = cd_table_analysis_number(it->mean.high),
                  *least = cd_table_analysis_number(it->low), *greatest = cd_table_analysis_number(it->high);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "%s over %s: ", page->of->outcomes->output[it->output], design);
  if (page->of->shape->kind != CD_RUNS_TRAJECTORIES) /* whose rows are no draws */
    g_string_append_printf(text, "mean %s (%s to %s), ", mean, low, high);
  g_string_append_printf(text, "from %s to %s.", least, greatest);
  const char *kind = main_kind(page);
  const CdTold *top = kind ? most(page, kind) : NULL;
  if (top && (it->rows < FEW || !is_above_floor(page, top)))
    g_string_append_printf(text, " On which input it turns is not told from nothing by %s.", kind_words(kind));
  else if (top) {
    g_autofree char *value = with_interval(top);
    g_string_append_printf(text, " It turns most on %s: %s %s.", top->input, kind_words(kind), value);
  }
  if (it->dropped > 0)
    g_string_append_printf(text, " Left out, since they failed: %u of %u runs.", it->dropped, it->rows + it->dropped);
  cd_screen_paragraph(&page->screen, text->str, "", "");
}

/* --- Tables -------------------------------------------------------------------------------------------------------------- */

typedef enum { AS_SHARE, AS_SHARES_INTERVAL, AS_NUMBER, AS_NUMBERS_INTERVAL } Shown;

typedef struct {
  const char *kind, *head;
  Shown as;
} Column;

static char *cell_of(const Page *page, const Column *column, const char *input)
{
  const CdTold *told = find(page, column->kind, input);
  bool is_share = column->as == AS_SHARE || column->as == AS_SHARES_INTERVAL;
  if (!told)
    return g_strdup("");
  return column->as == AS_SHARE || column->as == AS_NUMBER ? short_number(told->value, is_share)
                                                           : interval_words(told, is_share);
}

static char **row_of(const Page *page, const char *label, const char *input, const Column *column, guint n)
{
  char **row = g_new0(char *, n + 2);
  row[0] = g_strdup(label);
  for (guint c = 0; c < n; c++)
    row[c + 1] = input ? cell_of(page, &column[c], input) : g_strdup(column[c].head);
  return row;
}

static void write_table(Page *page, const char *heading, char **name, bool has_dummy, const Column *column, guint n)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  g_ptr_array_add(rows, row_of(page, "", NULL, column, n));
  for (guint i = 0; name[i]; i++)
    g_ptr_array_add(rows, row_of(page, name[i], name[i], column, n));
  if (has_dummy)
    g_ptr_array_add(rows, row_of(page, "what does nothing", "(dummy)", column, n));
  cd_screen_heading(&page->screen, heading);
  cd_screen_table(&page->screen, rows);
}

static void write_pairs(Page *page)
{
  guint shown = 0, clear = 0;
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint t = 0; t < page->told->len; t++) {
    const CdTold *told = &g_array_index(page->told, CdTold, t);
    if (!g_str_equal(told->kind, "S2") || !(told->low > 0))
      continue;
    clear++;
    if (shown++ >= PAIRS_SHOWN)
      continue;
    g_autofree char *value = with_interval(told);
    g_string_append_printf(text, "%s%s %s", text->len > 0 ? "; " : "", told->input, value);
  }
  if (clear > PAIRS_SHOWN)
    g_string_append_printf(text, "; and %u more", clear - PAIRS_SHOWN);
  paragraph(page, clear > 0 ? g_strdup_printf("Pairs whose index is above nought: %s.", text->str)
                            : g_strdup("Pairs: no index of the second order is told from nought."));
}

static void write_indices(Page *page)
{
  static const Column columns[] = {{"S1", "first", AS_SHARE},
                                   {"S1", "95 %", AS_SHARES_INTERVAL},
                                   {"ST", "total", AS_SHARE},
                                   {"ST", "95 %", AS_SHARES_INTERVAL}};
  write_table(page, "Sobol' indices: parts of the variance, with 95 % intervals", page->of->shape->name, true, columns,
              G_N_ELEMENTS(columns));
  if (page->it->indices->second)
    write_pairs(page);
  paragraph(page, g_strdup("first: what an input brings by itself; total: all in which it has a hand. One no larger "
                           "than that of what does nothing is not told from nothing."));
  CdEnough enough = cd_indices_enough(page->it->indices, 0.05);
  if (!enough.enough && isfinite(enough.half_width))
    paragraph(page, g_strdup_printf("The widest interval is %.2g either way: some %" G_GUINT64_FORMAT
                                    " base points would make it 0.05.",
                                    enough.half_width, enough.needed));
  if (page->it->indices->n_dropped > 0)
    paragraph(page, g_strdup_printf("Left out for runs that failed: %u of %u base points.",
                                    page->it->indices->n_dropped, page->of->shape->units));
}

static void write_effects(Page *page)
{
  static const Column columns[] = {{"mu_star", "mu*", AS_NUMBER},
                                   {"mu_star", "95 %", AS_NUMBERS_INTERVAL},
                                   {"mu", "mu", AS_NUMBER},
                                   {"sigma", "sigma", AS_NUMBER}};
  write_table(page, "Elementary effects, over the whole of an input's range", page->of->shape->name, false, columns,
              G_N_ELEMENTS(columns));
  paragraph(page, g_strdup("mu*: mean size of an effect, with its 95 % interval; mu: mean; sigma: standard deviation, "
                           "large where an effect is bent or turns on other inputs."));
  if (!page->of->factors)
    paragraph(page, g_strdup("Ranges are the least and greatest values in the table: --factors names the table that "
                             "says what they are."));
  if (page->it->effects->n_dropped > 0)
    paragraph(page, g_strdup_printf("Left out for runs that failed: %u of %u trajectories.",
                                    page->it->effects->n_dropped, page->of->shape->units));
}

/* On rows that are draws. */
static void write_given(Page *page)
{
  static const Column all[] = {{"PAWN_median", "PAWN", AS_SHARE}, {"PAWN_floor", "its floor", AS_SHARE},
                               {"delta", "delta", AS_SHARE},      {"delta_floor", "its floor", AS_SHARE},
                               {"SRC", "SRC", AS_SHARE},          {"SRRC", "of ranks", AS_SHARE},
                               {"PRCC", "partial", AS_SHARE}};
  const CdRunsAnalysis *it = page->it;
  Column columns[G_N_ELEMENTS(all)];
  guint n = 0;
  for (guint c = 0; c < G_N_ELEMENTS(all); c++)
    if ((c < 2 && it->pawn) || (c >= 2 && c < 4 && it->delta) || (c >= 4 && it->regression))
      columns[n++] = all[c];
  if (n == 0)
    return;
  g_autofree char *heading = g_strdup_printf("From %u draws", it->rows);
  write_table(page, heading, page->of->outcomes->input, false, columns, n);
  if (it->pawn || it->delta)
    paragraph(
        page,
        g_strdup("PAWN and delta see any kind of influence; one no larger than its floor is not told from nothing."));
  if (it->regression)
    paragraph(page, g_strdup_printf("SRC: standardised coefficients; of ranks; of ranks, partial. Straight lines "
                                    "explain %.0f %% of the values, and %.0f %% of their ranks.",
                                    100 * it->regression->r2, 100 * it->regression->r2_ranks));
}

static void write_node(Page *page, const CdTree *tree, guint at, const char *question)
{
  const CdTreeNode *node = &tree->node[at];
  g_autofree char *mean = cd_table_analysis_number(node->mean);
  if (question) {
    g_autofree char *line = g_strdup_printf("%s: %s (%u runs)", question, mean, node->told),
                    *indent = g_strnfill(2 * (gsize)node->depth, ' ');
    cd_screen_paragraph(&page->screen, line, indent, indent);
  }
  if (node->input < 0)
    return;
  g_autofree char *limit = cd_table_analysis_number(node->limit);
  const char *input = page->of->outcomes->input[node->input];
  g_autofree char *below = g_strdup_printf("%s below %s", input, limit),
                  *from = g_strdup_printf("%s from %s", input, limit);
  write_node(page, tree, node->left, below);
  write_node(page, tree, node->right, from);
}

static void write_tree(Page *page)
{
  const CdTree *tree = page->it->tree;
  cd_screen_heading(&page->screen, "Under few questions");
  if (tree->leaves < 2)
    paragraph(page, g_strdup("No question is worth asking."));
  else {
    write_node(page, tree, 0, NULL);
    paragraph(page,
              g_strdup_printf("Means of runs that had no part in finding the questions, of which they explain %.0f %%.",
                              100 * tree->r2));
  }
}

static char *share(double x)
{
  return isfinite(x) ? g_strdup_printf("%.0f %%", 100 * x) : g_strdup("n/a");
}

static void add_row(GPtrArray *rows, char *label, char *a, char *b, char *c, char *d)
{
  char *row[] = {label, a, b, c, d, NULL};
  g_ptr_array_add(rows, g_memdup2(row, sizeof row));
}

static void write_boxes(Page *page)
{
  const CdBoxes *boxes = page->it->boxes;
  const CdPrim *prim = boxes->prim;
  g_autofree char *threshold = cd_table_analysis_number(page->of->threshold),
                  *heading = g_strdup_printf("Where %s is %s %s", page->of->outcomes->output[page->it->output],
                                             page->of->above ? "above" : "below", threshold),
                  *box = cd_table_analysis_box(page->of, boxes, &prim->box[boxes->chosen], true),
                  *base = share(boxes->base), *density = share(boxes->told[boxes->chosen].density),
                  *coverage = share(boxes->told[boxes->chosen].coverage);
  cd_screen_heading(&page->screen, heading);
  paragraph(page, g_strdup_printf("%s of the runs are such; of those where %s, %s are, which is %s of all such. Found "
                                  "on one half of the runs, told on the other.",
                                  base, box, density, coverage));
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  add_row(rows, g_strdup(""), g_strdup("limits on"), g_strdup("runs"), g_strdup("such"), g_strdup("of all such"));
  guint step = MAX(1, prim->n_boxes / BOXES_SHOWN);
  for (guint b = 0; b < prim->n_boxes; b += step)
    add_row(rows, g_strdup_printf("box %u", b + 1), g_strdup_printf("%u", prim->box[b].restricted),
            g_strdup_printf("%u", boxes->told[b].n), share(boxes->told[b].density), share(boxes->told[b].coverage));
  cd_screen_table(&page->screen, rows);
}

static void write_analysis(Page *page)
{
  const CdRunsAnalysis *it = page->it;
  write_sentence(page);
  if (page->of->shape->doubt)
    paragraph(page, g_strdup_printf("Caution: %s.", page->of->shape->doubt));
  if (it->indices)
    write_indices(page);
  if (it->effects)
    write_effects(page);
  write_given(page);
  if (it->tree)
    write_tree(page);
  if (it->boxes)
    write_boxes(page);
  for (guint m = 0; m < CD_METHODS; m++)
    if (it->why[m])
      paragraph(page, g_strdup_printf("No %s: %s.", cd_method_word((CdMethod)m), it->why[m]));
}

char *cd_table_analysis_text(const CdTableAnalysis *analysis, guint width, bool color)
{
  Page page = {.screen = cd_screen_new(width, color), .of = analysis};
  for (guint a = 0; a < analysis->of->len; a++) {
    if (a > 0)
      g_string_append_c(page.screen.out, '\n');
    page.it = g_ptr_array_index(analysis->of, a);
    page.told = cd_told_new(analysis->outcomes, analysis->shape, page.it);
    write_analysis(&page);
    g_array_unref(page.told);
  }
  return g_string_free(page.screen.out, FALSE);
}
