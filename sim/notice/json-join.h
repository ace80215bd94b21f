/* json-join.h - releases of one contracting process joined to one, as the standard's merge routine has it (standard.open-contracting.org/1.1/en/schema/merging): from the earliest
 * on, a member takes the place of what was there, objects are joined member by member and lists of objects by their ids, null takes away. */
#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>

/* What was joined so far, and where in the text each part of it stands. */
typedef struct CdJsonJoin CdJsonJoin;

CdJsonJoin *cd_json_join_new(void);
void cd_json_join_free(CdJsonJoin *join);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdJsonJoin, cd_json_join_free)

/* RELEASE, at PATH, is later than all before it. It is borrowed for as long as JOIN lives, and not changed. Time grows with RELEASE alone, not with what was joined before. */
void cd_json_join_add(CdJsonJoin *join, JsonObject *release, const char *path);

/* Of JOIN; borrowed. */
JsonObject *cd_json_join_whole(const CdJsonJoin *join);

/* Where NODE of it stands, in the latest release that has it: of a member of an object the path of that object, of an element of a list its own. NULL: NODE was taken over
 * within something whole, and stands where it is reached. Borrowed. */
const char *cd_json_join_path(const CdJsonJoin *join, JsonNode *node);

/* Whether ELEMENT of a list of it was taken out as the standard has it: null came for its members, and nothing but its id is left. */
bool cd_json_join_is_gone(const CdJsonJoin *join, JsonObject *element);
