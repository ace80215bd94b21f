#include "sim/report/partners-json.h"

#include "sim/report/setting.h"

void cd_json_put_block(CdJson *json, const char *key, const CdScenario *scenario, guint32 mask)
{
  cd_json_open_array(json, key, CD_JSON_FLAT);
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    if (mask >> i & 1)
      cd_json_text(json, NULL, cd_scenario_council(scenario, i)->head.id);
  cd_json_close_array(json);
}

void cd_json_put_partition(CdJson *json, const char *key, const CdScenario *scenario, const CdPartition *partition)
{
  cd_json_open_array(json, key, CD_JSON_FLAT);
  for (guint b = 0; b < partition->n_blocks; b++)
    cd_json_put_block(json, NULL, scenario, partition->block[b]);
  cd_json_close_array(json);
}

void cd_json_put_form(CdJson *json, const CdSession *session, guint32 block, guint form)
{
  const CdForm *it = &session->partners->blocks->block[block].form[form];
  cd_json_integer(json, "form", form);
  cd_json_text(json, "structure", cd_form_structure(session, block, form));
  cd_json_integer(json, "contracts", it->n_contracts);
}

void cd_json_put_text(CdJson *json, const char *key, const CdSession *session, guint32 block, guint text)
{
  if (text == CD_NO_TEXT) {
    cd_json_null(json, key);
    return;
  }
  CdTextValues it = cd_text_values(session, block, text);
  cd_json_open_object(json, key, CD_JSON_FLAT);
  for (guint t = 0; t < CD_TERM_COUNT; t++) {
    const char *name = cd_choices[CD_CHOICES_TERM][t];
    if (t == CD_TERM_PRICING)
      cd_json_text(json, name, cd_scenario_pricing(session->scenario, (guint)it.value[t])->head.id);
    else
      cd_json_number(json, name, it.value[t]);
  }
  cd_json_integer(json, "form", it.form);
  cd_json_close_object(json);
}

void cd_json_put_share(CdJson *json, const char *key, CdShare share)
{
  cd_json_open_object(json, key, CD_JSON_FLAT);
  cd_json_number(json, "share", share.share);
  cd_json_number(json, "low", share.low);
  cd_json_number(json, "high", share.high);
  cd_json_integer(json, "n", share.n);
  cd_json_integer(json, "of", share.of);
  cd_json_close_object(json);
}

void cd_json_put_set(CdJson *json, const char *key, const CdScenario *scenario)
{
  g_autoptr(GPtrArray) all = cd_settings(scenario);
  cd_json_open_array(json, key, CD_JSON_TALL);
  for (guint i = 0; i < all->len; i++) {
    const CdRunSetting *it = g_ptr_array_index(all, i);
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "path", it->path);
    if (it->value)
      cd_json_text(json, "value", it->value);
    else
      cd_json_null(json, "value");
    cd_json_text(json, "by", it->by);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

void cd_json_put_effort(CdJson *json, const CdScenario *scenario, guint64 seed, guint replicates)
{
  cd_json_text(json, "scenario", scenario->id);
  cd_json_text(json, "sha256", scenario->sha256);
  cd_json_integer(json, "seed", seed);
  cd_json_integer(json, "replicates", replicates);
}
