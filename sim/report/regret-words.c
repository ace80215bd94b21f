#include "sim/report/regret-words.h"

#include <math.h>
#include "sim/report/figure.h"
#include "sim/report/option.h"

bool cd_tells_of_regret(const CdResults *results)
{
  return results->n_forced > 1 && results->regrets->n > 0;
}

const char *cd_regret_partner(const CdResults *results, guint partner)
{
  const CdRegretPartner *it = &results->regrets->partner[partner];
  return cd_scenario_row(results->scenario, it->kind, it->row)->label;
}

char *cd_regret_value(double x)
{
  char text[64];
  return isfinite(x) ? g_strdup(g_ascii_formatd(text, sizeof text, "%.3f", x)) : g_strdup("n/a");
}

char *cd_regret_spread(const CdRegret *regret)
{
  g_autofree char *mean = cd_regret_value(regret->mean), *p90 = cd_regret_value(regret->p90),
                  *none = cd_figure_share_of(regret->none);
  return g_strdup_printf("%s on average, %s or more in one draw in ten; none in %s", mean, p90, none);
}

char *cd_regret_sentence(const CdResults *results)
{
  const CdRegrets *it = results->regrets;
  if (!cd_tells_of_regret(results) || it->least[CD_REGRET_OWN] < 0)
    return g_strdup("");
  guint option = (guint)it->least[CD_REGRET_OWN], worst = (guint)it->worst[CD_REGRET_OWN];
  g_autofree char *part = cd_figure_share_of(it->of[CD_REGRET_OWN][worst * it->n_options + option].of_range);
  return g_strdup_printf(
      "Regret: “%s” is the option by which the partner who gives up most gives up least: %s, %s of what "
      "lies between its best and its worst option, on average, by its own weights and beliefs.",
      cd_option_label(results, option), cd_regret_partner(results, worst), part);
}

const char *cd_regret_note(void)
{
  return "Regret is what a partner would give up by an option against the option that is best for it under the same "
         "assumptions, by its own weights and beliefs. The percentage is the mean part of what lies between its best "
         "and "
         "its worst option in the draw: 0% is its first choice throughout, 100% its last. Values are no common coin "
         "and "
         "no money, so that only these parts are compared between partners. What the partners decide together is held "
         "against the options of the scenario, and can be worse for a partner than all of them: above 100%.";
}

const char *cd_regret_eyes_note(void)
{
  return "How one partner's own first choice looks to each of the others, by the other's weights and beliefs: what the "
         "one in the column would give up if the one in the row had its way.";
}

static void put_regret(CdJson *json, const CdRegret *it)
{
  cd_json_number(json, "mean", it->mean);
  cd_json_number(json, "low", it->low);
  cd_json_number(json, "high", it->high);
  cd_json_number(json, "p90", it->p90);
  cd_json_number(json, "none", it->none);
  cd_json_number(json, "matters", it->matters);
  cd_json_number(json, "of_range", it->of_range);
}

static const char *partner_id(const CdResults *results, guint partner)
{
  const CdRegretPartner *it = &results->regrets->partner[partner];
  return cd_scenario_row(results->scenario, it->kind, it->row)->id;
}

static void put_options(CdJson *json, const CdResults *results, guint beliefs)
{
  const CdRegrets *it = results->regrets;
  cd_json_open_array(json, "options", CD_JSON_TALL);
  for (guint p = 0; p < it->n; p++)
    for (guint s = 0; s < it->n_options; s++) {
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "partner", partner_id(results, p));
      cd_json_text(json, "kind", cd_entity(it->partner[p].kind)->element);
      cd_json_text(json, "option", cd_option_id(results, s));
      put_regret(json, &it->of[beliefs][p * it->n_options + s]);
      cd_json_close_object(json);
    }
  cd_json_close_array(json);
}

static void put_choices(CdJson *json, const CdResults *results, guint beliefs)
{
  const CdRegrets *it = results->regrets;
  cd_json_open_array(json, "choices", CD_JSON_TALL);
  for (guint p = 0; p < it->n; p++)
    for (guint q = 0; q < it->n; q++) {
      cd_json_open_object(json, NULL, CD_JSON_FLAT);
      cd_json_text(json, "of", partner_id(results, p));
      cd_json_text(json, "seen_by", partner_id(results, q));
      put_regret(json, &it->seen[beliefs][p * it->n + q]);
      cd_json_close_object(json);
    }
  cd_json_close_array(json);
}

void cd_json_put_regret(CdJson *json, const CdResults *results)
{
  const CdRegrets *it = results->regrets;
  cd_json_open_object(json, "regret", CD_JSON_TALL);
  for (guint b = 0; b < CD_REGRET_BELIEFS; b++) {
    cd_json_open_object(json, cd_regret_beliefs_text((CdRegretBeliefs)b), CD_JSON_TALL);
    cd_json_text(json, "least", it->least[b] < 0 ? NULL : cd_option_id(results, (guint)it->least[b]));
    cd_json_text(json, "worst_off", it->worst[b] < 0 ? NULL : partner_id(results, (guint)it->worst[b]));
    put_options(json, results, b);
    put_choices(json, results, b);
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
}
