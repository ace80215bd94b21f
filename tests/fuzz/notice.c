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

static void check_notice(const CdNotice *notice)
{
  check_text(notice->read);
  if (notice->title)
    check_text(notice->title);
  for (guint i = 0; i < notice->buyer->len; i++)
    check_text(g_ptr_array_index(notice->buyer, i));
  if (notice->lot->len > CD_NOTICE_LISTED || notice->tenderers.n > CD_NOTICE_LISTED ||
      notice->suppliers.n > CD_NOTICE_LISTED)
    fault("more than are looked at");
  if (notice->value.path && !(notice->value.amount >= 0 && isfinite(notice->value.amount)))
    fault("a value that is none");
  if (!isnan(notice->quality) && !(notice->quality >= 0 && notice->quality <= 1))
    fault("a weight that is none");
  check_period(&notice->period);
  check_period(&notice->contract_period);
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
