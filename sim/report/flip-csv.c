#include "sim/appraisal/flip.h"
#include "sim/report/csv.h"
#include "sim/report/input.h"

static const char *const heads[] = {"path", "grade", "part", "at", "mean", "se", "side", NULL};

static void put_row(CdCsv *csv, const char *path, const char *grade, const char *part, double x, double mean, double se,
                    int side)
{
  cd_csv_text(csv, path);
  cd_csv_text(csv, grade);
  cd_csv_text(csv, part);
  cd_csv_number(csv, x);
  cd_csv_number(csv, mean);
  cd_csv_number(csv, se);
  cd_csv_integer(csv, side);
  cd_csv_end_row(csv);
}

static void put_scan(CdCsv *csv, const char *path, const char *grade, const char *part, const CdCrossings *it)
{
  for (guint i = 0; it && i < it->n_scanned; i++)
    put_row(csv, path, grade, part, it->scanned[i].x, it->scanned[i].mean, it->scanned[i].se, it->scanned[i].side);
}

static void put_point(CdCsv *csv, const char *path, const char *grade, const CdFlipPoint *it)
{
  for (guint e = 0; e < G_N_ELEMENTS(it->end); e++)
    put_row(csv, path, grade, it->confirmed ? "confirmed" : "not confirmed", it->end[e].x, it->end[e].mean,
            it->end[e].se, e ? -it->at.side : it->at.side);
}

char *cd_flip_csv(const CdFlip *flip)
{
  CdCsv csv = {g_string_new(NULL), 0};
  cd_csv_heads(&csv, heads);
  for (guint l = 0; l < flip->n; l++) {
    const CdFlipLever *it = &flip->lever[l];
    const char *path = it->lever.member[0].path, *grade = cd_input_value(flip->scenario, &it->lever.member[0])->grade;
    put_scan(&csv, path, grade, "below", it->below);
    put_scan(&csv, path, grade, "within", it->within);
    put_scan(&csv, path, grade, "above", it->above);
    for (guint p = 0; p < it->n; p++)
      put_point(&csv, path, grade, &it->point[p]);
  }
  put_scan(&csv, "together", "", "along", flip->together.along);
  return g_string_free(csv.out, FALSE);
}
