/* one-off.h - what is paid once, when it falls due: mobilisation, staff transfer and tender at the start of each contract term, and the
 * same again where a provider fails. docs/model.md, 7.9. */
#pragma once

#include "sim/engine/appraise.h"

/* Pounds a year of a contract's one-off costs, spread over its length. */
double cd_one_off_yearly(const CdContractResult *contract);

/* One-off costs of all contracts within the horizon, pounds, from the month in which the service starts on: whole at the start of each
 * term; of a term that the horizon cuts, the part before it. Discounted at DISCOUNT a year from the planned start; no optimism bias. */
double cd_one_off_value(const CdRunFacts *facts, double discount);

/* Replacing the provider of contract C, which fails: a tender, staff transferred whole, mobilisation; pounds once, of which MONTH gets
 * the month, counted from the planned start. 0 where it does not fail within the horizon. */
double cd_replacement(const CdRunFacts *facts, guint c, guint *month);
