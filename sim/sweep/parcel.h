/* parcel.h - a plan and units of it as bytes, between processes of one build: what one sends another must read. */
#pragma once

#include "sim/sweep/unit.h"

/* All that another process needs to make the same plan. */
GVariant *cd_parcel_plan(const CdSweepPlan *plan);

/* NULL and ERROR where it cannot be made. */
CdSweepPlan *cd_parcel_open_plan(GVariant *parcel, GError **error);

GVariant *cd_parcel_units(const CdSweepPlan *plan, const CdUnits *units);

/* NULL where they are none of PLAN's. */
CdUnits *cd_parcel_open_units(const CdSweepPlan *plan, GVariant *parcel);

#define CD_PARCEL_PLAN "(sstusad)"
#define CD_PARCEL_UNITS "(tuudasaiad)"
