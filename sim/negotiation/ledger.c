#include "sim/negotiation/ledger.h"

#include <string.h>

#define FIRST_ROOM 64

static const CdWording step_wording[CD_STEP_COUNT] = {
#define STEP(KIND, id, sentence) [CD_STEP_##KIND] = {id, sentence},
#include "sim/negotiation/steps.def"
#undef STEP
};

static const CdWording reason_wording[CD_REASON_COUNT] = {
#define REASON(KIND, id, words) [CD_REASON_##KIND] = {id, words},
#include "sim/negotiation/reasons.def"
#undef REASON
};

const CdWording *cd_step_wording(CdStepKind kind)
{
  g_assert(kind < CD_STEP_COUNT);
  return &step_wording[kind];
}

const CdWording *cd_reason_wording(CdReason reason)
{
  g_assert(reason < CD_REASON_COUNT);
  return &reason_wording[reason];
}

void cd_ledger_init(CdLedger *ledger, CdArena *arena)
{
  *ledger = (CdLedger){.arena = arena};
}

void cd_ledger_add(CdLedger *ledger, const CdEvent *event)
{
  if (!ledger)
    return;
  if (ledger->n == ledger->room) {
    ledger->room = ledger->room ? 2 * ledger->room : FIRST_ROOM;
    CdEvent *grown = cd_arena_array_raw(ledger->arena, CdEvent, ledger->room);
    if (ledger->n)
      memcpy(grown, ledger->event, ledger->n * sizeof *grown);
    ledger->event = grown;
  }
  ledger->event[ledger->n++] = *event;
}
