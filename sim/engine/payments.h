/* payments.h - who pays what a year in one run, to the penny. docs/model.md, "Who pays". */
#pragma once

#include "sim/engine/appraise.h"

typedef struct {
  gint64 *council;              /* [council] pence a year */
  gint64 *funder;               /* [funder] pence a year paid into contracts */
  gint64 *own;                  /* [funder] pence a year spent on a service of its own */
  gint64 total;                 /* of all of these, exactly */
  double layer[CD_LAYER_COUNT]; /* the same in layers, pounds a year */
} CdPayments;

void cd_payments_make(CdPayments *payments, const CdRunFacts *facts, CdArena *arena);
