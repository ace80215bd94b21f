#include "sim/appraisal/accords-events.h"

static void summarise_rule(CdAccords *accords, CdRule rule)
{
  CdRuleSummary *it = &accords->rule[rule];
  guint n = accords->replicates, applies = 0, core = 0;
  GArray *leavers = g_array_new(FALSE, FALSE, sizeof(CdMaskShare));
  guint whole = cd_mask_all(accords->n_councils);
  for (guint k = 0; k < n; k++) {
    const CdCostShares *shares = &accords->record[k].shares;
    if (!shares->applies[rule])
      continue;
    applies++;
    core += shares->in_core[rule];
    for (guint i = 0; i < accords->n_councils; i++)
      it->part[i] += shares->share[rule][i] / shares->cost[whole];
    if (shares->leaver[rule])
      cd_tally_add(leavers, shares->leaver[rule]);
  }
  it->applies = cd_share_of(applies, n);
  it->in_core = cd_share_of(core, applies);
  for (guint i = 0; applies > 0 && i < accords->n_councils; i++)
    it->part[i] /= applies;
  guint groups = 0;
  g_autofree CdMaskShare *leaver = cd_tally_finish(leavers, applies, &groups);
  if (groups == 0)
    return;
  it->leaver = leaver[0];
  guint gains = 0;
  for (guint k = 0; k < n; k++) {
    const CdCostShares *shares = &accords->record[k].shares;
    if (!shares->applies[rule] || shares->leaver[rule] != it->leaver.mask)
      continue;
    it->gain += shares->gain[rule];
    gains++;
  }
  it->gain /= gains;
}

static void spread_last_meetings(CdAccords *accords)
{
  g_autofree double *x = g_new(double, accords->replicates);
  for (guint i = 0; i < accords->n_councils; i++) {
    for (guint k = 0; k < accords->replicates; k++)
      x[k] = accords->record[k].last[i];
    accords->last_meeting[i] = cd_spread_of(x, accords->replicates);
  }
}

void cd_accords_appraise(CdAccords *accords)
{
  const CdTalkRecord *first = &accords->record[0];
  const CdTalksTable talks = {&first->decision, &first->inquiry, sizeof *first, sizeof *first};
  accords->accord = cd_accord_new(&first->decision, sizeof *first, accords->replicates, accords->n_councils);
  cd_accord_mark_today(accords->accord, accords->scenario, accords->session->partners->blocks);
  accords->reasons = cd_reasons_new(accords->scenario, accords->session, accords->accord, &talks);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    summarise_rule(accords, rule);
  spread_last_meetings(accords);
  cd_accords_find_events(accords);
}

void cd_accords_free(CdAccords *accords)
{
  if (!accords)
    return;
  for (guint e = 0; e < accords->n_events; e++)
    g_free(accords->event[e].driver);
  g_free(accords->event);
  if (accords->minutes)
    g_ptr_array_free(accords->minutes, TRUE);
  cd_reasons_free(accords->reasons);
  cd_accord_free(accords->accord);
  cd_inputs_free(accords->input, accords->n_inputs);
  g_free(accords->x);
  g_free(accords->record);
  cd_session_free(accords->session);
  cd_scenario_unref(accords->scenario);
  g_free(accords);
}
