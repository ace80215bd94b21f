#include "sim/notice/notice.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/notice/json-scan.h"
#include "sim/notice/party.h"
#include "sim/notice/release.h"
#include "sim/notice/subject.h"
#include "sim/notice/taking.h"
#include "sim/notice/unread.h"

/* --- memory -------------------------------------------------------------------------------------------------- */

static void clear_lot(gpointer data)
{
  CdNoticeLot *lot = data;
  g_free(lot->path);
  g_free(lot->id);
  g_free(lot->title);
  g_free(lot->status);
  cd_notice_money_clear(&lot->value);
  g_free(lot->period.path);
  g_free(lot->weights.path);
}

static void clear_contract(gpointer data)
{
  CdNoticeContract *contract = data;
  g_free(contract->path);
  g_free(contract->status);
  cd_notice_money_clear(&contract->value);
  g_free(contract->period.path);
  g_free(contract->suppliers.path);
}

static CdNotice *notice_new(void)
{
  CdNotice *it = g_new0(CdNotice, 1);
  it->buyer = g_ptr_array_new_with_free_func(g_free);
  it->lot = g_array_new(FALSE, TRUE, sizeof(CdNoticeLot));
  g_array_set_clear_func(it->lot, clear_lot);
  it->contract = g_array_new(FALSE, TRUE, sizeof(CdNoticeContract));
  g_array_set_clear_func(it->contract, clear_contract);
  it->unread = g_ptr_array_new_with_free_func(g_free);
  it->n_tenderers = it->weights.quality = NAN;
  it->period = CD_NOTICE_NO_PERIOD;
  return it;
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
  g_free(it->tender_status);
  g_array_unref(it->lot);
  cd_notice_money_clear(&it->value);
  g_free(it->period.path);
  g_free(it->weights.path);
  g_free(it->tenderers.path);
  g_free(it->n_tenderers_path);
  g_array_unref(it->contract);
  g_free(it->suppliers.path);
  g_ptr_array_unref(it->unread);
  g_free(it);
}

/* --- reading ------------------------------------------------------------------------------------------------- */

static bool take(CdTaking *it, const CdReleases *releases)
{
  const CdRelease *latest = &g_array_index(releases->release, CdRelease, 0);
  CdNotice *notice = it->notice;
  notice->ocid = g_strdup(latest->ocid);
  notice->read = g_strdup(releases->told);
  notice->path = g_strdup(latest->at.path);
  notice->date = latest->date ? g_date_time_format(latest->date, "%Y-%m-%d") : NULL;
  notice->month = latest->date ? 12 * g_date_time_get_year(latest->date) + g_date_time_get_month(latest->date) - 1 : -1;
  it->release = releases->whole;
  if (!cd_json_object_at(it->reading, it->release, "tender", &it->tender) ||
      !cd_subject_is_care(it->reading, it->tender, &notice->is_care) ||
      !cd_parties_read(it->reading, it->release, &it->parties) || !cd_take_buyers(it) || !cd_take_tender(it) ||
      !cd_take_contracts(it))
    return false;
  cd_unread(it->reading, it->release.of, notice->unread);
  return true;
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
  g_autoptr(CdNotice) notice = notice_new();
  CdJsonReading reading = cd_json_reading(error);
  CdTaking taking = {.reading = &reading, .notice = notice};
  CdReleases releases;
  bool is_read = cd_releases_find(&reading, json_parser_get_root(parser), ocid, &releases) && take(&taking, &releases);
  g_clear_pointer(&taking.parties, g_hash_table_unref);
  cd_releases_clear(&releases);
  cd_json_reading_end(&reading);
  return is_read ? g_steal_pointer(&notice) : NULL;
}
