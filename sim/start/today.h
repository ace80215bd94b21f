/* today.h - of a notice's contracts those that run today: what a new service would follow. */
#pragma once

#include "sim/start/imported.h"

typedef struct {
  GPtrArray *runs; /* const CdNoticeContract * of the notice: in force, not over, not followed by another for the same lots */
  const CdNoticeContract *main; /* that of them which pays most a year; the first where none tells; NULL: none runs */
  bool over;                    /* some were in force, and all are over */
} CdToday;

/* Tells in UNUSED (NULL: nobody is told) of each that does not run, and why. The caller frees with cd_today_clear(). */
CdToday cd_today_find(const CdNotice *notice, GString *unused);
void cd_today_clear(CdToday *today);

/* The time of CONTRACT: its own, else of the lot that it serves, else of the tender. Borrowed of NOTICE. */
const CdNoticePeriod *cd_today_period(const CdNotice *notice, const CdNoticeContract *contract);

/* JOINT: one service for all partners today, else one each. START: it is told beside the notice when the new service is to start. */
void cd_today_take(CdImported *it, const CdNotice *notice, const CdToday *today, bool joint, bool start);
