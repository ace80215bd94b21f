/* Feeds bytes to the reader of GENIUS's files: cut at bytes 0xff, the first part is a domain, the others profiles. What is accepted must be within its limits; what is not, refused with
 * a fit message. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/genius/genius.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Not g_error(), whose trap the fuzzer does not catch. */
static void fault(const char *what)
{
  g_printerr("%s\n", what);
  abort();
}

static void check_issue(const CdGeniusIssue *issue)
{
  if (!issue->name || issue->levels < 1 || !issue->item == !issue->at || !issue->item != !issue->item_at ||
      (issue->item && g_strv_length(issue->item) != issue->levels))
    fault("an issue that is none");
  for (guint level = 1; issue->at && level < issue->levels; level++)
    if (!(issue->at[level - 1] <= issue->at[level]))
      fault("levels out of order");
}

static void check_profile(const CdGenius *genius, const CdGeniusProfile *profile)
{
  if (!(profile->discount > 0 && profile->discount <= 1) || !(profile->reservation >= 0 && profile->reservation <= 1))
    fault("a discount or reservation that is none");
  for (guint i = 0; i < genius->n_issues; i++) {
    if (!(profile->weight[i] >= 0 && isfinite(profile->weight[i])))
      fault("a weight that is none");
    for (guint level = 0; level < genius->issue[i].levels; level++)
      if (!(profile->value[i][level] >= 0 && profile->value[i][level] <= 1))
        fault("a value that is none");
  }
}

static void check(const CdGenius *genius)
{
  guint64 outcomes = 1;
  if (genius->n_issues < 1 || genius->n_issues > CD_GENIUS_ISSUES)
    fault("issues are miscounted");
  for (guint i = 0; i < genius->n_issues; i++) {
    check_issue(&genius->issue[i]);
    outcomes *= genius->issue[i].levels;
  }
  if (outcomes != genius->n_outcomes || outcomes > CD_GENIUS_OUTCOMES)
    fault("outcomes are miscounted");
  for (guint j = 0; j < genius->n_profiles; j++)
    check_profile(genius, &genius->profile[j]);
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  CdGeniusFile file[3];
  const char *p = (const char *)data, *end = p + size;
  for (guint f = 0; f < 3; f++) {
    const char *cut = f < 2 && p < end ? memchr(p, 0xff, (gsize)(end - p)) : NULL;
    gsize length = (gsize)((cut ? cut : end) - p);
    file[f] = (CdGeniusFile){.name = "f.xml", .bytes = p ? p : "", .length = length};
    p = cut ? cut + 1 : end;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(CdGenius) genius = cd_genius_read(file, 3, 5, &error);
  if (!genius == !error || (error && (error->domain != CD_ERROR || !g_utf8_validate(error->message, -1, NULL))))
    fault("refused without a fit message");
  if (genius)
    check(genius);
  return 0;
}
