/* run FOLDER: every NAME.xml there that has a NAME.expected is refused with just that message; so are files too large to
 * keep, which are made here. None takes over two seconds or 512 MB. It goes to the folder first, so that messages name plain files. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include "concordat/sweep.h"
#include "sim/sweep/check.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif

#ifdef SANITIZED
#define SECONDS 8 /* the sanitizer's own work, and no room for its shadow in so little memory */
#else
#define SECONDS 2
#endif
#define MEMORY ((rlim_t)512 << 20)

static guint n_tests, n_failed;
static double slowest; /* seconds */

static void report(const char *name, const char *fault)
{
  printf("%sok %u - %s\n", fault ? "not " : "", ++n_tests, name);
  g_auto(GStrv) line = g_strsplit(fault ? fault : "", "\n", -1);
  for (guint i = 0; fault && line[i]; i++)
    printf("# %s\n", line[i]);
  n_failed += fault != NULL;
}

/* The message with which the file is refused; NULL where it is not. */
static char *refusal(const char *text, gsize length, const char *name, double *seconds)
{
  g_autoptr(GError) error = NULL;
  clock_t start = clock(); /* not the time of day: others may keep the machine busy */
  CdScenario *scenario = cd_scenario_read_checked(text, length, name, ".", cd_sweep_check, NULL, &error); /* as validate */
  *seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  cd_scenario_unref(scenario);
  return scenario ? NULL : g_strdup(error->message);
}

static void check_file(const char *name)
{
  g_autofree char *stem = g_strndup(name, strlen(name) - strlen(".expected"));
  g_autofree char *file = g_strconcat(stem, ".xml", NULL);
  g_autofree char *text = NULL, *expected = NULL;
  gsize length = 0;
  if (!g_file_get_contents(file, &text, &length, NULL) || !g_file_get_contents(name, &expected, NULL, NULL)) {
    report(stem, "cannot be read");
    return;
  }
  double seconds = 0;
  g_autofree char *message = refusal(text, length, file, &seconds);
  g_autofree char *line = g_strconcat(message ? message : "accepted", "\n", NULL);
  g_autofree char *fault = g_str_equal(line, expected) ? NULL : g_strconcat("got instead:\n", line, NULL);
  slowest = MAX(slowest, seconds);
  report(stem, seconds > SECONDS ? "too slow" : fault);
}

/* Made by a call, since they are large: the message must begin as EXPECTED does. */
static void check_made(const char *name, const GString *text, const char *expected)
{
  double seconds = 0;
  g_autofree char *message = refusal(text->str, text->len, "made.xml", &seconds);
  g_autofree char *fault = NULL;
  if (!message || !g_str_has_prefix(message, expected))
    fault = g_strdup_printf("got instead:\n%.300s", message ? message : "accepted");
  else if (seconds > SECONDS)
    fault = g_strdup_printf("took %.2f seconds", seconds);
  slowest = MAX(slowest, seconds);
  report(name, fault);
}

static GString *repeated(const char *head, const char *part, gsize n, const char *tail)
{
  GString *text = g_string_new(head);
  gsize length = strlen(part);
  for (gsize i = 0; i < n; i++)
    g_string_append_len(text, part, (gssize)length);
  return g_string_append(text, tail);
}

static void check_repeated(const char *name, const char *head, const char *part, gsize n, const char *tail,
                           const char *expected)
{
  GString *text = repeated(head, part, n, tail);
  check_made(name, text, expected);
  g_string_free(text, TRUE);
}

static void check_numbered(const char *name, const char *head, const char *format, gsize n, const char *tail,
                           const char *expected)
{
  GString *text = g_string_new(head);
  for (guint i = 0; i < n; i++) {
    g_autofree char *number = g_strdup_printf("%u", i);
    g_auto(GStrv) half = g_strsplit(format, "#", 2);
    g_string_append_printf(text, "%s%s%s", half[0], number, half[1]);
  }
  g_string_append(text, tail);
  check_made(name, text, expected);
  g_string_free(text, TRUE);
}

#define ROOT "<concordat format=\"1\" id=\"made\">"
#define MIB ((gsize)1 << 20)

static void check_limits(void)
{
  check_numbered("forty thousand attributes", "<concordat", " a#=\"\"", 40000, "/>",
                 "error[E0005]: this tag has more than 128 attributes\n  --> made.xml:1:926\n");
  check_repeated("a start tag of 64 KiB", "<concordat a=\"", "x", 65536, "\"/>",
                 "error[E0005]: this tag is longer than 64 KiB\n  --> made.xml:1:1\n");
  check_repeated("depth 65", "", "<a>", 65, "</a>",
                 "error[E0006]: elements are nested more than 64 deep\n"
                 "  --> made.xml:1:193\n");
  check_repeated("depth of a million", "", "<a>", 1000000, "", "error[E0006]: ");
  check_repeated("200,001 elements", "<a>", "<a/>", 200000, "</a>",
                 "error[E0007]: there are more than 200000 elements\n"
                 "  --> made.xml:1:800000\n");
  check_repeated("more than 8 MiB", "<a>", " ", 8 * MIB - 6, "</a>",
                 "error[E0001]: the scenario and its includes are "
                 "larger than 8 MiB\n  --> made.xml:1:1\n");
  check_repeated("just 8 MiB", "<a>", "\n", 8 * MIB - 7, "</a>", "error[E0012]: the root is \"a\", not \"concordat\"");
  check_repeated("half a million attributes", "<a>", "<a a=\"\" b=\"\" c=\"\" d=\"\"/>", 125001, "</a>",
                 "error[E0007]: there are more than 500000 attributes");
  check_repeated("a million laughs", "<!DOCTYPE a [<!ENTITY a \"ha\">", "<!ENTITY b \"&a;&a;&a;\">", 100000, "]><a/>",
                 "error[E0004]: declarations are refused\n  --> made.xml:1:1\n");
}

/* Files that are within every limit and give as much work as they can: the fit file with much more in it. */
static void check_work(void)
{
  g_autofree char *base = NULL;
  if (!g_file_get_contents("base.xml", &base, NULL, NULL)) {
    report("base.xml", "cannot be read");
    return;
  }
  *strstr(base, "</concordat>") = '\0';
  const char *end = "</concordat>";
  check_repeated("200,000 unknown elements", base, "<aera id=\"city\" x=\"1\"/>", 199900, end, "error[E0101]: ");
  check_repeated("half a million unknown attributes", base, "<source a=\"\" b=\"\" c=\"\"/>", 166500, end,
                 "error[E0105]: ");
  check_numbered("200,000 areas", base, "<area id=\"a#\" population=\"x\"/>", 199900, end, "error[E0106]: ");
  check_numbered("200,000 contracts", base, "<structure id=\"s#\"><contract id=\"c\" areas=\"a b\"/></structure>",
                 99900, end, "error[E0106]: ");
  check_repeated("8 MiB of a comment", base, "<!-- -->", MIB - 1000, "<market/></concordat>", "error[E0104]: ");
  check_repeated("8 MiB of instructions", base, "<?a?>", 8 * MIB / 5 - 1000, "<market/></concordat>", "error[E0104]: ");
  check_repeated("8 MiB of less-than signs", "", "<", 8 * MIB, "", "error[E0009]: ");
  GString *list = repeated("", "city ", 12000, "");
  g_autofree char *ids = g_strconcat("<post id=\"p#\" clients-per-wte=\"1\" cohorts=\"", list->str, "\"/>", NULL);
  check_numbered("lists of 1.5 million ids", base, ids, 128, end, "error[E0123]: unknown cohort \"city\"");
  g_autofree char *pairs =
      g_strconcat("<post id=\"p#\" cohorts=\"opiate\" clients-per-wte=\"discrete(", list->str, "\"/>", NULL);
  check_numbered("long distributions", base, pairs, 128, end, "error[E0120]: ");
  g_autofree char *text = g_strconcat("<source id=\"p#\" title=\"&lt;", list->str, "\"/>", NULL);
  check_numbered("long texts", base, text, 128, "<market/></concordat>", "error[E0104]: ");
  g_string_free(list, TRUE);
}

static void limit_memory(void)
{
#ifndef SANITIZED
  struct rlimit limit = {MEMORY, MEMORY};
  report("memory is limited to 512 MB", setrlimit(RLIMIT_AS, &limit) ? "cannot limit it" : NULL);
#endif
}

static void check_fit(const char *name, const char *file)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) cautions = NULL;
  CdScenario *scenario = cd_sweep_validate(file, NULL, NULL, &cautions, &error);
  report(name, !scenario ? error->message : cautions[0]);
  cd_scenario_unref(scenario);
}

static int by_name(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  GDir *folder = g_dir_open(argc > 1 ? argv[1] : ".", 0, &error);
  if (!folder || (argc > 1 && g_chdir(argv[1]) != 0)) {
    fprintf(stderr, "cannot open the folder: %s\n", error ? error->message : "");
    return 1;
  }
  limit_memory();
  check_fit("what the others were made from is fit", "base.xml");
  check_fit("experiments that leave points are fit", "points-fine.xml");
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name = g_dir_read_name(folder); name; name = g_dir_read_name(folder))
    if (g_str_has_suffix(name, ".expected"))
      g_ptr_array_add(names, g_strdup(name));
  g_dir_close(folder);
  g_ptr_array_sort(names, by_name);
  report("there are files to refuse", names->len < 45 ? "too few" : NULL);
  for (guint i = 0; i < names->len; i++)
    check_file(g_ptr_array_index(names, i));
  check_limits();
  check_work();
  printf("# the slowest took %.2f seconds\n1..%u\n", slowest, n_tests);
  return n_failed > 0;
}
