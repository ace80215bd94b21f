#include <string.h>
#include "sim/cli/meanings.h"
#include "sim/cli/output.h"
#include "sim/cli/verb.h"

const CliVerb *cd_cli_verb(const char *name, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const CliVerb *verb = cd_cli_verbs; verb->name; verb++) {
    if (g_str_equal(verb->name, name))
      return verb;
    g_ptr_array_add(names, (gpointer)verb->name);
  }
  g_ptr_array_add(names, NULL);
  const char *closest = cd_closest_name(name, (const char *const *)names->pdata);
  g_autofree char *shown = g_utf8_make_valid(name, -1);
  if (closest)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "no verb \"%s\": did you mean \"%s\"?", shown, closest);
  else
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "no verb \"%s\": " CLI_PROGRAM " help lists them", shown);
  return NULL;
}

enum { MARGIN = 21 }; /* columns in which meanings begin */

/* TEXT from column MARGIN on, in which the line already is: words that do not fit begin another. */
static void append_wrapped(GString *out, const char *text)
{
  guint width = cd_cli_width(), at = MARGIN;
  g_auto(GStrv) word = g_strsplit(text, " ", -1);
  for (guint i = 0; word[i]; i++) {
    guint length = (guint)g_utf8_strlen(word[i], -1);
    if (i > 0 && at + 1 + length > width) {
      g_string_append_printf(out, "\n%*s", MARGIN, "");
      at = MARGIN;
    } else if (i > 0) {
      g_string_append_c(out, ' ');
      at++;
    }
    g_string_append(out, word[i]);
    at += length;
  }
  g_string_append_c(out, '\n');
}

static void append_row(GString *out, const char *form, const char *meaning)
{
  if (strlen(form) + 3 <= MARGIN)
    g_string_append_printf(out, "  %-18s ", form);
  else
    g_string_append_printf(out, "  %s\n%*s", form, MARGIN, "");
  append_wrapped(out, meaning);
}

static void append_option(GString *out, const CliVerb *verb, CliOption option)
{
  const CliOptionKind *kind = cd_cli_option(option);
  g_autofree char *form = g_strdup_printf("--%s%s%s", kind->name, kind->value ? " " : "", kind->value ? kind->value : "");
  append_row(out, form, cd_cli_meaning(verb->name, option));
}

char *cd_cli_verb_help(const CliVerb *verb)
{
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "Examples\n%s\n" CLI_PROGRAM " %s%s%s\n  %s\n\nOptions\n", verb->examples, verb->name,
                         *verb->operands ? " " : "", verb->operands, verb->summary);
  for (const CliOption *option = verb->options; *option != CLI_OPTION_NONE; option++)
    append_option(out, verb, *option);
  return g_string_free(out, FALSE);
}

char *cd_cli_program_help(void)
{
  GString *out =
      g_string_new("Examples\n"
                   "  " CLI_PROGRAM
                   " run scenarios/llr-2021.xml      joint or apart? a summary here, report and data in out/llr-2021\n"
                   "  " CLI_PROGRAM " validate my-case.xml            check a scenario without running it\n"
                   "  " CLI_PROGRAM " explain places                  what a word, an error code or a parameter means\n"
                   "\nVerbs\n");
  for (const CliVerb *verb = cd_cli_verbs; verb->name; verb++) {
    g_autofree char *form = g_strdup_printf("%s %s", verb->name, verb->operands);
    append_row(out, form, verb->summary);
  }
  g_string_append(out, "\n" CLI_PROGRAM " help VERB tells more; " CLI_PROGRAM " --version.\n"
                       "Exit codes: 0 done, 1 failure, 2 usage, 3 a scenario is refused, 4 unreadable or "
                       "unwritable, 5 over a run's budget, 6 a sweep some of whose runs failed, 130 interrupted.\n");
  return g_string_free(out, FALSE);
}

bool cd_cli_help(const CliCall *call, GError **error)
{
  g_autofree char *text = NULL;
  if (call->operands->len > 1) {
    const CliVerb *verb = cd_cli_verb(cd_cli_operand(call, 0), error);
    if (!verb)
      return false;
    text = cd_cli_verb_help(verb);
  } else {
    text = cd_cli_program_help();
  }
  return cd_cli_print(text, error);
}
