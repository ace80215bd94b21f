#include "sim/calendar/calendar.h"

#include <math.h>
#include <string.h>

/* The end of BLACKOUT where it holds T, in T's year if it comes every year; else T. */
static double past_blackout(const CdBlackout *blackout, double t)
{
  double from = blackout->from, length = blackout->to + 1 - from;
  if (blackout->every_year == CD_YES)
    from += 12 * floor((t - from) / 12);
  return t >= from && t < from + length ? from + length : t;
}

/* First moment at or after T at which COUNCIL takes contentious decisions. */
static double past_blackouts(const CdWorld *world, guint council, double t)
{
  /* Windows may touch or overlap, so go round until none holds T; each round leaves one window behind, and those of every year are all behind after
   * a year, as together they leave it some month. */
  for (guint round = 0; round <= 13 * world->n_blackout; round++) {
    double before = t;
    for (guint b = 0; b < world->n_blackout; b++)
      if (world->blackout[b].head.parent == (int)council)
        t = past_blackout(&world->blackout[b], t);
    if (t <= before)
      break;
  }
  return t;
}

/* When the two strands end, and who ends them. Months since the year 0. */
typedef struct {
  double decision, agreed, consulted, approved; /* of the councils, one after the other */
  double councils, funders;
  int last_council, last_funder; /* -1: none */
} Strands;

/* Whether OWN is later than what has been LATEST so far, of LAST (-1: nobody's); of two on one day the lower hash, wherever they stand in the file. */
static bool is_later(double own, double latest, guint64 key, const CdHead *last)
{
  return !last || own > latest || (own == latest && key < last->key);
}

/* NONE: a stage of the councils' strand that takes no time; CD_CALENDAR_STAGES: each takes its own. */
static Strands run_strands(const CdWorld *world, const CdCalendarCase *it, CdCalendarStage none)
{
  const CdCalendar *calendar = world->calendar;
  Strands to = {.decision = calendar->decision + it->decided, .last_council = -1, .last_funder = -1};
  to.agreed = to.decision;
  if (it->largest_parties > 1 && none != CD_CALENDAR_AGREEMENT)
    to.agreed += calendar->agreement * (it->largest_parties - 1);
  to.consulted = to.agreed;
  if (world->n_procurement > 0 && !it->prepared && !it->as_now && none != CD_CALENDAR_CONSULTATION)
    to.consulted += world->procurement->consultation;
  to.approved = to.consulted;
  for (guint i = 0; i < world->n_council; i++) {
    if (!it->council[i] || none == CD_CALENDAR_APPROVALS)
      continue;
    double own = past_blackouts(world, i, to.consulted + world->council[i].approval_months);
    const CdHead *last = to.last_council < 0 ? NULL : &world->council[to.last_council].head;
    if (is_later(own, to.approved, world->council[i].head.key, last))
      to.last_council = (int)i;
    to.approved = fmax(to.approved, own);
  }
  bool is_redesigned = !it->prepared && none != CD_CALENDAR_REDESIGN;
  to.councils = is_redesigned ? to.approved + calendar->redesign : to.approved;
  to.funders = to.decision;
  for (guint i = 0; i < world->n_funder; i++) {
    double own = to.decision + world->funder[i].decision_months;
    const CdHead *last = to.last_funder < 0 ? NULL : &world->funder[to.last_funder].head;
    if (it->funder[i] && is_later(own, to.funders, world->funder[i].head.key, last))
      to.last_funder = (int)i;
    to.funders = it->funder[i] ? fmax(to.funders, own) : to.funders;
  }
  return to;
}

/* What the start follows from: ends of the two strands, and lengths of what comes after. */
typedef struct {
  double councils, funders;
  double procurement, no_bid, slippage;
  double held_until; /* when the service is not meant to start before; 0: it may at once */
} Path;

static double notice_of(const Path *path)
{
  double earliest = fmax(path->councils, path->funders);
  return path->held_until > 0 ? fmax(earliest, path->held_until - path->procurement) : earliest;
}

static int ready_at(const Path *path)
{
  return (int)ceil(notice_of(path) + path->procurement + path->slippage + path->no_bid - 1e-9);
}

/* PATH, were STAGE, so many MONTHS long, to take no time: who is asked sooner may run into a blackout that would else be over. */
static Path without(Path path, const CdWorld *world, const CdCalendarCase *it, CdCalendarStage stage, double months)
{
  switch (stage) {
  case CD_CALENDAR_AGREEMENT:
  case CD_CALENDAR_CONSULTATION:
  case CD_CALENDAR_APPROVALS:
  case CD_CALENDAR_REDESIGN:
    path.councils = run_strands(world, it, stage).councils;
    break;
  case CD_CALENDAR_FUNDERS:
    path.funders = path.councils;
    break;
  case CD_CALENDAR_HELD:
    path.held_until = 0;
    break;
  case CD_CALENDAR_TENDER:
  case CD_CALENDAR_EVALUATION:
  case CD_CALENDAR_STANDSTILL:
  case CD_CALENDAR_MOBILISATION:
  case CD_CALENDAR_TRANSFER:
    path.procurement -= months;
    break;
  case CD_CALENDAR_NO_BID:
    path.no_bid = 0;
    break;
  case CD_CALENDAR_SLIPPAGE:
    path.slippage = 0;
    break;
  case CD_CALENDAR_STAGES:
    g_assert_not_reached();
  }
  return path;
}

static void find_critical(CdCalendarResult *result, const Path *path, const CdWorld *world, const CdCalendarCase *it)
{
  int planned_start = world->calendar->planned_start;
  for (guint s = 0; s < CD_CALENDAR_STAGES && result->ready > planned_start; s++) {
    Path shorter = without(*path, world, it, (CdCalendarStage)s, result->stage[s]);
    result->critical[s] = result->stage[s] > 0 && MAX(planned_start, ready_at(&shorter)) < result->ready;
  }
}

CdCalendarResult cd_calendar_run(const CdWorld *world, const CdCalendarCase *it)
{
  const CdCalendar *calendar = world->calendar;
  Strands to = run_strands(world, it, CD_CALENDAR_STAGES);
  Path path = {.councils = to.councils,
               .funders = to.funders,
               .procurement = calendar->procurement,
               .no_bid = it->no_bid_months,
               .slippage = it->slippage_months};
  for (guint i = 0; it->awarding && i < CD_AWARDING_STAGES; i++)
    path.procurement = (i > 0 ? path.procurement : 0) + it->awarding->stage[i];
  if (it->awarding && it->awarding->held > 0)
    path.held_until = calendar->planned_start + it->awarding->held;
  double earliest = fmax(to.councils, to.funders), notice = notice_of(&path);
  int ready = ready_at(&path);
  bool funder_critical = to.funders > to.councils;

  CdCalendarResult result = {
      .stage = {[CD_CALENDAR_AGREEMENT] = to.agreed - to.decision,
                [CD_CALENDAR_CONSULTATION] = to.consulted - to.agreed,
                [CD_CALENDAR_APPROVALS] = to.approved - to.consulted,
                [CD_CALENDAR_REDESIGN] = it->prepared ? 0 : calendar->redesign,
                [CD_CALENDAR_FUNDERS] = earliest - to.councils,
                [CD_CALENDAR_HELD] = notice - earliest,
                [CD_CALENDAR_TENDER] = path.procurement,
                [CD_CALENDAR_NO_BID] = it->no_bid_months,
                [CD_CALENDAR_SLIPPAGE] = fmax(0, ready - notice - path.procurement - it->no_bid_months)},
      .ready = ready,
      .notice = notice,
      .last_council = funder_critical ? -1 : to.last_council,
      .last_funder = funder_critical ? to.last_funder : -1,
      .funder_critical = funder_critical};
  if (it->awarding)
    memcpy(&result.stage[CD_AWARDING_FIRST], it->awarding->stage, sizeof it->awarding->stage);
  find_critical(&result, &path, world, it);
  result.delay = MAX(0, result.ready - calendar->planned_start);
  int extension = (int)floor(calendar->extension + 0.5);
  result.extension = MIN(result.delay, extension);
  result.extension_left = extension - result.extension;
  result.gap = result.delay - result.extension;
  result.on_time = result.delay == 0;
  return result;
}
