/* open.h - a store opened to be read, whoever made it. */
#pragma once

#include "sim/store/exchange.h"

/* STORE is zeroed. False where the file cannot be opened, is no store, or is of another format; the problem is noted. FILE_BYTES: its size. */
bool cd_store_open(CdStore *store, const char *path, guint64 *file_bytes);
void cd_store_close(CdStore *store);
