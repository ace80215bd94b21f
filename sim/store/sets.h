/* sets.h - cells that hold a set or a partition, in words: "city county", "city county | rutland". */
#pragma once

#include "sim/coalition/partition.h"
#include "sim/store/exchange.h"

/* Bit i of MASK stands for NAMES[i], i < N <= 32; none empty, none with a blank in it. Read, names come in that order and at least one. */
void cd_store_set(CdStore *store, guint *mask, const char *const *names, guint n);

/* Of all of NAMES, blocks by lowest member. */
void cd_store_partition(CdStore *store, CdPartition *partition, const char *const *names, guint n);
