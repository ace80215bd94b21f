#include <math.h>
#include "concordat/version.h"
#include "sim/report/setting.h"
#include "sim/report/assumption.h"
#include "sim/report/figure.h"
#include "sim/report/flip-words.h"
#include "sim/report/input.h"
#include "sim/report/screen.h"

typedef struct {
  CdScreen *screen;
  const CdFlip *flip;
} Writer;

static void paragraph(const Writer *it, const char *text)
{
  cd_screen_paragraph(it->screen, text, "  ", "  ");
}

static void item(const Writer *it, const char *text)
{
  cd_screen_paragraph(it->screen, text, "  ", "    ");
}

/* --- how it stands --- */

static guint count_reversing(const CdFlip *flip, guint *weak)
{
  guint n = 0;
  *weak = 0;
  for (guint l = 0; l < flip->n; l++)
    if (cd_flip_reverses(flip, &flip->lever[l])) {
      n++;
      *weak += cd_flip_is_weak(flip, &flip->lever[l]);
    }
  return n;
}

/* How many reverse it alone, and how well they are known. */
static char *alone_words(const CdFlip *flip)
{
  guint weak, n = count_reversing(flip, &weak);
  if (n == 0)
    return g_strdup("No assumption looked at reverses that by itself within the range that the file states.");
  const char *known = weak == 0   ? ""
                      : weak < n  ? ", and some of these are graded D, nobody's fact"
                      : weak == 1 ? ": it is graded D, nobody's fact, and so the preference rests on judgement"
                                  : ": all are graded D, nobody's fact, and so the preference rests on judgement";
  return g_strdup_printf("%u assumption%s, within the range that the file states, %s it alone%s.", n, n == 1 ? "" : "s",
                         n == 1 ? "reverses" : "reverse", known);
}

/* What else does: several at once, choices; NULL: nothing. */
static char *others_words(const CdFlip *flip)
{
  const CdFlipTogether *all = &flip->together;
  guint choices = 0;
  for (guint c = 0; c < flip->n_choices; c++)
    choices += flip->choice[c].change == CD_FLIP_REVERSES;
  g_autofree char *most = all->reverses ? cd_figure_share_of(cd_flip_way(all, 0, all->point.at.value)) : NULL;
  g_autofree char *several =
      most ? g_strdup_printf("%u at once do, none of them moved by more than %s of the way to the end of its range.",
                             all->n, most)
           : NULL;
  g_autofree char *words = choices ? g_strdup_printf("%u other word%s of choices of model or market %s.", choices,
                                                     choices == 1 ? "" : "s", choices == 1 ? "does" : "do")
                                   : NULL;
  return several && words ? g_strdup_printf("%s %s", several, words)
         : several        ? g_steal_pointer(&several)
                          : g_steal_pointer(&words);
}

static void write_stated(const Writer *it)
{
  const CdFlip *flip = it->flip;
  g_autofree char *stated = cd_flip_stated_words(flip);
  cd_screen_heading(it->screen, "AS THINGS ARE");
  paragraph(it, stated);
  if (flip->side == 0) {
    paragraph(it, "There is no preference to reverse: below stands where either would come out ahead.");
    return;
  }
  g_autofree char *alone = alone_words(flip), *others = others_words(flip);
  paragraph(it, alone);
  if (others)
    paragraph(it, others);
}

/* --- one by one --- */

static void write_lever(const Writer *it, const CdFlipLever *lever, bool outside)
{
  g_autofree char *where = cd_flip_where(it->flip, lever, outside);
  if (!where)
    return;
  g_autofree char *text = cd_input_text(it->flip->scenario, &lever->lever.member[0]);
  g_autofree char *evidence = cd_flip_evidence(it->flip, lever);
  g_autofree char *share = isnan(lever->reversed) ? NULL : cd_figure_share_of(lever->reversed);
  g_autofree char *tried =
      share && !outside ? g_strdup_printf(" %s of the values that the file gives it lie there.", share) : g_strdup("");
  g_autofree char *alike = lever->lever.n > 1
                               ? g_strdup_printf(" Moves with %u more that are drawn alike.", lever->lever.n - 1)
                               : g_strdup("");
  g_autofree char *line = g_strdup_printf("%s: %s.%s The file has %s.%s", text, where, tried, evidence, alike);
  item(it, line);
}

static bool has_points(const CdFlipLever *lever, bool outside)
{
  for (guint p = 0; p < lever->n; p++)
    if (lever->point[p].outside == outside)
      return true;
  return false;
}

static guint count_points(const CdFlip *flip, bool outside)
{
  guint n = 0;
  for (guint l = 0; l < flip->n; l++)
    n += has_points(&flip->lever[l], outside);
  return n;
}

static void write_found(const Writer *it, const char *heading, bool outside)
{
  if (count_points(it->flip, outside) == 0)
    return;
  cd_screen_heading(it->screen, heading);
  for (guint l = 0; l < it->flip->n; l++)
    write_lever(it, &it->flip->lever[l], outside);
}

/* Of SCAN and BEST, what comes nearest to nought, or furthest beyond it. */
static const CdScanned *nearest(const CdFlip *flip, const CdCrossings *scan, const CdScanned *best)
{
  for (guint i = 0; scan && i < scan->n_scanned; i++) {
    const CdScanned *at = &scan->scanned[i];
    if (isfinite(at->mean) && (!best || flip->side * at->mean < flip->side * best->mean))
      best = at;
  }
  return best;
}

static void write_not(const Writer *it, const CdFlipLever *lever)
{
  const CdFlip *flip = it->flip;
  const CdScanned *at = nearest(flip, lever->within, NULL);
  if (!lever->within)
    at = nearest(flip, lever->below, nearest(flip, lever->above, NULL));
  if (!at || lever->n > 0)
    return;
  const CdAccordInput *input = &lever->lever.member[0];
  bool untold = lever->within && lever->within->kind == CD_CROSSES_UNTOLD;
  g_autofree char *name = cd_input_name(flip->scenario, input), *x = cd_input_figure(input, at->x),
                  *d = cd_flip_size(flip, at->mean);
  g_autofree char *line = g_strdup_printf("%s (%s): %s at %s%s.", name, input->path, d, x,
                                          untold ? ", which cannot be told from no difference" : "");
  item(it, line);
}

static void write_rest(const Writer *it)
{
  const CdFlip *flip = it->flip;
  guint idle = 0, none = 0;
  for (guint l = 0; l < flip->n; l++) {
    idle += flip->lever[l].no_part;
    none += !flip->lever[l].no_part && flip->lever[l].n == 0;
  }
  if (none + idle == 0 || flip->side == 0)
    return;
  cd_screen_heading(it->screen, "NOT BY THEMSELVES");
  if (none > 0)
    paragraph(it, "Where each comes nearest to it, or goes furthest beyond:");
  for (guint l = 0; l < flip->n; l++)
    write_not(it, &flip->lever[l]);
  g_autofree char *text = g_strdup_printf("%u more that were looked at have no part in it at all.", idle);
  if (idle > 0)
    paragraph(it, text);
}

/* --- several at once --- */

static void write_move(const Writer *it, guint m)
{
  const CdFlip *flip = it->flip;
  const CdFlipTogether *all = &flip->together;
  const CdFlipMove *move = &all->move[m];
  const CdFlipLever *lever = &flip->lever[move->lever];
  const CdAccordInput *input = &lever->lever.member[0];
  double t = all->reverses ? all->point.at.value : all->t_most;
  g_autofree char *name = cd_input_name(flip->scenario, input);
  g_autofree char *at = cd_input_figure(input, cd_flip_place(all, m, t)),
                  *central = cd_input_figure(input, move->central), *end = cd_input_figure(input, move->end),
                  *way = cd_figure_share_of(cd_flip_way(all, m, t));
  g_autofree char *line = g_strdup_printf("%s (%s): %s instead of %s, %s of the way to %s; grade %s.", name, input->path,
                                          at, central, way, end, cd_input_value(flip->scenario, input)->grade);
  item(it, line);
}

static void write_together(const Writer *it)
{
  const CdFlipTogether *all = &it->flip->together;
  if (all->n < 2 || !all->along)
    return;
  cd_screen_heading(it->screen, "SEVERAL AT ONCE");
  const CdScanned *last = &all->along->scanned[all->along->n_scanned - 1];
  g_autofree char *d = cd_flip_size(it->flip, last->mean);
  g_autofree char *head =
      all->reverses
          ? g_strdup_printf(
                "The least that reverses it when the %u that move it most go together, each from its median "
                "towards the end of its range that helps, by how much it helps%s:",
                all->n, all->point.confirmed ? " (fresh draws confirmed it)" : " (fresh draws did not confirm it)")
          : g_strdup_printf(
                "Not even the %u that move it most, all at the end of their ranges that helps: %s. They would be",
                all->n, d);
  paragraph(it, head);
  for (guint m = 0; m < all->n; m++)
    write_move(it, m);
}

/* --- choices --- */

static void write_choice(const Writer *it, const CdFlipChoice *choice)
{
  g_autofree char *d = cd_flip_size(it->flip, choice->with.mean);
  const char *stated = cd_flip_choice_label(it->flip, choice, choice->word.stated);
  g_autofree char *name = cd_flip_choice_name(choice);
  g_autofree char *line = g_strdup_printf(
      "%s: “%s” instead of “%s” (%s): %s%s.", name, cd_flip_choice_label(it->flip, choice, choice->word.word),
      *stated ? stated : "none", choice->word.setting, d,
      choice->change == CD_FLIP_REVERSES ? ", confirmed on fresh draws" : ", which is not clear");
  item(it, line);
}

static void write_choices(const Writer *it)
{
  const CdFlip *flip = it->flip;
  guint turning = 0, run = 0;
  for (guint c = 0; c < flip->n_choices; c++) {
    turning += flip->choice[c].change != CD_FLIP_STAYS;
    run += !flip->choice[c].word.refusal;
  }
  if (flip->side == 0 || run == 0)
    return;
  cd_screen_heading(it->screen, "CHOICES OF MODEL AND MARKET");
  g_autofree char *none = g_strdup_printf("None of the %u other words of choices that were run reverses it.", run);
  if (turning == 0)
    paragraph(it, none);
  for (guint c = 0; c < flip->n_choices; c++)
    if (flip->choice[c].change != CD_FLIP_STAYS)
      write_choice(it, &flip->choice[c]);
}

/* --- how it was found --- */

static void write_notes(const Writer *it)
{
  const CdFlip *flip = it->flip;
  const char *illustration = cd_scenario_concordat(flip->scenario, 0)->illustration;
  if (!flip->chosen && flip->kind == CD_ENTITY_NONE && flip->n == 0)
    paragraph(it, "No influence of any assumption could be told from chance: more draws (--replicates) may tell one; "
                  "--path looks at one that you name.");
  paragraph(it, "Each value is what it would be on average were this one number known to be that, all else as "
                "uncertain as the file "
                "has it. In brackets: outside of these values the sign is clear and opposite, as fresh draws "
                "confirmed. Each number was "
                "looked at in 33 values, in 9 where these stayed far from reversing it; what happens between two "
                "neighbouring ones alone "
                "is not seen. That a value reverses it does not make it likely: the range and grade beside it say how "
                "well it is known.");
  g_string_append_c(it->screen->out, '\n');
  g_autofree char *set = cd_settings_text(flip->scenario);
  if (set)
    cd_screen_paragraph(it->screen, set, "", "");
  if (illustration)
    cd_screen_paragraph(it->screen, illustration, "", "");
  g_autofree char *made =
      g_strdup_printf("Seed %" G_GUINT64_FORMAT
                      ", %u sets of assumptions as things are, %u at each value, %u of %u assumptions looked at%s, "
                      "concordat %s, scenario SHA-256 %.12s…",
                      flip->seed, flip->replicates, flip->each, flip->n, MAX(flip->n_inputs, flip->n),
                      flip->chosen ? " (as named)" : "", CD_VERSION, flip->scenario->sha256);
  cd_screen_paragraph(it->screen, made, "", "");
}

char *cd_flip_text(const CdFlip *flip, guint width, bool color)
{
  CdScreen screen = cd_screen_new(width, color);
  const Writer writer = {&screen, flip};
  cd_screen_paragraph(&screen, flip->scenario->label, "", "");
  write_stated(&writer);
  write_found(&writer, "REVERSED BY ONE ASSUMPTION, WITHIN THE RANGE THAT THE FILE STATES", false);
  write_found(&writer, "OUTSIDE THE RANGE THAT THE FILE STATES", true);
  write_together(&writer);
  write_choices(&writer);
  write_rest(&writer);
  cd_screen_heading(&screen, "HOW TO READ IT");
  write_notes(&writer);
  return g_string_free(screen.out, FALSE);
}
