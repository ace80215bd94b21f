/* The weakest assumptions in short, and how to make the same numbers again. */
#include <math.h>
#include <string.h>
#include "concordat/version.h"
#include "sim/report/assumption.h"
#include "sim/report/influence-words.h"
#include "sim/report/paper.h"
#include "sim/report/setting.h"

#define TOLD_MOST 3u

/* How far a number may lie from its middle, as a multiple of it; 0 where it has no middle to go by. */
static double width_of(const CdAssumption *it)
{
  const CdDist *dist = &it->value->dist;
  double low = it->field->low, high = it->field->high, middle = cd_dist_quantile(dist, 0.5, low, high);
  double width = (cd_dist_quantile(dist, 0.95, low, high) - cd_dist_quantile(dist, 0.05, low, high)) / fabs(middle);
  return isfinite(width) ? width : 0;
}

static bool is_told(const GPtrArray *told, const CdField *field)
{
  for (guint t = 0; t < told->len; t++)
    if (strcmp(((const CdAssumption *)g_ptr_array_index(told, t))->field->name, field->name) == 0)
      return true;
  return false;
}

/* The widest of ALL that are weak and uncertain, none of a field that TOLD has; NULL: none is left. */
static const CdAssumption *widest(const GPtrArray *all, const GPtrArray *told)
{
  const CdAssumption *found = NULL;
  for (guint i = 0; i < all->len; i++) {
    const CdAssumption *it = g_ptr_array_index(all, i);
    if (cd_assumption_is_weak(it) && cd_dist_is_uncertain(&it->value->dist) && !is_told(told, it->field) &&
        (!found || width_of(it) > width_of(found)))
      found = it;
  }
  return found;
}

static const CdAssumption *at_path(const GPtrArray *all, const char *path)
{
  for (guint i = 0; i < all->len; i++) {
    const CdAssumption *it = g_ptr_array_index(all, i);
    if (strcmp(it->path, path) == 0)
      return it;
  }
  return NULL;
}

/* Weak ones of ALL on which the difference in cost that is asked about turns, the most influential first. */
static void add_influential(GPtrArray *told, const GPtrArray *all, const CdResults *results)
{
  CdPair pair[CD_KEY_PAIRS];
  const CdQuestion *cost = cd_key_pairs(results, pair) > 0
                               ? cd_influence_question(results, pair[0].a, pair[0].b, CD_METRIC_COST_ANNUAL)
                               : NULL;
  for (guint i = 0; cost && i < cost->influences->n_told && told->len < TOLD_MOST; i++) {
    const CdAccordInput *input = cd_influence_input(results, &cost->influences->influence[i]);
    const CdAssumption *it = at_path(all, input->path);
    if (it && cd_assumption_is_weak(it) && !is_told(told, it->field))
      g_ptr_array_add(told, (gpointer)it);
  }
}

/* The weakest few, TURNED of them because the answer turns on them. */
static GPtrArray *weakest(const GPtrArray *all, const CdResults *results, guint *turned)
{
  GPtrArray *told = g_ptr_array_new();
  const CdAssumption *it;
  add_influential(told, all, results);
  *turned = told->len;
  while (told->len < TOLD_MOST && (it = widest(all, told)))
    g_ptr_array_add(told, (gpointer)it);
  return told;
}

static const char *which(guint told, guint turned)
{
  return told == 0     ? NULL
         : turned == 0 ? " Those graded D with the widest ranges for their size, one of each sort:"
         : turned < told
             ? " Those graded D on which the difference in yearly cost turns most, then those with the widest "
               "ranges for their size, one of each sort:"
             : " Those graded D on which the difference in yearly cost turns most, one of each sort:";
}

static void write_list(const CdPaper *paper, const GPtrArray *told)
{
  cd_page_raw(paper->page, "<ul class=\"tight\">\n");
  for (guint i = 0; i < told->len; i++) {
    const CdAssumption *it = g_ptr_array_index(told, i);
    g_autofree char *path = cd_brief_text(it->path, CD_BRIEF_LABEL), *words = cd_brief_text(it->words, CD_BRIEF_LABEL);
    g_autofree char *line =
        g_strdup_printf("%s Assumed: %s (%s; %s).", it->field->meaning, words, cd_unit_text(it->field->unit), path);
    cd_page_element(paper->page, "li", NULL, line);
  }
  cd_page_raw(paper->page, "</ul>\n");
}

static void write_making(const CdPaper *paper)
{
  g_autofree char *command = cd_reproduce_command(paper->results);
  cd_page_raw(paper->page, "<dl>\n");
  cd_page_fact(paper->page, "concordat " CD_VERSION, command);
  cd_page_fact(paper->page, "SHA-256 of scenario.xml", paper->results->scenario->sha256);
  cd_page_raw(paper->page, "</dl>\n");
}

void cd_paper_assumptions(const CdPaper *paper)
{
  guint turned;
  g_autoptr(GPtrArray) all = cd_assumptions(paper->results->scenario), told = weakest(all, paper->results, &turned);
  g_autofree char *counts = cd_assumptions_sentence(all), *set = cd_settings_text(paper->results->scenario);
  g_autofree char *line =
      g_strconcat(counts, " report.html lists them all, with their sources.", which(told->len, turned), NULL);
  cd_page_paragraph(paper->page, line);
  if (told->len > 0)
    write_list(paper, told);
  if (set) {
    g_autofree char *brief = cd_brief_text(set, CD_BRIEF_QUESTION);
    cd_page_element(paper->page, "p", "key", brief);
  }
  write_making(paper);
}
