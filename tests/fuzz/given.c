/* Feeds bytes to the reader of points given. What is accepted must be the factors' own, and the same when written and read again. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/sampling/given.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static const char *const words[] = {"joint", "apart", "a, \"quoted\" word"};
static const CdFactor factors[] = {
    {.name = "price", .kind = CD_FACTOR_CONTINUOUS},
    {.name = "lots", .kind = CD_FACTOR_INTEGER, .low = -1, .high = 3},
    {.name = "form", .kind = CD_FACTOR_CATEGORICAL, .n_words = 3, .word = words},
    {.name = "kind", .kind = CD_FACTOR_CATEGORICAL, .n_words = 4},
};
enum { K = G_N_ELEMENTS(factors) };

/* Not g_error(), whose trap the fuzzer does not catch. */
static void fault(const char *what)
{
  g_printerr("%s\n", what);
  abort();
}

static char *written(const CdGivenPoints *given)
{
  static const char *const quoted[] = {"joint", "apart", "\"a, \"\"quoted\"\" word\""};
  GString *text = g_string_new("price,lots,form,kind\n");
  for (guint64 row = 0; row < given->rows; row++) {
    const double *value = given->value + row * K;
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(text, "%s,%.0f,%s,%.0f\n", g_ascii_dtostr(number, sizeof number, value[0]), value[1],
                           quoted[(guint)value[2]], value[3]);
  }
  return g_string_free(text, FALSE);
}

static void check(const CdGivenPoints *given)
{
  for (guint64 row = 0; row < given->rows; row++) {
    const double *value = given->value + row * K;
    if (!isfinite(value[0]) || !(value[1] >= -1 && value[1] <= 3) || !(value[2] >= 0 && value[2] <= 2) ||
        !(value[3] >= 0 && value[3] <= 3))
      fault("a value that is not the factor's");
    for (guint f = 1; f < K; f++)
      if (value[f] != floor(value[f]))
        fault("a value that is not whole");
  }
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autofree char *table = g_malloc0(size + 1); /* readers end on a zero byte */
  if (size > 0)
    memcpy(table, data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(CdGivenPoints) given = cd_given_read(table, size, factors, K, &error);
  if (!given && (!error || error->domain != CD_ERROR || !g_utf8_validate(error->message, -1, NULL)))
    fault("refused without a fit message");
  if (!given)
    return 0;
  check(given);
  g_autofree char *text = written(given);
  g_autoptr(CdGivenPoints) again = cd_given_read(text, strlen(text), factors, K, NULL);
  if (!again || again->rows != given->rows)
    fault("what was read cannot be written");
  for (guint64 i = 0; i < given->rows * K; i++)
    if (given->value[i] != again->value[i])
      fault("what was written is another number");
  return 0;
}
