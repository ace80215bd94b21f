#include "sim/report/csv.h"
#include "sim/report/option.h"
#include "sim/report/tables.h"

#include <math.h>

static void begin_row(CdCsv *csv, const CdResults *results, guint option, guint month, const char *scope,
                      const char *id, const char *statistic)
{
  int number = (int)month - CD_MONTHS_BEFORE, date = cd_scenario_calendar(results->scenario, 0)->planned_start + number;
  g_autofree char *told = g_strdup_printf("%04d-%02d", date / 12, date % 12 + 1);
  cd_csv_text(csv, cd_option_id(results, option));
  cd_csv_integer(csv, number);
  cd_csv_text(csv, told);
  cd_csv_text(csv, scope);
  cd_csv_text(csv, id);
  cd_csv_text(csv, statistic);
  cd_csv_integer(csv, results->months->n_sets);
}

static void mean_row(CdCsv *csv, const CdResults *results, guint option, guint month, guint slice)
{
  const CdMonthLayout *it = &results->months->layout;
  g_autofree char *id = cd_month_slice_id(it, results->scenario, slice);
  begin_row(csv, results, option, month, cd_month_scope(it, slice), id, "mean");
  for (guint f = 0; f < CD_MONTH_FIGURES; f++)
    cd_csv_number(csv, cd_month_mean(results->months, option, month, slice, (CdMonthFigure)f));
  cd_csv_end_row(csv);
}

static void spread_row(CdCsv *csv, const CdResults *results, guint option, guint month, const char *statistic,
                       gsize offset)
{
  begin_row(csv, results, option, month, "total", "", statistic);
  for (guint f = 0; f < CD_MONTH_FIGURES; f++) {
    const CdMonthSpread *spread = cd_month_spread(results->months, option, month, (CdMonthFigure)f);
    cd_csv_number(csv, G_STRUCT_MEMBER(double, spread, offset));
  }
  cd_csv_end_row(csv);
}

static void month_rows(CdCsv *csv, const CdResults *results, guint option, guint month)
{
  static const struct {
    const char *name;
    gsize offset;
  } statistic[] = {{"p5", offsetof(CdMonthSpread, p5)},
                   {"p95", offsetof(CdMonthSpread, p95)},
                   {"change", offsetof(CdMonthSpread, change)},
                   {"change-p5", offsetof(CdMonthSpread, change_p5)},
                   {"change-p95", offsetof(CdMonthSpread, change_p95)}};
  mean_row(csv, results, option, month, 0);
  for (guint s = 0; s < G_N_ELEMENTS(statistic); s++)
    spread_row(csv, results, option, month, statistic[s].name, statistic[s].offset);
  for (guint slice = 1; slice < results->months->layout.n_slices; slice++)
    mean_row(csv, results, option, month, slice);
}

char *cd_months_csv(const CdResults *results)
{
  static const char *const heads[] = {"structure", "month", "date", "scope", "id", "statistic", "n"};
  CdCsv csv = {.out = g_string_new(NULL)};
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
    cd_csv_text(&csv, heads[i]);
  for (guint f = 0; f < CD_MONTH_FIGURES; f++)
    cd_csv_text(&csv, cd_month_figure_info((CdMonthFigure)f)->id);
  cd_csv_end_row(&csv);
  for (guint option = 0; option < results->months->layout.n_options; option++)
    for (guint month = 0; month < results->months->layout.n_months; month++)
      month_rows(&csv, results, option, month);
  return g_string_free(csv.out, FALSE);
}
