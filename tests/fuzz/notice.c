/* Feeds bytes to the reader of notices. What is accepted must be within its limits; what is not, refused with a fit message. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/notice/json-scan.h"
#include "sim/notice/notice.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Not g_error(), whose trap the fuzzer does not catch. */
static void fault(const char *what)
{
  g_printerr("%s\n", what);
  abort();
}

static void check_text(const char *text)
{
  if (!text || !g_utf8_validate(text, -1, NULL))
    fault("text that is none");
  for (; *text; text++)
    if ((guchar)*text < 0x20)
      fault("text that does not print");
}

static void check_period(const CdNoticePeriod *it)
{
  if (it->path && ((it->start >= 0 && it->end >= 0 && it->end < it->start) || (it->longest >= 0 && it->end > it->longest)))
    fault("a time that ends before it begins");
}

static void check_money(const CdNoticeMoney *it)
{
  if (it->path && !(it->amount >= 0 && isfinite(it->amount)))
    fault("a value that is none");
}

static void check_weights(const CdNoticeWeights *it)
{
  if (it->path && !isnan(it->quality) && !(it->quality >= 0 && it->quality <= 1))
    fault("a weight that is none");
}

static void check_notice(const CdNotice *notice)
{
  check_text(notice->read);
  if (notice->title)
    check_text(notice->title);
  for (guint i = 0; i < notice->buyer->len; i++)
    check_text(g_ptr_array_index(notice->buyer, i));
  for (guint i = 0; i < notice->unread->len; i++)
    check_text(g_ptr_array_index(notice->unread, i));
  if (notice->lot->len > CD_NOTICE_LOTS || notice->tenderers.n > CD_NOTICE_LISTED ||
      notice->suppliers.n > CD_NOTICE_LISTED || notice->contract->len > 2 * CD_NOTICE_LISTED)
    fault("more than are looked at");
  check_money(&notice->value);
  check_period(&notice->period);
  check_weights(&notice->weights);
  for (guint i = 0; i < notice->lot->len; i++) {
    const CdNoticeLot *lot = &g_array_index(notice->lot, CdNoticeLot, i);
    check_money(&lot->value);
    check_period(&lot->period);
    check_weights(&lot->weights);
  }
  for (guint i = 0; i < notice->contract->len; i++) {
    const CdNoticeContract *contract = &g_array_index(notice->contract, CdNoticeContract, i);
    check_text(contract->path);
    check_money(&contract->value);
    check_period(&contract->period);
    if (notice->lot->len < CD_NOTICE_LOTS && contract->lots >> notice->lot->len)
      fault("a lot that is none");
  }
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autoptr(GError) error = NULL, unsound = NULL;
  g_autoptr(CdNotice) notice = cd_notice_read((const char *)data, size, NULL, &error);
  cd_json_scan((const char *)data, size, &unsound);
  if (!notice == !error || (error && (error->domain != CD_ERROR || !g_utf8_validate(error->message, -1, NULL))))
    fault("refused without a fit message");
  if (error)
    check_text(error->message);
  if (notice)
    check_notice(notice);
  return 0;
}
