/* course.h - a course that the talks may take, asked about by name (<talks-event>): whether it was taken, and how near the partners were to it. */
#pragma once

#include "sim/engine/partners/decision.h"

/* Each step includes those before it. */
typedef enum {
  CD_COURSE_NOT_BEGUN,
  CD_COURSE_NOTICE,   /* whoever it names gave notice */
  CD_COURSE_GROUPING, /* and all that it names as going end in one block, which holds none of those left behind */
  CD_COURSE_TAKEN,    /* and, where that counts, each of those left behind would rather have stayed */
  CD_COURSE_COUNT
} CdCourseStep;

CdCourseStep cd_course_step(const CdTalksEventSpec *event, const CdDecision *decision);

/* How much better those who go expect to do as a block of their own than in any block with those left behind, on the scale of their values: the least
 * over them of V_i(going) - friction_i - max V_i(T), T over the blocks that would form and hold i and somebody left behind; and no more than the best
 * that a text of their own leaves above everybody's alternative. Above 0: the course is in their interest as they see it. A guide for searching
 * (sim/experiment/seek.h), no result. */
double cd_course_nearness(const CdTalksEventSpec *event, const CdBlockValues *values);
