#include "concordat/score.h"

#include <math.h>
#include "sim/report/csv.h"
#include "sim/report/json.h"
#include "sim/report/screen.h"
#include "sim/report/table-file.h"
#include "sim/tables/bids.h"
#include "sim/tender/compared.h"

#define STRIP 50u

struct _CdBidTable {
  CdBids *bids;
  CdBidTableOptions options;
  CdOffer offer[CD_BIDS_MOST];
};

static const char *const key[CD_SCORING_COUNT] = {
    [CD_SCORING_ABSOLUTE] = "ABS",        [CD_SCORING_RELATIVE] = "REL", [CD_SCORING_DIFFERENCE] = "DIF",
    [CD_SCORING_RANGE] = "RANGE",         [CD_SCORING_MEAN] = "MEAN",    [CD_SCORING_PRICE_PER_POINT] = "PQP",
    [CD_SCORING_VALUE_FOR_MONEY] = "VFM", [CD_SCORING_MONETISED] = "MON"};

static bool check(const CdBidTableOptions *options, GError **error)
{
  const char *why = NULL;
  if (!(options->quality_weight >= 0 && options->quality_weight <= 1))
    why = "--quality-weight is from 0 to 1";
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
  CdBidTable *table = g_new0(CdBidTable, 1);
  table->bids = bids;
  table->options = *options;
  for (guint i = 0; i < bids->n; i++)
    table->offer[i] = (CdOffer){bids->quality[i] / 100, bids->price[i]};
  return table;
}

void cd_bid_table_free(CdBidTable *table)
{
  if (!table)
    return;
  cd_bids_free(table->bids);
  g_free(table);
}

static CdMarking marking_by(const CdBidTable *table, int formula)
{
  return (CdMarking){.scoring = (CdScoring)formula,
                     .weight = table->options.quality_weight,
                     .low = table->options.price_low,
                     .high = table->options.price_high,
                     .mark_value = 100 * table->options.willingness};
}

/* NULL: the formula has what it needs. */
static const char *lacking(const CdBidTable *table, int formula)
{
  if (formula == CD_SCORING_ABSOLUTE && isnan(table->options.price_low))
    return "--price-low and --price-high";
  return formula == CD_SCORING_MONETISED && isnan(table->options.willingness) ? "--willingness-to-pay" : NULL;
}

static double score_of(const CdBidTable *table, int formula, guint bid)
{
  CdMarking marking = marking_by(table, formula);
  CdPrices prices = cd_prices(&marking, table->offer, table->bids->n, -1);
  return cd_score_told(&marking, &prices, &table->offer[bid]);
}

static int winner_of(const CdBidTable *table, int formula, int without)
{
  CdMarking marking = marking_by(table, formula);
  return cd_winner(&marking, table->offer, table->bids->n, without);
}

/* From 1; ties share the better one. */
static guint rank_of(const CdBidTable *table, int formula, guint bid)
{
  double sign = cd_scoring_is_weighted((CdScoring)formula) ? 1 : -1, own = sign * score_of(table, formula, bid);
  guint rank = 1;
  for (guint i = 0; i < table->bids->n; i++)
    rank += sign * score_of(table, formula, i) > own;
  return rank;
}

/* Whether BID scores what the winner does, which has it by the better quality or by standing first. */
static bool is_tied(const CdBidTable *table, int formula, guint bid)
{
  return (int)bid != winner_of(table, formula, -1) && rank_of(table, formula, bid) == 1;
}

/* Whether BID, which loses, decides: somebody else would win without it. TO: who. */
static bool decides(const CdBidTable *table, int formula, guint bid, int *to)
{
  int winner = winner_of(table, formula, -1);
  if ((int)bid == winner || !cd_scoring_text((CdScoring)formula)->can_flip)
    return false;
  *to = winner_of(table, formula, (int)bid);
  return *to != winner;
}

/* --- JSON and CSV -------------------------------------------------------------------------------------------- */

static void put_formula(CdJson *json, const CdBidTable *table, int formula)
{
  const CdBids *bids = table->bids;
  CdMarking marking = marking_by(table, formula);
  CdReign reign[CD_BIDS_MOST];
  int to;
  cd_json_open_object(json, key[formula], CD_JSON_TALL);
  cd_json_text(json, "scoring", cd_scoring_text((CdScoring)formula)->id);
  cd_json_text(json, "best", cd_scoring_is_weighted((CdScoring)formula) ? "highest" : "lowest");
  cd_json_open_object(json, "scores", CD_JSON_FLAT);
  for (guint i = 0; i < bids->n; i++)
    cd_json_number(json, bids->bidder[i], score_of(table, formula, i));
  cd_json_close_object(json);
  cd_json_open_object(json, "ranks", CD_JSON_FLAT);
  for (guint i = 0; i < bids->n; i++)
    cd_json_integer(json, bids->bidder[i], rank_of(table, formula, i));
  cd_json_close_object(json);
  cd_json_text(json, "winner", bids->bidder[winner_of(table, formula, -1)]);
  cd_json_open_array(json, "tied", CD_JSON_FLAT);
  for (guint i = 0; i < bids->n; i++)
    if (is_tied(table, formula, i))
      cd_json_text(json, NULL, bids->bidder[i]);
  cd_json_close_array(json);
  cd_json_open_array(json, "by_weight", CD_JSON_TALL);
  guint n = cd_reigns(&marking, table->offer, bids->n, reign);
  for (guint r = 0; r < n; r++) {
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_number(json, "from", reign[r].from);
    cd_json_text(json, "winner", bids->bidder[reign[r].winner]);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_open_array(json, "flips", CD_JSON_TALL);
  for (guint i = 0; i < bids->n; i++)
    if (decides(table, formula, i, &to)) {
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "without", bids->bidder[i]);
      cd_json_text(json, "winner", bids->bidder[to]);
      cd_json_close_object(json);
    }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

char *cd_bid_table_json(const CdBidTable *table)
{
  CdJson json;
  cd_json_begin(&json, g_string_new(NULL));
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_number(&json, "quality_weight", table->options.quality_weight);
  cd_json_open_object(&json, "formulas", CD_JSON_TALL);
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    if (!lacking(table, f))
      put_formula(&json, table, f);
  cd_json_close_object(&json);
  cd_json_open_object(&json, "left_out", CD_JSON_TALL);
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    if (lacking(table, f)) {
      g_autofree char *why = g_strconcat("it needs ", lacking(table, f), NULL);
      cd_json_text(&json, key[f], why);
    }
  cd_json_close_object(&json);
  cd_json_close_object(&json);
  return g_string_free(json.out, FALSE);
}

char *cd_bid_table_csv(const CdBidTable *table)
{
  static const char *const heads[] = {"formula", "quality_weight", "bidder", "quality", "price",
                                      "score",   "rank",           "wins",   NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint i = 0; i < table->bids->n && !lacking(table, f); i++) {
      cd_csv_text(&csv, key[f]);
      cd_csv_number(&csv, table->options.quality_weight);
      cd_csv_text(&csv, table->bids->bidder[i]);
      cd_csv_number(&csv, table->bids->quality[i]);
      cd_csv_number(&csv, table->bids->price[i]);
      cd_csv_number(&csv, score_of(table, f, i));
      cd_csv_integer(&csv, rank_of(table, f, i));
      cd_csv_integer(&csv, winner_of(table, f, -1) == (int)i);
      cd_csv_end_row(&csv);
    }
  return g_string_free(csv.out, FALSE);
}

/* --- text ---------------------------------------------------------------------------------------------------- */

static char *number(double x)
{
  char text[64];
  return isfinite(x) ? g_strdup(g_ascii_formatd(text, sizeof text, "%.5g", x)) : g_strdup("n/a");
}

static void write_scores(CdScreen *screen, const CdBidTable *table)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  for (int f = -1; f < CD_SCORING_COUNT; f++) {
    if (f >= 0 && lacking(table, f))
      continue;
    char **row = g_new0(char *, table->bids->n + 2);
    row[0] = g_strdup(f < 0 ? "" : key[f]);
    for (guint i = 0; i < table->bids->n; i++) {
      g_autofree char *score = f < 0 ? NULL : number(score_of(table, f, i));
      row[1 + i] = f < 0 ? g_strdup(table->bids->bidder[i])
                         : g_strdup_printf("%s%s (%u)",
                                           winner_of(table, f, -1) == (int)i ? "* "
                                           : is_tied(table, f, i)            ? "= "
                                                                             : "",
                                           score, rank_of(table, f, i));
    }
    g_ptr_array_add(rows, row);
  }
  cd_screen_heading(screen, "Scores and ranks; * wins, = ties with it");
  cd_screen_table(screen, rows);
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    g_autofree char *line =
        lacking(table, f)
            ? g_strdup_printf("%s: left out, for it needs %s.", key[f], lacking(table, f))
            : g_strdup_printf("%s: %s.%s", key[f], cd_scoring_text((CdScoring)f)->label,
                              cd_scoring_is_weighted((CdScoring)f) ? "" : " The lowest wins; no weight enters.");
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
}

/* A bidder's letter, by its row: the same under every formula. */
static char letter(int bidder)
{
  return (char)('a' + bidder % 26);
}

/* Fifty columns from weight 0 to 1, a letter for who wins there. */
static void write_weights(CdScreen *screen, const CdBidTable *table)
{
  cd_screen_heading(screen, "Who wins at each quality weight, 0 to 1");
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    CdMarking marking = marking_by(table, f);
    CdReign reign[CD_BIDS_MOST];
    guint n = lacking(table, f) || !cd_scoring_is_weighted((CdScoring)f)
                  ? 0
                  : cd_reigns(&marking, table->offer, table->bids->n, reign);
    if (n == 0)
      continue;
    cd_append_column(screen->out, key[f], 8, false);
    for (guint c = 0, r = 0; c < STRIP; c++) {
      while (r + 1 < n && reign[r + 1].from <= (c + 0.5) / STRIP)
        r++;
      g_string_append_c(screen->out, letter(reign[r].winner));
    }
    cd_screen_end_line(screen);
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint r = 0; r < n; r++) {
      g_autofree char *from = number(reign[r].from);
      g_string_append_printf(line, "%s%c from %s: %s", r ? "; " : "", letter(reign[r].winner), from,
                             table->bids->bidder[reign[r].winner]);
    }
    cd_screen_paragraph(screen, line->str, "        ", "        ");
  }
}

static void write_flips(CdScreen *screen, const CdBidTable *table)
{
  bool any = false;
  cd_screen_heading(screen, "Whether a losing bid decides who wins");
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint i = 0; i < table->bids->n && !lacking(table, f); i++) {
      int to;
      if (!decides(table, f, i, &to))
        continue;
      any = true;
      g_autofree char *line =
          g_strdup_printf("Warning: by %s, without the losing bid of %s the winner is %s and not %s.", key[f],
                          table->bids->bidder[i], table->bids->bidder[to], table->bids->bidder[winner_of(table, f, -1)]);
      cd_screen_paragraph(screen, line, "  ", "    ");
    }
  if (!any)
    cd_screen_paragraph(screen, "None does, at this weight.", "  ", "  ");
}

char *cd_bid_table_text(const CdBidTable *table, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  g_autofree char *weight = number(table->options.quality_weight),
                  *title = g_strdup_printf("%u bids, quality weight %s", table->bids->n, weight);
  cd_screen_paragraph(&screen, title, "", "  ");
  write_scores(&screen, table);
  write_weights(&screen, table);
  write_flips(&screen, table);
  return g_string_free(screen.out, FALSE);
}
