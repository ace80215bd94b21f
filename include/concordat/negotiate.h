/* negotiate.h - how the partners' talks go, over many draws of the assumptions, and the minutes of single ones. */
#pragma once

#include "concordat/run.h"

G_BEGIN_DECLS

#define CD_TALKS_REPLICATES_LEAST 2
#define CD_TALKS_REPLICATES_MOST 100000
#define CD_SEEK_REPLICATES_LEAST 50 /* draws a step */
#define CD_SEEK_REPLICATES_MOST 20000
#define CD_MINUTES_REPLICATE_MOST 1000000

typedef struct _CdAccords CdAccords;

/* Talks of a scenario with a <negotiation>. Of OPTIONS, .seconds must be 0; CD_TALKS_REPLICATES_LEAST .. _MOST replicates. The caller frees. NULL and ERROR: the
 * scenario has no talks or an option is out of range (CD_ERROR_USAGE); memory for the replicates is lacking (CD_ERROR_BUDGET); .progress stopped it (CD_ERROR_STOPPED). Safe from several threads. */
CD_API CdAccords *cd_negotiate(CdScenario *scenario, const CdRunOptions *options, GError **error);

CD_API void cd_accords_free(CdAccords *accords);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdAccords, cd_accords_free)

/* What they tell, WIDTH columns wide (60 .. 200); the same as JSON (docs/results.md); one row a replicate as CSV. The caller frees. */
CD_API char *cd_accords_text(const CdAccords *accords, guint width, bool color);
CD_API char *cd_accords_json(const CdAccords *accords);
CD_API char *cd_accords_csv(const CdAccords *accords);
/* One self-contained page. The caller frees. */
CD_API char *cd_accords_html(const CdAccords *accords);

/* Writes talks.html, talks.json, talks.csv, scenario.xml and manifest.json into FOLDER, whole or not at all, as cd_report_write() does; and whether that could
 * be done now: false and ERROR (CD_ERROR_IO) otherwise. */
CD_API bool cd_accords_write(const CdAccords *accords, const char *folder, GError **error);
CD_API bool cd_accords_check(const CdScenario *scenario, const char *folder, GError **error);

/* A search for assumptions under which a course of the talks is taken. */
typedef struct _CdFound CdFound;

/* EVENT: id of a <talks-event>. OPTIONS as above; .replicates, CD_SEEK_REPLICATES_LEAST .. _MOST, are draws a step, of which there are some tens. Errors as
 * above. Found for this seed and number of draws; another may find another region. The caller frees. */
CD_API CdFound *cd_seek(CdScenario *scenario, const char *event, const CdRunOptions *options, GError **error);

CD_API void cd_found_free(CdFound *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdFound, cd_found_free)

/* As above. The caller frees. */
CD_API char *cd_found_text(const CdFound *found, guint width, bool color);
CD_API char *cd_found_json(const CdFound *found);

/* The talks of one replicate, every step of them. Replicates are numbered from 1, as in every table. */
typedef struct _CdMinutes CdMinutes;

/* MOVES: NULL, or a ledger as cd_minutes_json() writes it, from which the councils named in SEATS (NULL-terminated ids) take their moves instead of
 * from the model: a person's or a program's seat. What the others do follows from it. Replaying all seats of a ledger gives the same ledger.
 * NULL and ERROR: no talks, no such replicate, an unknown council (CD_ERROR_USAGE), MOVES cannot be read, are of another replicate or numbered as by an earlier
 * version, or has a move
 * that is not open to the council there: the message tells the event, from 0 (CD_ERROR_SCENARIO). */
CD_API CdMinutes *cd_minutes(CdScenario *scenario, guint64 seed, guint replicate, const char *moves,
                             const char *const *seats, GError **error);
CD_API void cd_minutes_free(CdMinutes *minutes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdMinutes, cd_minutes_free)

/* As a person would read them; as JSON, which cd_minutes() takes as moves; as CSV, one row a step. The caller frees. */
CD_API char *cd_minutes_text(const CdMinutes *minutes, guint width, bool color);
CD_API char *cd_minutes_json(const CdMinutes *minutes);
CD_API char *cd_minutes_csv(const CdMinutes *minutes);

G_END_DECLS
