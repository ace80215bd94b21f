#include "sim/base/suggest.h"

#define LONGEST 64
#define LISTED 12u

guint cd_text_distance(const char *a, const char *b)
{
  glong n = 0, m = 0;
  g_autofree gunichar *left = g_utf8_to_ucs4_fast(a, -1, &n);
  g_autofree gunichar *right = g_utf8_to_ucs4_fast(b, -1, &m);
  if (n > LONGEST || m > LONGEST)
    return G_MAXUINT;
  guint cost[3][LONGEST + 1]; /* the row before the last, the last, this one */
  for (glong j = 0; j <= m; j++)
    cost[1][j] = (guint)j;
  for (glong i = 1; i <= n; i++) {
    cost[2][0] = (guint)i;
    for (glong j = 1; j <= m; j++) {
      guint same = left[i - 1] == right[j - 1] ? 0 : 1;
      guint least = MIN(MIN(cost[1][j] + 1, cost[2][j - 1] + 1), cost[1][j - 1] + same);
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
        least = MIN(least, cost[0][j - 2] + 1);
      cost[2][j] = least;
    }
    for (glong j = 0; j <= m; j++) {
      cost[0][j] = cost[1][j];
      cost[1][j] = cost[2][j];
    }
  }
  return cost[1][m];
}

const char *cd_closest(const char *given, const GPtrArray *allowed)
{
  const char *closest = NULL;
  guint least = G_MAXUINT;
  for (guint i = 0; i < allowed->len; i++) {
    const char *candidate = g_ptr_array_index(allowed, i);
    guint distance = cd_text_distance(given, candidate);
    guint tolerated = (guint)CLAMP(g_utf8_strlen(candidate, -1) / 3, 1, 3);
    if (distance <= tolerated && distance < least) {
      least = distance;
      closest = candidate;
    }
  }
  return closest;
}

char *cd_suggestion(const char *given, const GPtrArray *allowed)
{
  if (allowed->len == 0)
    return NULL;
  GString *hint = g_string_new(NULL);
  const char *closest = cd_closest(given, allowed);
  if (closest)
    g_string_append_printf(hint, "did you mean \"%s\"? (", closest);
  g_string_append(hint, "allowed: ");
  for (guint i = 0; i < allowed->len && i < LISTED; i++)
    g_string_append_printf(hint, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(allowed, i));
  if (allowed->len > LISTED)
    g_string_append_printf(hint, ", … %u in all", allowed->len);
  if (closest)
    g_string_append_c(hint, ')');
  return g_string_free(hint, FALSE);
}
