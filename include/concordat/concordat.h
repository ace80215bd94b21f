/* concordat.h - everything the library offers. Each header also stands alone. */
#pragma once
#include "concordat/case.h"
#include "concordat/compare.h"
#include "concordat/error.h"
#include "concordat/negotiate.h"
#include "concordat/options.h"
#include "concordat/registry.h"
#include "concordat/remark.h"
#include "concordat/report.h"
#include "concordat/run.h"
#include "concordat/scenario.h"
#include "concordat/store.h"
#include "concordat/version.h"
