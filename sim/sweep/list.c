#include "concordat/sweep.h"

#include "sim/model/varied.h"
#include "sim/model/spec.h"
#include "sim/sweep/filter.h"

static void append_factor(const CdScenario *scenario, const CdExperimentFactorSpec *spec, GString *text)
{
  CdAddress address;
  CdVaried varied;
  CdVariedProblem problem;
  if (!cd_address_find(scenario, spec->path, &address) ||
      !cd_varied_read(&varied, scenario, &address, spec->value, &problem))
    return;
  GString *over = g_string_new(NULL);
  for (guint w = 0; w < varied.n_words; w++)
    g_string_append_printf(over, "%s%s", w > 0 ? ", " : "", cd_choices[address.field->choices][varied.word[w]]);
  g_autofree char *dist = varied.n_words > 0 ? NULL : cd_dist_format(&varied.dist);
  g_string_append_printf(text, "    %-18s %s over %s%s%s%s\n", spec->head.id, spec->path, dist ? dist : over->str,
                         spec->role == CD_ROLE_LEVER ? ", a lever" : "", spec->group ? ", of group " : "",
                         spec->group ? spec->group : "");
  g_string_free(over, TRUE);
  cd_varied_clear(&varied);
}

static void append_experiment(const CdScenario *scenario, guint e, GString *text)
{
  const CdExperimentSpec *spec = cd_scenario_experiment(scenario, e);
  g_auto(GStrv) metric = cd_experiment_metrics(spec);
  g_autofree char *metrics = g_strjoinv(", ", metric);
  g_string_append_printf(text, "%s%s: %s\n  %s", e > 0 ? "\n" : "", spec->head.id, spec->head.label,
                         cd_choices[CD_CHOICES_DESIGN][spec->design]);
  if (spec->n.dist.kind == CD_DIST_POINT)
    g_string_append_printf(text, ", n %.0f", spec->n.dist.a);
  if (spec->precision.dist.kind == CD_DIST_POINT)
    g_string_append_printf(text, ", %.0f to %.0f replicates a point for a precision of %g of %s%s",
                           spec->replicates.dist.a, spec->replicates_most.dist.a, spec->precision.dist.a,
                           spec->precision_of ? spec->precision_of : metric[0],
                           spec->precision_where == CD_PRECISE_CLOSE ? " where it is close" : "");
  else
    g_string_append_printf(text, ", %.0f replicates a point", spec->replicates.dist.a);
  g_string_append_printf(text, "; keeps %s\n", metrics);
  for (guint f = 0; f < scenario->table[CD_ENTITY_EXPERIMENT_FACTOR].n; f++)
    if (cd_scenario_experiment_factor(scenario, f)->head.parent == (int)e)
      append_factor(scenario, cd_scenario_experiment_factor(scenario, f), text);
  g_auto(GStrv) filter = cd_filter_words(scenario, e);
  for (guint f = 0; filter[f]; f++)
    g_string_append_printf(text, "    only where %s\n", filter[f]);
}

char *cd_sweep_list(const CdScenario *scenario)
{
  GString *text = g_string_new(NULL);
  for (guint e = 0; e < scenario->table[CD_ENTITY_EXPERIMENT].n; e++)
    append_experiment(scenario, e, text);
  if (text->len == 0)
    g_string_append_printf(text, "%s has no experiments: add an <experiment> (docs/sweeps.md)\n", scenario->id);
  return g_string_free(text, FALSE);
}
