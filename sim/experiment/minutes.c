#include "sim/experiment/minutes.h"

#include "concordat/error.h"
#include "sim/experiment/moves.h"
#include "sim/experiment/run.h"
#include "sim/negotiation/replay.h"

/* Replicates that a run may reach; above them lie those from which partners' beliefs are drawn. */

/* Puts replays of MOVES into the seats named. */
static bool take_seats(const CdMinutes *minutes, const GArray *moves, const char *const *seats, CdReplay *replay,
                       CdSeat *seat, GError **error)
{
  for (; seats && *seats; seats++) {
    int row = cd_scenario_find(minutes->scenario, CD_ENTITY_COUNCIL, -1, *seats);
    if (row < 0) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "no council \"%s\" whose seat could be taken", *seats);
      return false;
    }
    replay[row] = (CdReplay){.event = (const CdEvent *)(const void *)moves->data, .n = moves->len};
    seat[row] = cd_replay_seat(&replay[row]);
  }
  return true;
}

/* The first move of the list that was not open to the council whose it is. */
static bool complain(const CdReplay *replay, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (replay[i].problem) {
      g_set_error(error, CD_ERROR, CD_ERROR_SCENARIO, "moves: event %u: %s", replay[i].next, replay[i].problem);
      return true;
    }
  return false;
}

static bool check(const CdScenario *scenario, guint replicate, const char *moves, const char *const *seats, GError **error)
{
  if (!cd_run_check_talks(scenario, error))
    return false;
  if (cd_scenario_negotiation(scenario, 0)->protocol != CD_PROTOCOL_OFFERS)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "there are minutes of offers in turn only; the protocol of %s is another", scenario->id);
  else if (replicate < 1 || replicate > CD_MINUTES_REPLICATE_MOST)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "replicate %u: from 1 to %d are possible", replicate,
                CD_MINUTES_REPLICATE_MOST);
  else if (seats && *seats && !moves)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "seat \"%s\" is taken, but no moves are given", *seats);
  else
    return true;
  return false;
}

static void talk(CdMinutes *minutes, const CdSeat *seat)
{
  g_autoptr(CdWorld) world = cd_world_new(minutes->scenario);
  g_autoptr(CdArena) arena = cd_arena_new();
  CdTalkRecord record;
  cd_session_replicate(minutes->session, world, arena, minutes->replicate - 1, &record, &minutes->ledger, seat,
                       &minutes->waits_for);
  minutes->decision = record.decision;
}

GPtrArray *cd_minutes_of_examples(CdScenario *scenario, CdSession *session, const CdReasons *reasons)
{
  if (cd_scenario_negotiation(scenario, 0)->protocol != CD_PROTOCOL_OFFERS)
    return NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)cd_minutes_free);
  for (guint e = 0; e < reasons->n_examples; e++) {
    CdMinutes *minutes = cd_minutes_new(scenario, session, reasons->example[e].replicate, true);
    talk(minutes, NULL);
    g_ptr_array_add(all, minutes);
  }
  return all;
}

CdMinutes *cd_minutes(CdScenario *scenario, guint64 seed, guint replicate, const char *moves, const char *const *seats,
                      GError **error)
{
  if (!check(scenario, replicate, moves, seats, error))
    return NULL;
  g_autoptr(CdMinutes) minutes = cd_minutes_new(scenario, cd_session_new(scenario, seed), replicate, false);
  g_autoptr(GArray) events = moves ? cd_moves_read(minutes->session, replicate, moves, error) : NULL;
  if (moves && !events)
    return NULL;
  CdReplay replay[CD_COUNCILS_MOST] = {0};
  CdSeat seat[CD_COUNCILS_MOST] = {0};
  if (!take_seats(minutes, events, seats, replay, seat, error))
    return NULL;
  talk(minutes, seat);
  if (complain(replay, minutes->n_councils, error))
    return NULL;
  return g_steal_pointer(&minutes);
}
