/* scenario.h - a scenario: read, checked, never changed afterwards, and so safe to be used by several threads at once. */
#pragma once

#include <glib.h>
#include "concordat/api.h"

G_BEGIN_DECLS

typedef struct _CdScenario CdScenario;

/* Reads and checks the XML file at PATH. SETTINGS: NULL-terminated PATH=VALUE texts put in place of the file's own values, or NULL.
 * NULL and ERROR (domain CD_ERROR) when it cannot be read or is refused; the message lists up to 20 faults, each with file, line, column,
 * the user's own line and a hint. The caller owns one reference. Safe to be called from several threads at once. */
CD_API CdScenario *cd_scenario_load(const char *path, const char *const *settings, GError **error);

/* The same with a sheet of values at PARAMS (NULL: none), as cd_scenario_params() writes them, edited: those that differ from the file's are put in their
 * place, before SETTINGS. What is wrong with the sheet is told with its line, column and a hint. */
CD_API CdScenario *cd_scenario_load_with(const char *path, const char *params, const char *const *settings,
                                         GError **error);

/* One owner more, one fewer; the last frees it. Safe from several threads. */
CD_API CdScenario *cd_scenario_ref(CdScenario *scenario);
CD_API void cd_scenario_unref(CdScenario *scenario);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdScenario, cd_scenario_unref)

/* Owned by the scenario. */
CD_API const char *cd_scenario_id(const CdScenario *scenario);
CD_API const char *cd_scenario_label(const CdScenario *scenario);
CD_API const char *cd_scenario_sha256(const CdScenario *scenario);

/* The scenario as one XML file, every value written out at base-year prices; loading it gives the same scenario. The caller frees. */
CD_API char *cd_scenario_to_xml(const CdScenario *scenario);

/* What is lawful there and probably not meant, a sentence each, without its full stop: weights on two scales, a contract's term that nothing reads, a co-commissioner's money beyond
 * the care that it is for. NULL after the last; the caller frees with g_strfreev(). */
CD_API char **cd_scenario_cautions(const CdScenario *scenario);

G_END_DECLS
