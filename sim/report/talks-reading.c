#include "sim/report/talks-page.h"

#include "concordat/version.h"
#include "sim/report/accords-words.h"
#include "sim/report/assumption.h"
#include "sim/report/glossary.h"
#include "sim/report/minutes-words.h"
#include "sim/report/partners.h"

static void write_meetings(CdTalksSection section, const CdMinutes *minutes)
{
  guint meeting = G_MAXUINT;
  for (guint e = 0; e < minutes->ledger.n; e++) {
    const CdEvent *event = &minutes->ledger.event[e];
    if (event->step.meeting != meeting) {
      cd_page_raw(section.page, e > 0 ? "</ul>\n" : "");
      meeting = event->step.meeting;
      g_autofree char *head = cd_minutes_meeting(minutes, meeting);
      cd_page_element(section.page, "h4", NULL, head);
      cd_page_raw(section.page, "<ul>\n");
    }
    g_autofree char *sentence = cd_minutes_sentence(minutes, event);
    cd_page_element(section.page, "li", NULL, sentence);
  }
  cd_page_raw(section.page, minutes->ledger.n > 0 ? "</ul>\n" : "");
}

static void write_example(CdTalksSection section, const CdTalkExample *example)
{
  const CdReasons *reasons = section.reasons;
  const CdAccordPartition *ended = &reasons->accord->partition[example->partition];
  g_autofree char *who = cd_grouping_words(reasons->scenario, &ended->partition), *share = cd_share_words(ended->share);
  g_autofree char *head = g_strdup_printf("Replicate %u: %s", example->replicate, who);
  g_autofree char *line = g_strdup_printf("The first replicate that ends so; %s do.", share);
  cd_page_element(section.page, "h3", NULL, head);
  cd_page_paragraph(section.page, line);
  if (!example->minutes || example->minutes->ledger.n == 0)
    return;
  g_autoptr(GPtrArray) end = cd_minutes_end(example->minutes);
  cd_page_raw(section.page, "<ul>\n");
  for (guint i = 0; i < end->len; i++)
    cd_page_element(section.page, "li", NULL, g_ptr_array_index(end, i));
  cd_page_raw(section.page, "</ul>\n");
  guint last = example->minutes->decision.meeting + 1;
  g_autofree char *summary = g_strdup_printf("The minutes of replicate %u, %u %s", example->replicate, last,
                                             last == 1 ? "meeting" : "meetings");
  cd_page_raw(section.page, "<details class=\"steps\">");
  cd_page_element(section.page, "summary", NULL, summary);
  write_meetings(section, example->minutes);
  cd_page_raw(section.page, "</details>\n");
}

void cd_talks_examples(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  cd_page_paragraph(section.page, "Each of the most frequent ends, three at most, by the first replicate that came to "
                                  "it: chosen by this rule alone, not for "
                                  "what was said.");
  if (cd_has_meetings(reasons)) {
    g_autofree char *worth = cd_word_note(CD_WORD_WORTH);
    cd_page_paragraph(section.page, worth);
  } else
    cd_page_paragraph(section.page, "Nobody meets under this protocol, so that there are no minutes.");
  for (guint e = 0; e < reasons->n_examples; e++)
    write_example(section, &reasons->example[e]);
}

void cd_talks_caveats(CdTalksSection section)
{
  const CdAccords *accords = section.accords;
  const char *illustration = cd_scenario_concordat(accords->scenario, 0)->illustration;
  g_autoptr(GPtrArray) all = cd_assumptions(accords->scenario);
  guint weak = 0;
  for (guint i = 0; i < all->len; i++)
    weak += g_strcmp0(((const CdAssumption *)g_ptr_array_index(all, i))->value->grade, "D") == 0;
  if (illustration)
    cd_page_element(section.page, "p", "inset", illustration);
  g_autofree char *numbers = g_strdup_printf(
      "Of the scenario’s %u numbers %u are uncertain and drawn anew for each set of assumptions, and %u are graded D: "
      "assumptions or judgement, nobody’s fact. The run’s report lists each with its source.",
      all->len, accords->n_inputs, weak);
  cd_page_raw(section.page, "<ul>\n");
  cd_page_element(
      section.page, "li", NULL,
      "These are shares of the assumptions tried, not chances of what councils will do: to be read against the "
      "same scenario with councils alike.");
  cd_page_element(section.page, "li", NULL, numbers);
  cd_page_element(section.page, "li", NULL,
                  "What councils want and believe is what the scenario says of them. Trust, party politics and whoever "
                  "sits in the room "
                  "are not in it, nor what nobody has put on the table.");
  cd_page_element(section.page, "li", NULL,
                  "Intervals tell how well so many replicates know a share, not whether the assumptions are right.");
  cd_page_raw(section.page, "</ul>\n");
}

void cd_talks_words(CdTalksSection section)
{
  g_autoptr(GArray) all = cd_glossary();
  const char *group = "";
  for (guint i = 0; i < all->len; i++) {
    const CdGlossaryEntry *it = &g_array_index(all, CdGlossaryEntry, i);
    if (g_str_equal(it->group, CD_GLOSSARY_GENIUS))
      break;
    if (!g_str_equal(it->group, group)) {
      g_autofree char *summary = g_strdup_printf("%c%s", g_ascii_toupper(*it->group), it->group + 1);
      cd_page_raw(section.page, i > 0 ? "</dl>\n</details>\n" : "");
      cd_page_raw(section.page, "<details>");
      cd_page_element(section.page, "summary", NULL, summary);
      cd_page_raw(section.page, "<dl>\n");
      group = it->group;
    }
    cd_page_element(section.page, "dt", NULL, it->label);
    cd_page_element(section.page, "dd", NULL, it->meaning);
  }
  cd_page_raw(section.page, "</dl>\n</details>\n");
}

void cd_talks_reproduce(CdTalksSection section)
{
  const CdAccords *accords = section.accords;
  const CdScenario *scenario = accords->scenario;
  CdPage *page = section.page;
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, accords->seed);
  g_autofree char *replicates = g_strdup_printf("%u", accords->replicates);
  g_autofree char *command =
      g_strdup_printf("concordat negotiate scenario.xml --replicates %s --seed %s --out talks", replicates, seed);
  g_autofree char *minutes = g_strdup_printf("concordat negotiate scenario.xml --replicate %u --seed %s",
                                             accords->reasons->example[0].replicate, seed);
  cd_page_paragraph(page, "The same version on the same kind of processor gives the same bytes, with any number of "
                          "jobs. scenario.xml beside this page "
                          "holds every value that was used, settings of the command line included.");
  cd_page_raw(page, "<dl>\n");
  cd_page_fact(page, "Command", command);
  if (cd_has_meetings(accords->reasons))
    cd_page_fact(page, "The minutes of one replicate", minutes);
  cd_page_fact(page, "What costs and clients would come of it", "concordat run scenario.xml");
  cd_page_fact(page, "What a word means", "concordat explain \"walk-away value\"");
  cd_page_fact(page, "Version", "concordat " CD_VERSION);
  cd_page_fact(page, "Scenario", scenario->id);
  for (char **file = scenario->file; file && *file; file++) {
    g_autofree char *name = g_path_get_basename(*file); /* where it stood is nobody's business but its author's */
    cd_page_fact(page, file == scenario->file ? "File" : "Included file", name);
  }
  cd_page_fact(page, "SHA-256 of scenario.xml, beside this page", scenario->sha256);
  cd_page_fact(page, "Seed", seed);
  cd_page_fact(page, "Replicates (sets of assumptions)", replicates);
  cd_page_raw(page, "</dl>\n");
}
