/* points.h - the points of a design in the terms of a table's inputs, a row at a time. */
#pragma once

#include "concordat/sample.h"
#include "sim/tables/factors.h"

typedef struct _CdPoints CdPoints;

/* FACTORS outlive it. NULL and ERROR (CD_ERROR_USAGE) where the design cannot be had. */
CdPoints *cd_points_new(const CdFactors *factors, const CdSampleOptions *options, GError **error);
void cd_points_free(CdPoints *points);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdPoints, cd_points_free)

guint64 cd_points_rows(const CdPoints *points);

/* VALUE[factors->n] of ROW, below cd_points_rows(). */
void cd_points_read(CdPoints *points, guint64 row, double *value);
