#include "sim/cli/output.h"
#include "sim/cli/results.h"
#include "sim/cli/verb.h"

static const char *const formats[] = {"text", "json", "csv", "html", NULL}; /* the first three as everywhere */

enum { AS_HTML = 3 };

bool cd_cli_score(const CliCall *call, GError **error)
{
  CdBidTableOptions options = CD_BID_TABLE_OPTIONS_INIT;
  int format = cd_cli_choice(call, CLI_FORMAT, formats, error);
  if (format < 0 || !cd_cli_number(call, CLI_QUALITY_WEIGHT, &options.quality_weight, error) ||
      !cd_cli_number(call, CLI_PRICE_LOW, &options.price_low, error) ||
      !cd_cli_number(call, CLI_PRICE_HIGH, &options.price_high, error) ||
      !cd_cli_number(call, CLI_WILLINGNESS, &options.willingness, error))
    return false;
  g_autoptr(CdBidTable) table = cd_bid_table_read(cd_cli_operand(call, 0), &options, error);
  if (!table)
    return false;
  bool color = cd_cli_color() && !cd_cli_given(call, CLI_NO_COLOR);
  g_autofree char *text = format == CLI_AS_JSON  ? cd_bid_table_json(table)
                          : format == CLI_AS_CSV ? cd_bid_table_csv(table)
                          : format == AS_HTML    ? cd_bid_table_html(table)
                                                 : cd_bid_table_text(table, cd_cli_width(), color);
  return cd_cli_print(text, error);
}
