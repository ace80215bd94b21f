/* person.h - the plan of sim/delivery/flow.h run person by person: what the engine's counts are measured
 * against.
 *
 * A byte a person (cell and state), one uniform a person-month, compared with the total probability of
 * leaving; only those who leave look up where to. The dead and others gone are taken out of the array. Two
 * ways to a uniform:
 * - streamed: the next number of xoshiro256++ (Blackman & Vigna 2019). The least that a program can do; but a
 * change of one rate changes everybody's luck from there on, so two arms of a comparison share none.
 * - keyed: one SplitMix64 hash of the person's own key and the month, eight more bytes a person. Persons keep
 * their luck in both arms, as the engine's counts do: the like-for-like comparison. */
#pragma once

#include "sim/delivery/flow.h"

/* At most PERSON_MAX_CELLS cells, and PERSON_MAX_EXITS ways out of a cell's stock (a move counts twice). */
enum { PERSON_MAX_CELLS = 51, PERSON_MAX_EXITS = 16 };

typedef enum { PERSON_STREAMED, PERSON_KEYED } PersonLuck;

/* COUNT and FINAL as cd_flow_run's. */
void person_run(const CdFlowPlan *plan, PersonLuck luck, guint64 seed, gint64 *count, gint64 *final);
