#include "concordat/negotiate.h"

#include <math.h>
#include "sim/report/csv.h"
#include "sim/report/partners.h"

static void csv_heads(CdCsv *csv, const CdAccords *accords)
{
  static const char *const first[] = {"replicate", "partition",       "together", "parting", "months",
                                      "zone_open", "zone_open_model", "cause",    "bridge",  "bridge_pounds",
                                      NULL};
  static const char *const each[] = {"departure", "meeting", "wanted_to_stay", "joined", "value", "walk_away", NULL};
  for (guint i = 0; first[i]; i++)
    cd_csv_text(csv, first[i]);
  for (guint i = 0; i < accords->n_councils; i++)
    for (guint k = 0; each[k]; k++) {
      g_autofree char *head = g_strdup_printf("%s[%s]", each[k], cd_scenario_council(accords->scenario, i)->head.id);
      cd_csv_text(csv, head);
    }
  cd_csv_end_row(csv);
}

static void csv_row(CdCsv *csv, const CdAccords *accords, guint k)
{
  static const char *const departures[] = {"stayed", "gave-notice", "lapsed"};
  const CdTalkRecord *record = &accords->record[k];
  CdPartition partition = cd_decision_partition(&record->decision);
  g_autofree char *ids = cd_partition_ids(accords->scenario, &partition);
  cd_csv_integer(csv, k + 1);
  cd_csv_text(csv, ids);
  cd_csv_integer(csv, record->decision.agreed);
  cd_csv_text(csv, cd_parting_info(record->decision.kind)->id);
  cd_csv_integer(csv, record->decision.meeting);
  cd_csv_integer(csv, record->inquiry.open);
  cd_csv_integer(csv, record->inquiry.open_in_truth);
  cd_csv_text(csv, cd_cause_text(record->inquiry.cause)->id);
  cd_csv_text(csv, record->inquiry.open && record->decision.agreed ? "not-needed"
                                                                   : cd_bridge_text(record->inquiry.bridge.kind)->id);
  cd_csv_number(csv, record->inquiry.open ? NAN : record->inquiry.bridge.pounds);
  for (guint i = 0; i < accords->n_councils; i++) {
    const CdCouncilEnd *end = &record->decision.council[i];
    cd_csv_text(csv, departures[end->departure]);
    cd_csv_integer(csv, end->meeting);
    cd_csv_integer(csv, end->wanted_to_stay);
    cd_csv_number(csv, end->joined_later ? (double)end->joined : NAN);
    cd_csv_number(csv, end->value);
    cd_csv_number(csv, end->walk_away);
  }
  cd_csv_end_row(csv);
}

char *cd_accords_csv(const CdAccords *accords)
{
  CdCsv csv = {g_string_new(NULL), 0};
  csv_heads(&csv, accords);
  for (guint k = 0; k < accords->replicates; k++)
    csv_row(&csv, accords, k);
  return g_string_free(csv.out, FALSE);
}
