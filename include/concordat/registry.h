/* registry.h - what scenarios can say and what runs report, from the registries themselves. */
#pragma once

#include <glib.h>
#include "concordat/scenario.h"

G_BEGIN_DECLS

typedef enum { CD_FORMAT_TEXT, CD_FORMAT_JSON, CD_FORMAT_CSV, CD_FORMAT_MARKDOWN } CdFormat;

/* Every parameter: path, unit, range, default, grade, source, meaning. The caller frees. */
CD_API char *cd_registry_params(CdFormat format);

/* Every number of SCENARIO: path, value as files write it, unit, range, source, grade, label. As CSV it is a sheet of values for cd_scenario_load_with().
 * The caller frees. */
CD_API char *cd_scenario_params(const CdScenario *scenario, CdFormat format);

/* Every metric: id, unit, better direction, scopes, materiality, definition. The caller frees. */
CD_API char *cd_registry_metrics(CdFormat format);

/* The XSD of scenario files. The caller frees. */
CD_API char *cd_registry_schema(void);

/* What an error code (E0123), a metric, a parameter or a word of the talks means; NULL when unknown. The caller frees. */
CD_API char *cd_registry_explain(const char *name);

/* What cd_registry_explain() would know and is likely to be meant; NULL when nothing is close. The caller
 * frees. */
CD_API char *cd_registry_closest(const char *name);

/* Names that cd_registry_explain() would know and that hold NAME as a part, in one line, the first few of them; NULL when there are none. The caller
 * frees. */
CD_API char *cd_registry_perhaps(const char *name);

/* The one of NAMES (NULL-terminated) that is likely to be meant by GIVEN; NULL when none is close. Owned by
 * NAMES. */
CD_API const char *cd_closest_name(const char *given, const char *const *names);

G_END_DECLS
