#include "sim/notice/notice.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/notice/json-scan.h"
#include "sim/notice/party.h"
#include "sim/notice/release.h"

enum { TEXT = 100 }; /* characters of a title or name that are kept */

typedef struct {
  CdJsonReading *reading;
  CdNotice *notice;
  CdReleases releases;
  CdJsonAt tender;
} Taking;

static void clear_lot(gpointer data)
{
  CdNoticeLot *lot = data;
  g_free(lot->path);
  g_free(lot->title);
  g_free(lot->value.path);
  g_free(lot->value.currency);
  g_free(lot->period.path);
}

static void clear_money(CdNoticeMoney *money)
{
  g_free(money->path);
  g_free(money->currency);
}

void cd_notice_free(CdNotice *it)
{
  if (!it)
    return;
  g_free(it->ocid);
  g_free(it->read);
  g_free(it->title);
  g_free(it->date);
  g_free(it->path);
  g_ptr_array_unref(it->buyer);
  g_free(it->buyer_path);
  g_array_unref(it->lot);
  clear_money(&it->value);
  clear_money(&it->contract_value);
  g_free(it->period.path);
  g_free(it->contract_period.path);
  g_free(it->quality_path);
  g_free(it->tenderers.path);
  g_free(it->suppliers.path);
  g_free(it->n_tenderers_path);
  g_free(it);
}

/* Up to CD_NOTICE_LISTED elements are looked at. */
static guint listed(JsonArray *array)
{
  return array ? MIN(json_array_get_length(array), CD_NOTICE_LISTED) : 0;
}

/* --- money and time ------------------------------------------------------------------------------------------ */

static bool take_money(Taking *it, CdJsonAt from, const char *name, CdNoticeMoney *out)
{
  CdJsonAt value;
  const char *currency;
  double amount;
  if (!cd_json_object_at(it->reading, from, name, &value) || !cd_json_number_at(it->reading, value, "amount", &amount) ||
      !cd_json_text_at(it->reading, value, "currency", &currency))
    return false;
  if (isnan(amount))
    return true;
  if (amount < 0)
    return cd_json_refuse(it->reading, value, "amount", "a sum below nought makes no sense");
  if (currency && (strlen(currency) != 3 || strspn(currency, G_CSET_A_2_Z) != 3))
    return cd_json_refuse(it->reading, value, "currency", "a currency has three letters, as GBP");
  *out = (CdNoticeMoney){g_strdup(value.path), amount, g_strdup(currency)};
  return true;
}

/* The month whose first day is nearest; -1: DAY is NULL. An end counts with the day itself. */
static int month_of(GDateTime *day, bool is_end)
{
  if (!day)
    return -1;
  return 12 * g_date_time_get_year(day) + g_date_time_get_month(day) - 1 +
         (g_date_time_get_day_of_month(day) + is_end > 16);
}

static bool take_period(Taking *it, CdJsonAt from, const char *name, CdNoticePeriod *out)
{
  CdJsonAt period;
  double days;
  g_autoptr(GDateTime) start = NULL, end = NULL, longest = NULL;
  *out = (CdNoticePeriod){NULL, -1, -1, -1, NAN};
  if (!cd_json_object_at(it->reading, from, name, &period) || !cd_json_day_at(it->reading, period, "startDate", &start) ||
      !cd_json_day_at(it->reading, period, "endDate", &end) ||
      !cd_json_day_at(it->reading, period, "maxExtentDate", &longest) ||
      !cd_json_number_at(it->reading, period, "durationInDays", &days))
    return false;
  if (!start && !end && isnan(days))
    return true;
  if (start && end && g_date_time_compare(start, end) > 0)
    return cd_json_refuse(it->reading, period, NULL, "it ends before it begins");
  if (end && longest && g_date_time_compare(end, longest) > 0)
    return cd_json_refuse(it->reading, period, "maxExtentDate", "the latest end is before the end");
  if (days <= 0 || days > 36600)
    return cd_json_refuse(it->reading, period, "durationInDays", "a contract of so many days makes no sense");
  *out =
      (CdNoticePeriod){g_strdup(period.path), month_of(start, false), month_of(end, true), month_of(longest, true), NAN};
  if (out->start >= 0 && out->end >= 0)
    out->months = out->end - out->start;
  else if (!isnan(days))
    out->months = round(days / 30.4375);
  if (out->end < 0 && out->start >= 0 && !isnan(out->months))
    out->end = out->start + (int)out->months;
  return true;
}

/* --- who ----------------------------------------------------------------------------------------------------- */

static void add_buyer(Taking *it, const char *named, const char *path)
{
  g_autofree char *name = named ? cd_json_plain(named, TEXT) : NULL;
  for (guint i = 0; name && i < it->notice->buyer->len; i++)
    if (strcmp(g_ptr_array_index(it->notice->buyer, i), name) == 0)
      return;
  if (!name)
    return;
  g_ptr_array_add(it->notice->buyer, g_steal_pointer(&name));
  if (!it->notice->buyer_path)
    it->notice->buyer_path = g_strdup(path);
}

static bool take_parties(Taking *it)
{
  CdJsonAt release = cd_releases_with(&it->releases, "parties");
  JsonArray *parties;
  if (!cd_json_array_at(it->reading, release, "parties", &parties))
    return false;
  for (guint i = 0; i < listed(parties); i++) {
    CdJsonAt party;
    JsonArray *roles;
    const char *name;
    if (!cd_json_element(it->reading, release, "parties", parties, i, &party) ||
        !cd_json_array_at(it->reading, party, "roles", &roles) || !cd_json_text_at(it->reading, party, "name", &name))
      return false;
    if (cd_json_lists(roles, "buyer") || cd_json_lists(roles, "procuringEntity"))
      add_buyer(it, name, party.path);
  }
  return true;
}

static bool take_buyers(Taking *it)
{
  CdJsonAt buyer, entity;
  const char *name, *other;
  if (!take_parties(it) || !cd_json_object_at(it->reading, cd_releases_with(&it->releases, "buyer"), "buyer", &buyer) ||
      !cd_json_text_at(it->reading, buyer, "name", &name) ||
      !cd_json_object_at(it->reading, it->tender, "procuringEntity", &entity) ||
      !cd_json_text_at(it->reading, entity, "name", &other))
    return false;
  add_buyer(it, name, buyer.path);
  add_buyer(it, other, entity.path);
  return true;
}

/* Adds those of FROM's array NAME. */
static bool take_bidders(Taking *it, CdJsonAt from, const char *name, CdNoticeBidders *out)
{
  JsonArray *array;
  if (!cd_json_array_at(it->reading, from, name, &array))
    return false;
  for (guint i = 0; i < listed(array) && out->n < CD_NOTICE_LISTED; i++) {
    CdJsonAt one;
    CdNoticeKind kind;
    if (!cd_json_element(it->reading, from, name, array, i, &one) ||
        !cd_party_kind(it->reading, cd_releases_with(&it->releases, "parties"), one, &kind))
      return false;
    out->n++;
    out->kind[kind]++;
    if (!out->path)
      out->path = g_strdup_printf("%s.%s", from.path, name);
  }
  return true;
}

/* --- tender -------------------------------------------------------------------------------------------------- */

/* A number in per cent. */
static bool criterion_weight(Taking *it, CdJsonAt criterion, double *weight)
{
  JsonArray *numbers;
  *weight = 0;
  if (!cd_json_array_at(it->reading, criterion, "numbers", &numbers))
    return false;
  for (guint i = 0; i < listed(numbers); i++) {
    CdJsonAt one;
    const char *kind;
    double number;
    if (!cd_json_element(it->reading, criterion, "numbers", numbers, i, &one) ||
        !cd_json_text_at(it->reading, one, "weight", &kind) || !cd_json_number_at(it->reading, one, "number", &number))
      return false;
    if (!isnan(number) && (number < 0 || number > 100) && kind && strcmp(kind, "percentageExact") == 0)
      return cd_json_refuse(it->reading, one, "number", "a weight in per cent is from 0 to 100");
    *weight += kind && strcmp(kind, "percentageExact") == 0 && !isnan(number) ? number : 0;
  }
  return true;
}

/* What criteria of quality weigh, where all together they weigh a hundred per cent. */
static bool take_criteria(Taking *it, CdJsonAt criteria_of)
{
  JsonArray *criteria;
  double quality = 0, all = 0;
  if (!cd_json_array_at(it->reading, criteria_of, "criteria", &criteria))
    return false;
  for (guint i = 0; i < listed(criteria); i++) {
    CdJsonAt one;
    const char *type;
    double weight;
    if (!cd_json_element(it->reading, criteria_of, "criteria", criteria, i, &one) ||
        !cd_json_text_at(it->reading, one, "type", &type) || !criterion_weight(it, one, &weight))
      return false;
    all += weight;
    quality += type && strcmp(type, "quality") == 0 ? weight : 0;
  }
  if (isnan(it->notice->quality) && fabs(all - 100) < 0.5) {
    it->notice->quality = quality / all;
    it->notice->quality_path = g_strdup_printf("%s.criteria", criteria_of.path);
  }
  return true;
}

/* A word in the standard, an object in an extension to it. */
static bool take_award_criteria(Taking *it, CdJsonAt from)
{
  JsonNode *node = from.of ? json_object_get_member(from.of, "awardCriteria") : NULL;
  CdJsonAt criteria;
  const char *word;
  if (node && JSON_NODE_HOLDS_OBJECT(node))
    return cd_json_object_at(it->reading, from, "awardCriteria", &criteria) && take_criteria(it, criteria);
  if (!cd_json_text_at(it->reading, from, "awardCriteria", &word))
    return false;
  bool price = word && strcmp(word, "priceOnly") == 0, quality = word && strcmp(word, "qualityOnly") == 0;
  if (isnan(it->notice->quality) && (price || quality)) {
    it->notice->quality = quality;
    it->notice->quality_path = g_strdup_printf("%s.awardCriteria", from.path);
  }
  return true;
}

static bool take_lot(Taking *it, CdJsonAt at)
{
  const char *title;
  CdNoticeLot lot = {.path = g_strdup(at.path)};
  bool taken = cd_json_text_at(it->reading, at, "title", &title) && take_money(it, at, "value", &lot.value) &&
               take_period(it, at, "contractPeriod", &lot.period) && take_award_criteria(it, at);
  if (taken)
    lot.title = title ? cd_json_plain(title, TEXT) : NULL;
  g_array_append_val(it->notice->lot, lot); /* which frees it, whole or not */
  return taken;
}

/* The lots' sum where all are told in one currency, and the first lot's time: of a tender that tells neither itself. */
static void take_from_lots(Taking *it)
{
  CdNotice *notice = it->notice;
  const CdNoticeLot *lot = (const CdNoticeLot *)(gpointer)notice->lot->data;
  if (notice->lot->len == 0)
    return;
  double sum = 0;
  bool all = true;
  for (guint i = 0; i < notice->lot->len; i++) {
    all = all && lot[i].value.path && g_strcmp0(lot[i].value.currency, lot[0].value.currency) == 0;
    sum += lot[i].value.amount;
  }
  if (!notice->value.path && all)
    notice->value =
        (CdNoticeMoney){g_strdup_printf("%s.lots[*].value", it->tender.path), sum, g_strdup(lot[0].value.currency)};
  if (!notice->period.path && lot[0].period.path) {
    notice->period = lot[0].period;
    notice->period.path = g_strdup(lot[0].period.path);
  }
}

static bool take_tender(Taking *it)
{
  CdNotice *notice = it->notice;
  const char *title;
  JsonArray *lots;
  if (!cd_json_text_at(it->reading, it->tender, "title", &title) || !take_money(it, it->tender, "value", &notice->value) ||
      !take_period(it, it->tender, "contractPeriod", &notice->period) || !take_award_criteria(it, it->tender) ||
      !cd_json_array_at(it->reading, it->tender, "lots", &lots) ||
      !take_bidders(it, it->tender, "tenderers", &notice->tenderers) ||
      !cd_json_number_at(it->reading, it->tender, "numberOfTenderers", &notice->n_tenderers))
    return false;
  notice->title = title ? cd_json_plain(title, TEXT) : NULL;
  if (notice->n_tenderers < 0 || notice->n_tenderers > 10000)
    return cd_json_refuse(it->reading, it->tender, "numberOfTenderers", "so many tenderers make no sense");
  if (!isnan(notice->n_tenderers))
    notice->n_tenderers_path = g_strdup_printf("%s.numberOfTenderers", it->tender.path);
  for (guint i = 0; i < listed(lots); i++) {
    CdJsonAt lot;
    if (!cd_json_element(it->reading, it->tender, "lots", lots, i, &lot) || !take_lot(it, lot))
      return false;
  }
  take_from_lots(it);
  return true;
}

/* --- contracts and awards in force --------------------------------------------------------------------------- */

static bool is_in_force(const char *status)
{
  return !status || strcmp(status, "active") == 0 || strcmp(status, "pending") == 0;
}

/* Sums of one currency; the time of the first. */
static void add_contract(CdNotice *notice, CdNoticeMoney *value, CdNoticePeriod *period)
{
  notice->in_force = true;
  if (!notice->contract_value.path)
    notice->contract_value = *value;
  else {
    if (value->path && g_strcmp0(value->currency, notice->contract_value.currency) == 0)
      notice->contract_value.amount += value->amount;
    clear_money(value);
  }
  if (!notice->contract_period.path)
    notice->contract_period = *period;
  else
    g_free(period->path);
}

/* One of NAME's elements: its value, and its time under TIME. */
static bool take_contract(Taking *it, CdJsonAt at, const char *time)
{
  CdNoticeMoney value = {NULL, 0, NULL};
  CdNoticePeriod period;
  if (!take_money(it, at, "value", &value))
    return false;
  if (!take_period(it, at, time, &period)) {
    clear_money(&value);
    return false;
  }
  add_contract(it->notice, &value, &period);
  return true;
}

static bool take_contracts(Taking *it)
{
  CdJsonAt contracted = cd_releases_with(&it->releases, "contracts"),
           awarded = cd_releases_with(&it->releases, "awards");
  JsonArray *contracts, *awards;
  if (!cd_json_array_at(it->reading, contracted, "contracts", &contracts) ||
      !cd_json_array_at(it->reading, awarded, "awards", &awards))
    return false;
  for (guint i = 0; i < listed(contracts); i++) {
    CdJsonAt one;
    const char *status;
    if (!cd_json_element(it->reading, contracted, "contracts", contracts, i, &one) ||
        !cd_json_text_at(it->reading, one, "status", &status) ||
        (is_in_force(status) && !take_contract(it, one, "period")))
      return false;
  }
  bool by_award = !it->notice->in_force;
  for (guint i = 0; i < listed(awards); i++) {
    CdJsonAt one;
    const char *status;
    if (!cd_json_element(it->reading, awarded, "awards", awards, i, &one) ||
        !cd_json_text_at(it->reading, one, "status", &status))
      return false;
    if (is_in_force(status) && ((by_award && !take_contract(it, one, "contractPeriod")) ||
                                !take_bidders(it, one, "suppliers", &it->notice->suppliers)))
      return false;
  }
  return true;
}

/* --- the whole ----------------------------------------------------------------------------------------------- */

static bool take(Taking *it)
{
  const CdRelease *first = &g_array_index(it->releases.release, CdRelease, 0);
  CdNotice *notice = it->notice;
  notice->ocid = g_strdup(first->ocid);
  notice->read = g_strdup(it->releases.told);
  notice->path = g_strdup(first->at.path);
  notice->date = first->date ? g_date_time_format(first->date, "%Y-%m-%d") : NULL;
  return cd_json_object_at(it->reading, cd_releases_with(&it->releases, "tender"), "tender", &it->tender) &&
         take_buyers(it) && take_tender(it) && take_contracts(it);
}

CdNotice *cd_notice_read(const char *bytes, gsize length, const char *ocid, GError **error)
{
  gsize mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  if (length > CD_NOTICE_BYTES) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "it is larger than 16 MiB: get the one notice that is meant");
    return NULL;
  }
  if (!cd_json_scan(bytes + mark, length - mark, error))
    return NULL;
  g_autoptr(JsonParser) parser = json_parser_new_immutable();
  g_autoptr(GError) fault = NULL;
  if (!json_parser_load_from_data(parser, bytes + mark, (gssize)(length - mark), &fault)) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "it cannot be read: %s", fault->message);
    return NULL;
  }
  g_autoptr(CdNotice) notice = g_new0(CdNotice, 1);
  notice->buyer = g_ptr_array_new_with_free_func(g_free);
  notice->lot = g_array_new(FALSE, TRUE, sizeof(CdNoticeLot));
  g_array_set_clear_func(notice->lot, clear_lot);
  notice->quality = notice->n_tenderers = NAN;
  notice->period = notice->contract_period = (CdNoticePeriod){NULL, -1, -1, -1, NAN};
  CdJsonReading reading = cd_json_reading(error);
  Taking taking = {.reading = &reading, .notice = notice};
  bool is_read = cd_releases_find(&reading, json_parser_get_root(parser), ocid, &taking.releases) && take(&taking);
  cd_releases_clear(&taking.releases);
  cd_json_reading_end(&reading);
  return is_read ? g_steal_pointer(&notice) : NULL;
}
