#include "sim/calendar/calendar.h"

#include <math.h>
#include <string.h>
#include "sim/calendar/pace.h"

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
    to.consulted += cd_pace_forward(world, CD_CALENDAR_CONSULTATION, to.agreed, world->procurement->consultation);
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

/* What the start follows from: ends of the two strands, and the work that comes after. */
typedef struct {
  double councils, funders;
  double awarding[CD_AWARDING_STAGES]; /* months of full pace */
  double no_bid, slippage;
  double held_until; /* when the service is not meant to start before; 0: it may at once */
} Path;

/* Months from NOTICE to the start, and into STAGE (NULL: not asked for) those of each stage. */
static double awarding_months(const CdWorld *world, const Path *path, double notice, double *stage)
{
  double sum = 0;
  for (guint i = 0; i < CD_AWARDING_STAGES; i++) {
    double months = cd_pace_forward(world, (CdCalendarStage)(CD_AWARDING_FIRST + i), notice + sum, path->awarding[i]);
    sum += months;
    if (stage)
      stage[i] = months;
  }
  return sum;
}

/* The last moment for a notice, so that the service may start when it is meant to. */
static double last_notice(const CdWorld *world, const Path *path)
{
  double sum = 0;
  for (guint i = CD_AWARDING_STAGES; i-- > 0;)
    sum += cd_pace_back(world, (CdCalendarStage)(CD_AWARDING_FIRST + i), path->held_until - sum, path->awarding[i]);
  return path->held_until - sum;
}

static double notice_of(const CdWorld *world, const Path *path)
{
  double earliest = fmax(path->councils, path->funders);
  return path->held_until > 0 ? fmax(earliest, last_notice(world, path)) : earliest;
}

static int ready_at(const CdWorld *world, const Path *path)
{
  double notice = notice_of(world, path);
  return (int)ceil(notice + awarding_months(world, path, notice, NULL) + path->slippage + path->no_bid - 1e-9);
}

/* PATH, were STAGE to take no time: who is asked sooner may run into a blackout that would else be over. */
static Path without(Path path, const CdWorld *world, const CdCalendarCase *it, CdCalendarStage stage)
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
    path.awarding[stage - CD_AWARDING_FIRST] = 0;
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
    Path shorter = without(*path, world, it, (CdCalendarStage)s);
    result->critical[s] = result->stage[s] > 0 && MAX(planned_start, ready_at(world, &shorter)) < result->ready;
  }
}

CdCalendarResult cd_calendar_run(const CdWorld *world, const CdCalendarCase *it)
{
  const CdCalendar *calendar = world->calendar;
  Strands to = run_strands(world, it, CD_CALENDAR_STAGES);
  Path path = {.councils = to.councils,
               .funders = to.funders,
               .awarding = {calendar->procurement},
               .no_bid = it->no_bid_months,
               .slippage = it->slippage_months};
  if (it->awarding)
    memcpy(path.awarding, it->awarding->stage, sizeof path.awarding);
  if (it->awarding && it->awarding->held > 0)
    path.held_until = calendar->planned_start + it->awarding->held;
  double earliest = fmax(to.councils, to.funders), notice = notice_of(world, &path);
  int ready = ready_at(world, &path);
  bool funder_critical = to.funders > to.councils;

  CdCalendarResult result = {.stage = {[CD_CALENDAR_AGREEMENT] = to.agreed - to.decision,
                                       [CD_CALENDAR_CONSULTATION] = to.consulted - to.agreed,
                                       [CD_CALENDAR_APPROVALS] = to.approved - to.consulted,
                                       [CD_CALENDAR_REDESIGN] = it->prepared ? 0 : calendar->redesign,
                                       [CD_CALENDAR_FUNDERS] = earliest - to.councils,
                                       [CD_CALENDAR_HELD] = notice - earliest,
                                       [CD_CALENDAR_NO_BID] = it->no_bid_months},
                             .ready = ready,
                             .notice = notice,
                             .last_council = funder_critical ? -1 : to.last_council,
                             .last_funder = funder_critical ? to.last_funder : -1,
                             .funder_critical = funder_critical};
  double awarding = awarding_months(world, &path, notice, &result.stage[CD_AWARDING_FIRST]);
  result.stage[CD_CALENDAR_SLIPPAGE] = fmax(0, ready - notice - awarding - it->no_bid_months);
  find_critical(&result, &path, world, it);
  result.delay = MAX(0, result.ready - calendar->planned_start);
  int extension = (int)floor(calendar->extension + 0.5);
  result.extension = MIN(result.delay, extension);
  result.extension_left = extension - result.extension;
  result.gap = result.delay - result.extension;
  result.on_time = result.delay == 0;
  return result;
}
