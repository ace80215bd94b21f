#include "sim/appraisal/accords-events.h"

#include "sim/engine/partners/course.h"

/* Drivers listed for an event, and tried for its region. */
#define DRIVERS_LISTED 12

/* --- When it happens, and what drives it ------------------------------------------------------------------------------ */

static guint count_of(const guint8 *happens, guint n)
{
  guint count = 0;
  for (guint k = 0; k < n; k++)
    count += happens[k];
  return count;
}

static void find_drivers(const CdAccords *accords, CdAccordEvent *event, const guint8 *happens)
{
  guint n = accords->replicates;
  event->share = cd_share_of(count_of(happens, n), n);
  g_autofree CdDriver *driver = g_new(CdDriver, accords->n_inputs + 1);
  event->n_told = cd_drivers(accords->x, happens, n, accords->n_inputs, driver);
  bool varies = event->share.n > 0 && event->share.n < n;
  event->n_drivers = varies ? MIN(accords->n_inputs, DRIVERS_LISTED) : 0;
  event->n_told = MIN(event->n_told, event->n_drivers);
  event->driver = g_memdup2(driver, event->n_drivers * sizeof *driver);
  if (varies)
    event->region = cd_region_find(accords->x, happens, n, accords->n_inputs, driver, event->n_drivers);
}

/* --- What could have been offered ------------------------------------------------------------------------------------ */

static void find_offers(const CdAccords *accords, CdAccordEvent *event, const guint8 *happens)
{
  guint n = accords->replicates, open = 0;
  for (guint k = 0; k < n; k++)
    open += happens[k] && accords->record[k].inquiry.open;
  event->open = cd_share_of(open, event->share.n);
  g_autofree double *pounds = g_new(double, n);
  for (guint i = 0; i < accords->n_councils; i++) {
    guint offers = 0;
    for (guint k = 0; k < n; k++) {
      const CdInquiry *inquiry = &accords->record[k].inquiry;
      if (happens[k] && !inquiry->open && inquiry->offer[i].kind == CD_BRIDGE_PAYMENT)
        pounds[offers++] = inquiry->offer[i].pounds;
    }
    event->offer[i] = cd_share_of(offers, event->share.n - open);
    event->offered[i] = cd_spread_of(pounds, offers);
  }
}

/* --- Courses that the scenario asks about ---------------------------------------------------------------------------- */

static void find_asked(const CdAccords *accords, CdAccordEvent *event, guint row, guint8 *happens)
{
  const CdTalksEventSpec *it = cd_scenario_talks_event(accords->scenario, row);
  guint n = accords->replicates, taken[CD_COURSE_COUNT] = {0};
  for (guint k = 0; k < n; k++) {
    CdCourseStep step = cd_course_step(it, &accords->record[k].decision);
    happens[k] = step == CD_COURSE_TAKEN;
    for (guint s = 0; s <= step; s++)
      taken[s]++;
  }
  *event = (CdAccordEvent){.id = it->head.id,
                           .label = it->head.label,
                           .asked = (int)row,
                           .gives_notice = cd_share_of(taken[CD_COURSE_NOTICE], n),
                           .and_goes = cd_share_of(taken[CD_COURSE_GROUPING], n),
                           .stay = cd_share_of(taken[CD_COURSE_TAKEN], n)};
}

/* --- The two that are always asked about ------------------------------------------------------------------------------ */

static void find_parting(const CdAccords *accords, CdAccordEvent *event, guint8 *happens)
{
  *event = (CdAccordEvent){.id = "not-together", .label = "Not all together", .asked = -1};
  for (guint k = 0; k < accords->replicates; k++)
    happens[k] = !accords->record[k].decision.agreed;
}

static void find_grouping(const CdAccords *accords, CdAccordEvent *event, guint8 *happens)
{
  guint apart = (guint)cd_scenario_concordat(accords->scenario, 0)->apart;
  const CdStructureSpec *structure = cd_scenario_structure(accords->scenario, apart);
  CdDecision as_apart = {.division = cd_structure_division(accords->session->partners->blocks, apart)};
  CdPartition wanted = cd_decision_partition(&as_apart);
  *event = (CdAccordEvent){.id = structure->head.id, .label = structure->head.label, .asked = -1};
  for (guint k = 0; k < accords->replicates; k++) {
    CdPartition partition = cd_decision_partition(&accords->record[k].decision);
    happens[k] = cd_partition_equal(&partition, &wanted);
  }
}

void cd_accords_find_events(CdAccords *accords)
{
  guint asked = accords->scenario->table[CD_ENTITY_TALKS_EVENT].n;
  g_autofree guint8 *happens = g_new(guint8, accords->replicates);
  accords->n_events = 2 + asked;
  accords->event = g_new0(CdAccordEvent, accords->n_events);
  for (guint e = 0; e < accords->n_events; e++) {
    CdAccordEvent *event = &accords->event[e];
    if (e == 0)
      find_parting(accords, event, happens);
    else if (e == 1)
      find_grouping(accords, event, happens);
    else
      find_asked(accords, event, e - 2, happens);
    find_drivers(accords, event, happens);
    find_offers(accords, event, happens);
  }
}
