#include "sim/report/glossary.h"

#include "sim/appraisal/accords.h"
#include "sim/appraisal/remark.h"
#include "sim/model/route.h"
#include "sim/negotiation/contest.h"

static const CdGlossaryEntry words[CD_WORD_COUNT] = {
#define WORD(KIND, id, label, meaning) [CD_WORD_##KIND] = {"a word of the talks", id, label, meaning},
#include "sim/report/words.def"
#undef WORD
};

static const CdGlossaryEntry protocols[] = {
#define PROTOCOL(KIND, id, label, meaning) [CD_PROTOCOL_##KIND] = {"how a text comes about", id, label, meaning},
#include "sim/report/protocols.def"
#undef PROTOCOL
};

static const CdGlossaryEntry verdicts[] = {
#define VERDICT(KIND, id, label, meaning) [CD_VERDICT_##KIND] = {"a verdict on a difference", id, label, meaning},
#include "sim/report/verdicts.def"
#undef VERDICT
};

const CdGlossaryEntry *cd_verdict_entry(CdVerdict verdict)
{
  g_assert(verdict < G_N_ELEMENTS(verdicts));
  return &verdicts[verdict];
}

const char *cd_share_meaning(void)
{
  return "Every uncertain input is drawn anew for each set of assumptions. Of those sets, the share under which the "
         "expected difference is "
         "large enough to matter and goes this way: a share in brackets is of assumptions, chance being averaged out, "
         "so that it may be 100% "
         "where only some single runs show a difference. It is not the chance that a single year turns out so.";
}

const CdGlossaryEntry *cd_word(CdWord word)
{
  g_assert(word < CD_WORD_COUNT);
  return &words[word];
}

const CdGlossaryEntry *cd_protocol_entry(CdProtocol protocol)
{
  g_assert(protocol < G_N_ELEMENTS(protocols));
  return &protocols[protocol];
}

static void add(GArray *all, const char *group, const char *id, const char *label, const char *meaning)
{
  CdGlossaryEntry entry = {group, id, label, meaning};
  g_array_append_val(all, entry);
}

static void add_ends(GArray *all)
{
  for (guint k = 0; k < CD_PARTING_COUNT; k++) {
    const CdPartingInfo *it = cd_parting_info((CdPartingKind)k);
    add(all, "how talks end", it->id, it->label, it->definition);
  }
  for (guint c = 0; c < CD_CAUSE_COUNT; c++) {
    const CdCauseText *it = cd_cause_text((CdCause)c);
    add(all, "why no terms suit everybody", it->id, it->label, it->meaning);
  }
  for (guint b = 0; b < CD_BRIDGE_COUNT; b++) {
    const CdBridgeText *it = cd_bridge_text((CdBridgeKind)b);
    add(all, "what would have kept all together", it->id, it->label, it->meaning);
  }
}

static void add_market(GArray *all)
{
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    const CdScoringText *it = cd_remark_words((CdScoring)f);
    add(all, "a formula by which bids are scored", it->id, it->label, it->meaning);
  }
  for (int r = 0; r < CD_ROUTE_COUNT; r++) {
    const CdRouteKind *it = cd_route((CdRoute)r);
    add(all, "a route by which a contract is awarded (what the law says needs legal check)", it->word, it->label,
        it->meaning);
  }
}

static void add_theory(GArray *all)
{
  for (guint s = 0; s < CD_STABLE_COUNT; s++) {
    const CdStabilityText *it = cd_stability_text((CdStability)s);
    add(all, "what would last", it->id, it->label, it->meaning);
  }
  for (guint r = 0; r < CD_RULE_COUNT; r++) {
    const CdRuleText *it = cd_rule_text((CdRule)r);
    add(all, "a cost-sharing rule", it->id, it->label, it->meaning);
  }
  for (guint t = 0; t < CD_TACTIC_COUNT; t++) {
    const CdTacticInfo *it = cd_tactic_info((CdTacticKind)t);
    add(all, "a tactic in talks", it->id, it->label, it->sentence);
  }
}

static bool is_tactic_of_talks(const char *id)
{
  for (guint t = 0; t < CD_TACTIC_COUNT; t++)
    if (g_str_equal(cd_tactic_info((CdTacticKind)t)->id, id))
      return true;
  return false;
}

static void add_genius(GArray *all)
{
  for (guint p = 0; p < CD_POSTURE_COUNT; p++) {
    const CdPostureInfo *it = cd_posture_info((CdPosture)p);
    if (!is_tactic_of_talks(it->id))
      add(all, CD_GLOSSARY_GENIUS, it->id, it->label, it->sentence);
  }
#define CONCEPT(id, label, meaning) add(all, CD_GLOSSARY_GENIUS, id, label, meaning);
#include "sim/report/genius.def"
#undef CONCEPT
}

GArray *cd_glossary(void)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(CdGlossaryEntry));
  g_array_append_vals(all, words, CD_WORD_COUNT);
  add_ends(all);
  add_theory(all);
  add_market(all);
  g_array_append_vals(all, protocols, G_N_ELEMENTS(protocols));
  g_array_append_vals(all, verdicts, G_N_ELEMENTS(verdicts));
  add_genius(all);
  return all;
}

char *cd_word_note(CdWord word)
{
  const CdGlossaryEntry *it = cd_word(word);
  return g_strdup_printf("%s: %c%s", it->label, g_ascii_tolower(*it->meaning), it->meaning + 1);
}

/* Small letters, hyphens as spaces, and without what stands in brackets: "Grouping (partition)" is "grouping". */
static char *plain(const char *name)
{
  GString *out = g_string_new(NULL);
  for (; *name && *name != '('; name++)
    g_string_append_c(out, *name == '-' ? ' ' : g_ascii_tolower(*name));
  return g_strstrip(g_string_free(out, FALSE));
}

static char *bracketed(const char *label)
{
  g_auto(GStrv) piece = g_strsplit_set(label, "()", 3);
  return g_strdup(g_strv_length(piece) == 3 ? piece[1] : "");
}

/* "none" is an id of several lists, and no word. */
static bool is_called(const CdGlossaryEntry *entry, const char *name)
{
  g_autofree char *id = plain(entry->id), *label = plain(entry->label), *also = bracketed(entry->label);
  return (g_str_equal(id, name) && !g_str_equal(id, "none")) || g_str_equal(label, name) ||
         (*also && g_str_equal(also, name));
}

char *cd_glossary_explain(const char *name)
{
  g_autoptr(GArray) all = cd_glossary();
  g_autofree char *wanted = plain(name);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < all->len; i++) {
    const CdGlossaryEntry *it = &g_array_index(all, CdGlossaryEntry, i);
    if (is_called(it, wanted))
      g_string_append_printf(out, "%s: %s\n  %s\n", it->label, it->group, it->meaning);
  }
  return out->len ? g_strdup(out->str) : NULL;
}
