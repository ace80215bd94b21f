#include "concordat/error.h"

G_DEFINE_QUARK(concordat - error - quark, cd_error)

int cd_error_exit_code(const GError *error)
{
  if (!error)
    return 0;
  if (error->domain != CD_ERROR)
    return 1;
  switch ((CdErrorCode)error->code) {
  case CD_ERROR_USAGE:
    return 2;
  case CD_ERROR_SCENARIO:
    return 3;
  case CD_ERROR_IO:
    return 4;
  case CD_ERROR_BUDGET:
    return 5;
  case CD_ERROR_PARTIAL:
    return 6;
  case CD_ERROR_INTERNAL:
  case CD_ERROR_STOPPED:
    return 1;
  }
  return 1;
}
