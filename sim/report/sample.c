#include "concordat/sample.h"

#include "sim/report/csv.h"
#include "sim/report/table-file.h"
#include "sim/tables/points.h"

#define PART 60000u /* bytes that are written at once */

bool cd_sample(const char *path, const CdSampleOptions *options,
               bool (*write)(const char *text, gpointer user, GError **error), gpointer user, GError **error)
{
  g_autoptr(CdFactors) factors = cd_table_file_factors(path, error);
  g_autoptr(CdPoints) points = factors ? cd_points_new(factors, options, error) : NULL;
  if (!points)
    return false;
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree double *value = g_new(double, factors->n);
  CdCsv csv = {.out = text};
  for (guint f = 0; f < factors->n; f++)
    cd_csv_text(&csv, factors->factor[f].name);
  cd_csv_end_row(&csv);
  bool written = true;
  for (guint64 row = 0; written && row < cd_points_rows(points); row++) {
    cd_points_read(points, row, value);
    for (guint f = 0; f < factors->n; f++)
      cd_csv_number(&csv, value[f]);
    cd_csv_end_row(&csv);
    if (text->len < PART)
      continue;
    written = write(text->str, user, error);
    g_string_truncate(text, 0);
  }
  return written && write(text->str, user, error);
}
