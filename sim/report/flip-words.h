/* flip-words.h - what would reverse a preference, in words. The caller frees every text. */
#pragma once

#include "sim/appraisal/flip.h"

/* "costs £268k a year less than", and the like: what the option is said to do, by the sign of D. Options are told by label, with the id beside it that a command takes. */
char *cd_flip_stated_words(const CdFlip *flip);

/* "The pricing method": what a choice is about, and its WORD as the scenario labels it (its own text where it is no reference; borrowed). */
char *cd_flip_choice_name(const CdFlipChoice *choice);
const char *cd_flip_choice_label(const CdFlip *flip, const CdFlipChoice *choice, const char *word);

/* D of a size, with its word: "£12.3k less", "0.018 higher". */
char *cd_flip_size(const CdFlip *flip, double d);

/* "above 0.93 (0.91 to 0.95)": where LEVER, by itself, reverses what is so as things are; NULL: nowhere that is clear. OUTSIDE: the range that the file states, or within it. */
char *cd_flip_where(const CdFlip *flip, const CdFlipLever *lever, bool outside);

/* "0.58 to 0.85, most likely 0.72" as the file has it, then grade and source: "grade D, Judgement (commissioner-review)". */
char *cd_flip_evidence(const CdFlip *flip, const CdFlipLever *lever);

/* Whether its grade is the weakest. */
bool cd_flip_is_weak(const CdFlip *flip, const CdFlipLever *lever);

/* Whether, within the range that the file states, LEVER reverses it by itself, and fresh draws agreed. */
bool cd_flip_reverses(const CdFlip *flip, const CdFlipLever *lever);
