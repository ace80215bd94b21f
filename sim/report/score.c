#include "sim/report/score.h"

#include <math.h>
#include "sim/report/screen.h"
#include "sim/report/table-file.h"

#define STRIP 50u

static bool check(const CdBidTableOptions *options, GError **error)
{
  const char *why = NULL;
  if (!(options->quality_weight >= 0 && options->quality_weight <= 1))
    why = "--quality-weight is from 0 to 1: 0.6 is 60 per cent";
  else if (isnan(options->price_low) != isnan(options->price_high))
    why = "--price-low and --price-high go together";
  else if (!isnan(options->price_low) && !(options->price_low >= 0 && options->price_low < options->price_high))
    why = "--price-low is nought or more, and below --price-high";
  else if (options->willingness < 0)
    why = "--willingness-to-pay is nought or more";
  if (why)
    g_set_error_literal(error, CD_ERROR, CD_ERROR_USAGE, why);
  return !why;
}

CdBidTable *cd_bid_table_read(const char *path, const CdBidTableOptions *options, GError **error)
{
  gsize length;
  g_autofree char *bytes = check(options, error) ? cd_table_file_read(path, &length, error) : NULL;
  CdBids *bids = bytes ? cd_bids_read(bytes, length, error) : NULL;
  if (!bids) {
    if (bytes)
      g_prefix_error(error, "%s: ", path);
    return NULL;
  }
  const CdScoredBy by = {options->quality_weight, options->price_low, options->price_high, options->willingness};
  CdBidTable *table = g_new0(CdBidTable, 1);
  table->scored = cd_scored_new(bids, &by);
  return table;
}

void cd_bid_table_free(CdBidTable *table)
{
  if (!table)
    return;
  cd_scored_free(table->scored);
  g_free(table);
}

/* --- text ---------------------------------------------------------------------------------------------------- */

static char *number(double x)
{
  char text[64];
  return isfinite(x) ? g_strdup(g_ascii_formatd(text, sizeof text, "%.5g", x)) : g_strdup("n/a");
}

/* The power of a thousand in which a formula's scores are told, so that the largest has its digits and no exponent: 0 where they need none. */
static int power_of(const CdScoredFormula *it, guint n)
{
  double most = 0;
  for (guint i = 0; i < n; i++)
    most = isfinite(it->score[i]) ? fmax(most, fabs(it->score[i])) : most;
  return most >= 1e5 || (most > 0 && most < 1e-3) ? 3 * (int)floor(log10(most) / 3) : 0;
}

/* In at most eight columns, which beside "* " and a rank in brackets fit a cell. */
static char *score_number(double x, guint digits)
{
  char text[64], format[] = "%.5g";
  if (x != 0 && fabs(x) < 5e-5)
    return g_strdup(x > 0 ? "<0.0001" : ">-0.0001");
  if (fabs(x) < 1)
    return x != 0 && fabs(x) < 1e-2 ? g_strdup(g_ascii_formatd(text, sizeof text, "%.4f", x)) : number(x);
  format[2] = (char)('0' + digits);
  return isfinite(x) ? g_strdup(g_ascii_formatd(text, sizeof text, format, x)) : number(x);
}

/* "* 70 (1)". */
static char *score_text(const CdScoredFormula *it, guint bid, double scale, guint digits)
{
  g_autofree char *score = score_number(it->score[bid] / scale, digits);
  return g_strdup_printf("%s%s (%u)",
                         it->winner == (int)bid ? "* "
                         : it->is_tied[bid]     ? "= "
                                                : "",
                         score, it->rank[bid]);
}

/* Whether two bids of different rank print alike. */
static bool prints_alike(const CdScoredFormula *it, guint n, double scale, guint digits)
{
  g_autoptr(GHashTable) rank_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++) {
    char *text = score_number(it->score[i] / scale, digits);
    gpointer rank;
    if (g_hash_table_lookup_extended(rank_of, text, NULL, &rank) && GPOINTER_TO_UINT(rank) != it->rank[i]) {
      g_free(text);
      return true;
    }
    g_hash_table_insert(rank_of, text, GUINT_TO_POINTER(it->rank[i]));
  }
  return false;
}

/* Of a formula: its key, and "in 10^-6" where scores are told so; then a cell a bid. ALIKE: bids of different rank print alike. */
static char **score_row(const CdScoredFormula *it, guint n, bool *alike)
{
  int power = power_of(it, n);
  double scale = pow(10, power);
  guint digits = 5;
  while (digits < 7 && prints_alike(it, n, scale, digits))
    digits++;
  *alike = *alike || prints_alike(it, n, scale, digits);
  char **row = g_new0(char *, n + 2);
  row[0] = power ? g_strdup_printf("%s, in 10^%d", it->key, power) : g_strdup(it->key);
  for (guint i = 0; i < n; i++)
    row[1 + i] = score_text(it, i, scale, digits);
  return row;
}

static char **bidder_row(const CdBids *bids)
{
  char **row = g_new0(char *, bids->n + 2);
  row[0] = g_strdup("");
  for (guint i = 0; i < bids->n; i++)
    row[1 + i] = g_strdup(bids->bidder[i]);
  return row;
}

static bool has_number(const CdScoredFormula *it, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!isfinite(it->score[i]))
      return false;
  return true;
}

/* Why some score is none. */
static void write_without_number(CdScreen *screen, const CdScored *scored)
{
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    const CdScoredFormula *it = &scored->formula[f];
    if (it->lacks || has_number(it, scored->bids->n))
      continue;
    g_autofree char *line =
        g_strdup_printf("%s: n/a: %s", it->key,
                        f == CD_SCORING_VALUE_FOR_MONEY
                            ? "at this weight the ratio is beyond what a number holds; ranks are by its logarithm."
                            : "a bid without any quality has no price of a point.");
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
}

static void write_scores(CdScreen *screen, const CdScored *scored)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  bool alike = false;
  g_ptr_array_add(rows, bidder_row(scored->bids));
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    if (!scored->formula[f].lacks)
      g_ptr_array_add(rows, score_row(&scored->formula[f], scored->bids->n, &alike));
  cd_screen_heading(screen, "Scores and ranks; * wins, = ties with it");
  cd_screen_table(screen, rows);
  write_without_number(screen, scored);
  if (alike)
    cd_screen_paragraph(screen,
                        "Scores that print alike and rank apart differ by less than is shown; --format csv or json has "
                        "all digits.",
                        "  ", "    ");
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    const CdScoredFormula *it = &scored->formula[f];
    g_autofree char *line = it->lacks ? g_strdup_printf("%s: left out, for it needs %s.", it->key, it->lacks)
                                      : g_strdup_printf("%s: %s.%s", it->key, cd_scoring_text((CdScoring)f)->label,
                                                        it->is_weighted ? "" : " The lowest wins; no weight enters.");
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
}

/* Whoever wins by some formula at some weight, so that a letter stands for one alone: of few bids each has that of its row. */
typedef struct {
  char of[CD_BIDS_MOST]; /* '?' of bids that never win, and where even these signs do not do */
} Letters;

static void give_letters(Letters *letters, const CdScored *scored)
{
  static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  bool wins[CD_BIDS_MOST] = {false}, by_row = scored->bids->n <= 26;
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint r = 0; !scored->formula[f].lacks && r < scored->formula[f].n_reigns; r++)
      wins[scored->formula[f].reign[r].winner] = true;
  for (guint i = 0, n = 0; i < scored->bids->n; i++) {
    guint k = by_row ? i : n;
    letters->of[i] = (by_row || wins[i]) && k < sizeof signs - 1 ? signs[k] : '?';
    n += wins[i];
  }
}

/* Fifty columns from weight 0 to 1, a letter for who wins there. */
static void write_weights(CdScreen *screen, const CdScored *scored)
{
  Letters letters;
  give_letters(&letters, scored);
  cd_screen_heading(screen, "Who wins at each quality weight, 0 to 1");
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    const CdScoredFormula *it = &scored->formula[f];
    if (it->lacks || !it->is_weighted)
      continue;
    cd_append_column(screen->out, it->key, 8, false);
    for (guint c = 0, r = 0; c < STRIP; c++) {
      while (r + 1 < it->n_reigns && it->reign[r + 1].from <= (c + 0.5) / STRIP)
        r++;
      g_string_append_c(screen->out, letters.of[it->reign[r].winner]);
    }
    cd_screen_end_line(screen);
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint r = 0; r < it->n_reigns; r++) {
      g_autofree char *from = number(it->reign[r].from),
                      *who = cd_scored_reigning(scored, (CdScoring)f, (guint)it->reign[r].winner);
      g_string_append_printf(line, "%s%c from %s: %s", r ? "; " : "", letters.of[it->reign[r].winner], from, who);
    }
    cd_screen_paragraph(screen, line->str, "        ", "        ");
  }
}

static void write_flips(CdScreen *screen, const CdScored *scored)
{
  bool any = false;
  cd_screen_heading(screen, "Whether a losing bid decides who wins");
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint i = 0; i < scored->bids->n && !scored->formula[f].lacks; i++) {
      const CdScoredFormula *it = &scored->formula[f];
      if (it->without[i] < 0)
        continue;
      any = true;
      g_autofree char *line = g_strdup_printf(
          "Warning: by %s, without the losing bid of %s the winner is %s and not %s.", it->key, scored->bids->bidder[i],
          scored->bids->bidder[it->without[i]], scored->bids->bidder[it->winner]);
      cd_screen_paragraph(screen, line, "  ", "    ");
    }
  if (!any)
    cd_screen_paragraph(screen, "None does, at this weight.", "  ", "  ");
}

static void write_alone(CdScreen *screen, const CdScored *scored)
{
  cd_screen_heading(screen, "One bid alone: there was no competition");
  cd_screen_paragraph(
      screen, "It wins by every formula and at every weight, and no score here says that its price is a good one.",
      "  ", "  ");
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    if (scored->formula[f].lacks)
      continue;
    g_autofree char *line = g_strdup_printf("%s: %s", scored->formula[f].key, cd_scored_alone((CdScoring)f));
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
}

char *cd_bid_table_text(const CdBidTable *table, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  g_autofree char *weight = number(table->scored->by.weight),
                  *title = g_strdup_printf("%u bid%s, quality weight %s", table->scored->bids->n,
                                           table->scored->bids->n == 1 ? "" : "s", weight);
  cd_screen_paragraph(&screen, title, "", "  ");
  if (cd_scored_caution(table->scored))
    cd_screen_paragraph(&screen, cd_scored_caution(table->scored), "  Caution: ", "    ");
  write_scores(&screen, table->scored);
  if (table->scored->bids->n == 1) {
    write_alone(&screen, table->scored);
    return g_string_free(screen.out, FALSE);
  }
  write_weights(&screen, table->scored);
  write_flips(&screen, table->scored);
  return g_string_free(screen.out, FALSE);
}
