/* hash.h - 64-bit keys from text: stable across machines and versions, since random streams are keyed by them.
 * FNV-1a (Fowler, Noll, Vo; offset 14695981039346656037, prime 1099511628211) followed by the SplitMix64 finaliser
 * (Steele, Lea & Flood 2014), which spreads FNV's weak high bits. */
#pragma once

#include <glib.h>

static inline guint64 cd_hash_mix(guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static inline guint64 cd_hash_text(const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT(14695981039346656037);
  for (const unsigned char *byte = (const unsigned char *)text; *byte; byte++)
    hash = (hash ^ *byte) * G_GUINT64_CONSTANT(1099511628211);
  return cd_hash_mix(hash);
}

/* Ordered: pair(a, b) differs from pair(b, a). */
static inline guint64 cd_hash_pair(guint64 first, guint64 second)
{
  return cd_hash_mix(first * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) + second);
}
