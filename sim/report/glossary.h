/* glossary.h - every word of the talks, and every verdict, with its one sentence, from the lists that say what they are. `concordat explain`, the text and the page take their
 * sentences here, so that nothing is written twice. All texts are static. */
#pragma once

#include "sim/appraisal/estimate.h"
#include "sim/model/registry.h"

typedef enum {
#define WORD(KIND, id, label, meaning) CD_WORD_##KIND,
#include "sim/report/words.def"
#undef WORD
  CD_WORD_COUNT
} CdWord;

typedef struct {
  const char *group; /* "a word of the talks", "a cost-sharing rule", ... */
  const char *id, *label, *meaning;
} CdGlossaryEntry;

const CdGlossaryEntry *cd_word(CdWord word);
const CdGlossaryEntry *cd_protocol_entry(CdProtocol protocol);
const CdGlossaryEntry *cd_verdict_entry(CdVerdict verdict); /* its label begins headings; cd_verdict_text() is what data hold */

/* What a share of assumptions is that a verdict goes by: for legends. */
const char *cd_share_meaning(void);

/* The group of what negotiate --genius alone speaks of; the last. */
#define CD_GLOSSARY_GENIUS "a word of negotiate --genius"

/* All of them (CdGlossaryEntry), groups one after the other; the caller unrefs the array. */
GArray *cd_glossary(void);

/* What NAME means: an id, a label or what stands in brackets behind one, small or large letters, spaces or hyphens. Several where several are called so; NULL: nothing
 * is. The caller frees. */
char *cd_glossary_explain(const char *name);

/* "Walk-away value: what a council ...": for a note below a table. The caller frees. */
char *cd_word_note(CdWord word);
