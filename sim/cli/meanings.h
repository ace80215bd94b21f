/* meanings.h - what an option means to one verb, where that is not what it means to all. */
#pragma once

#include "sim/cli/options.h"

/* Never NULL. */
const char *cd_cli_meaning(const char *verb, CliOption option);
