/* api.h - marks what the library offers: everything else in it is hidden. */
#pragma once

#if defined(__GNUC__)
#define CD_API __attribute__((visibility("default")))
#else
#define CD_API
#endif
