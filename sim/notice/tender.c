/* What is tendered: its value, time, criteria and lots. */
#include <math.h>
#include <string.h>
#include "sim/notice/json-scan.h"
#include "sim/notice/taking.h"

/* --- criteria ------------------------------------------------------------------------------------------------ */

/* A number in per cent. */
static bool criterion_weight(CdTaking *it, CdJsonAt criterion, double *weight)
{
  CdJsonList numbers;
  *weight = 0;
  if (!cd_json_list_at(it->reading, criterion, "numbers", &numbers))
    return false;
  for (guint i = 0; i < cd_taking_listed(numbers); i++) {
    CdJsonAt one;
    const char *kind;
    double number;
    if (!cd_json_element(it->reading, numbers, i, &one) || !cd_json_text_at(it->reading, one, "weight", &kind) ||
        !cd_json_number_at(it->reading, one, "number", &number))
      return false;
    bool is_exact = kind && strcmp(kind, "percentageExact") == 0 && !isnan(number);
    if (is_exact && (number < 0 || number > 100))
      return cd_json_refuse(it->reading, one, "number", "a weight in per cent is from 0 to 100");
    *weight += is_exact ? number : 0;
  }
  return true;
}

static bool take_criteria(CdTaking *it, CdJsonAt criteria_of, CdNoticeWeights *out)
{
  CdJsonList criteria;
  double quality = 0;
  if (!cd_json_list_at(it->reading, criteria_of, "criteria", &criteria))
    return false;
  for (guint i = 0; i < cd_taking_listed(criteria); i++) {
    CdJsonAt one;
    const char *type;
    double weight;
    if (!cd_json_element(it->reading, criteria, i, &one) || !cd_json_text_at(it->reading, one, "type", &type) ||
        !criterion_weight(it, one, &weight))
      return false;
    out->all += weight;
    quality += type && strcmp(type, "quality") == 0 ? weight : 0;
  }
  if (out->all > 0)
    out->path = g_strdup(criteria.path);
  if (fabs(out->all - 100) < 0.5)
    out->quality = quality / out->all;
  return true;
}

/* A word in the standard, an object in an extension to it. */
static bool take_weights(CdTaking *it, CdJsonAt from, CdNoticeWeights *out)
{
  JsonNode *node = from.of ? json_object_get_member(from.of, "awardCriteria") : NULL;
  CdJsonAt criteria;
  const char *word;
  *out = (CdNoticeWeights){NULL, NAN, 0};
  if (node && JSON_NODE_HOLDS_OBJECT(node))
    return cd_json_object_at(it->reading, from, "awardCriteria", &criteria) && take_criteria(it, criteria, out);
  if (!cd_json_text_at(it->reading, from, "awardCriteria", &word))
    return false;
  bool price = word && strcmp(word, "priceOnly") == 0, quality = word && strcmp(word, "qualityOnly") == 0;
  if (price || quality)
    *out = (CdNoticeWeights){g_strdup_printf("%s.awardCriteria", from.path), quality, 100};
  return true;
}

/* --- lots ---------------------------------------------------------------------------------------------------- */

static bool take_lot(CdTaking *it, CdJsonAt at)
{
  const char *id, *title, *status;
  CdNoticeLot lot = {.path = g_strdup(at.path), .period = CD_NOTICE_NO_PERIOD, .weights = {NULL, NAN, 0}};
  bool taken = cd_json_id_at(it->reading, at, "id", &id) && cd_json_text_at(it->reading, at, "title", &title) &&
               cd_json_text_at(it->reading, at, "status", &status) && cd_take_money(it, at, "value", &lot.value) &&
               cd_take_period(it, at, "contractPeriod", &lot.period) && take_weights(it, at, &lot.weights);
  if (taken) {
    lot.id = g_strdup(id);
    lot.title = title ? cd_json_plain(title, CD_NOTICE_TEXT) : NULL;
    lot.status = status ? cd_json_plain(status, CD_NOTICE_TEXT) : NULL;
    lot.is_off = cd_notice_status_is_off(status);
  }
  g_array_append_val(it->notice->lot, lot); /* which frees it, whole or not */
  return taken;
}

static bool take_lots(CdTaking *it)
{
  CdJsonList lots;
  if (!cd_json_list_at(it->reading, it->tender, "lots", &lots))
    return false;
  if (cd_json_length(lots) > CD_NOTICE_LOTS)
    return cd_json_refuse(it->reading, it->tender, "lots", "there are more than 64 lots");
  for (guint i = 0; i < cd_json_length(lots); i++) {
    CdJsonAt lot;
    if (!cd_json_element(it->reading, lots, i, &lot) || (!cd_json_is_gone(it->reading, lot) && !take_lot(it, lot)))
      return false;
  }
  return true;
}

/* --- the tender ---------------------------------------------------------------------------------------------- */

static bool take_count(CdTaking *it)
{
  CdNotice *notice = it->notice;
  if (!cd_json_number_at(it->reading, it->tender, "numberOfTenderers", &notice->n_tenderers))
    return false;
  if (notice->n_tenderers < 0 || notice->n_tenderers > 10000)
    return cd_json_refuse(it->reading, it->tender, "numberOfTenderers", "so many tenderers make no sense");
  if (!isnan(notice->n_tenderers))
    notice->n_tenderers_path = g_strdup_printf("%s.numberOfTenderers", it->tender.path);
  return true;
}

bool cd_take_tender(CdTaking *it)
{
  CdNotice *notice = it->notice;
  const char *title, *status;
  if (!cd_json_text_at(it->reading, it->tender, "title", &title) ||
      !cd_json_text_at(it->reading, it->tender, "status", &status) ||
      !cd_take_money(it, it->tender, "value", &notice->value) ||
      !cd_take_period(it, it->tender, "contractPeriod", &notice->period) ||
      !take_weights(it, it->tender, &notice->weights) ||
      !cd_take_bidders(it, it->tender, "tenderers", &notice->tenderers) || !take_count(it))
    return false;
  notice->title = title ? cd_json_plain(title, CD_NOTICE_TEXT) : NULL;
  notice->tender_status = status ? cd_json_plain(status, CD_NOTICE_TEXT) : NULL;
  notice->is_off = cd_notice_status_is_off(status);
  return take_lots(it);
}
