/* load.h - XML to a validated scenario, and back.
 *
 * File: <concordat format="1" id="..." label="..." ...> holding the elements of sim/model/entities.def in any order, children
 * within their parents. A number is an attribute of its entity (then the entity's own source= and grade= hold for it) or a child
 * element of its own name with value=, source=, grade=, price-year=, draw-as=; never both. Choices, references, texts and months
 * are attributes; lists of references are separated by spaces. An entity that may stand several times, and the root, needs an
 * id= ([a-z][a-z0-9-]*, at most 64; of a price-index its year); those that stand once take none. Every entity may carry label=,
 * note=, source=, grade=, draw-as=, price-year=. <include href="x.xml"/> at the root takes in a file of the scenario's own folder
 * whose root is <concordat-library format="1">; includes do not nest and follow no links.
 *
 * Evidence: every number given needs a source (the id of a <source>) and a grade (A, Am, B, C, D): its own, or else those of the
 * nearest element round it. Numbers that the registry calls fixed "by construction" may go without. source="default" says that the
 * number is the registry's, and must be it; source="--set" or "--params" that it was set for one run.
 *
 * Money needs a price year: its own, or else that of the nearest element round it. It is rescaled to base-year by <price-index>;
 * the registry's defaults, and numbers that are set, are at base-year prices already.
 *
 * Settings: PATH=VALUE, such as structure[joint]/contract[all]/length=3 or base-year=2021, for a value of any kind; laid over the
 * file before anything is checked. An empty VALUE is refused.
 *
 * Limits, so that a hostile file costs little: 8 MiB with its includes, start tags of 64 KiB and 128 attributes, depth 64, 200,000
 * elements, 500,000 attributes, and of each kind of entity what cd_draft_limit() says. A file that does not meet them, or that
 * has a document type, a namespace or another encoding than UTF-8, is refused before a parser sees it. */
#pragma once

#include "concordat/error.h"
#include "sim/model/spec.h"
#include "sim/scenario/resolve.h"

/* cd_scenario_load() from memory; NAME appears in messages, FOLDER (may be NULL: no includes) is where includes are sought. */
CdScenario *cd_scenario_read_text(const char *text, gsize length, const char *name, const char *folder,
                                  const char *const *settings, GError **error);

/* Complains of what is wrong with a scenario in which nothing else was found wrong, and which only somebody above can tell. */
typedef void (*CdFurtherCheck)(const CdResolve *resolve, gpointer user);

/* cd_scenario_read_text() and cd_scenario_load_with() that check further. */
CdScenario *cd_scenario_read_checked(const char *text, gsize length, const char *name, const char *folder,
                                     CdFurtherCheck check, gpointer user, GError **error);
CdScenario *cd_scenario_load_checked(const char *path, const char *params, const char *const *settings,
                                     CdFurtherCheck check, gpointer user, GError **error);

/* The same with a sheet of values (params.h) laid over the file before the settings. */
CdScenario *cd_scenario_read_with(const char *text, gsize length, const char *name, const char *folder,
                                  const char *sheet, gsize sheet_length, const char *sheet_name,
                                  const char *const *settings, GError **error);

/* A scenario that was read before: XML as cd_scenario_to_xml() wrote it, NAME as messages show it. It is of FILES (NULL-terminated), whose SHA256 goes with
 * it, and not of the text at hand. */
CdScenario *cd_scenario_read_again(const char *xml, gsize length, const char *name, const char *sha256,
                                   const char *const *files, GError **error);

/* The XSD, generated from the registry: it never refuses what loads. The caller frees. */
char *cd_schema_write(void);
