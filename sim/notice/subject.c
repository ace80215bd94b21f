#include "sim/notice/subject.h"

#include <string.h>

enum { LOOKED_AT = 100 };

/* Beginnings of words. */
static bool speaks_of_care(const char *text)
{
  return text &&
         g_regex_match_simple("\\b(drug|alcohol|substance|addict|opiate|opioid|detox|rehab)", text, G_REGEX_CASELESS, 0);
}

static bool look_at_class(CdJsonReading *reading, CdJsonAt of, bool *is_care)
{
  CdJsonAt class;
  const char *scheme, *id, *description;
  if (!cd_json_object_at(reading, of, "classification", &class) || !cd_json_text_at(reading, class, "scheme", &scheme) ||
      !cd_json_id_at(reading, class, "id", &id) || !cd_json_text_at(reading, class, "description", &description))
    return false;
  bool is_health = id && g_str_has_prefix(id, "85") && (!scheme || strcmp(scheme, "CPV") == 0);
  *is_care = *is_care || is_health || speaks_of_care(description);
  return true;
}

static bool look_at_words(CdJsonReading *reading, CdJsonAt of, bool *is_care)
{
  const char *title, *description;
  if (!cd_json_text_at(reading, of, "title", &title) || !cd_json_text_at(reading, of, "description", &description))
    return false;
  *is_care = *is_care || speaks_of_care(title) || speaks_of_care(description);
  return look_at_class(reading, of, is_care);
}

static bool look_through(CdJsonReading *reading, CdJsonAt of, const char *name, bool *is_care)
{
  CdJsonList list;
  if (!cd_json_list_at(reading, of, name, &list))
    return false;
  for (guint i = 0; i < MIN(cd_json_length(list), LOOKED_AT); i++) {
    CdJsonAt one;
    if (!cd_json_element(reading, list, i, &one) || !look_at_words(reading, one, is_care))
      return false;
  }
  return true;
}

bool cd_subject_is_care(CdJsonReading *reading, CdJsonAt tender, bool *is_care)
{
  *is_care = false;
  return look_at_words(reading, tender, is_care) && look_through(reading, tender, "items", is_care) &&
         look_through(reading, tender, "lots", is_care);
}
