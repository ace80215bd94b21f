#include "sim/notice/party.h"

#include <string.h>

static bool is_nhs_name(const char *name)
{
  return name && g_regex_match_simple("\\bNHS\\b", name, 0, 0);
}

static bool scheme_at(CdJsonReading *reading, CdJsonAt at, bool *nhs, bool *charity)
{
  const char *scheme;
  if (!cd_json_text_at(reading, at, "scheme", &scheme))
    return false;
  *nhs = *nhs || (scheme && g_str_has_prefix(scheme, "GB-NHS"));
  *charity = *charity ||
             (scheme && (strcmp(scheme, "GB-CHC") == 0 || strcmp(scheme, "GB-SC") == 0 || strcmp(scheme, "GB-NIC") == 0));
  return true;
}

static bool identifiers(CdJsonReading *reading, CdJsonAt party, bool *nhs, bool *charity)
{
  CdJsonAt identifier;
  CdJsonList more;
  if (!cd_json_object_at(reading, party, "identifier", &identifier) || !scheme_at(reading, identifier, nhs, charity) ||
      !cd_json_list_at(reading, party, "additionalIdentifiers", &more))
    return false;
  for (guint i = 0; i < cd_json_length(more); i++)
    if (!cd_json_element(reading, more, i, &identifier) || !scheme_at(reading, identifier, nhs, charity))
      return false;
  return true;
}

static bool kind_of(CdJsonReading *reading, CdJsonAt party, CdNoticeKind *kind)
{
  const char *name, *scale;
  CdJsonAt details;
  bool nhs, charity = false, vcse;
  if (!cd_json_text_at(reading, party, "name", &name))
    return false;
  nhs = is_nhs_name(name);
  if (!identifiers(reading, party, &nhs, &charity) || !cd_json_object_at(reading, party, "details", &details) ||
      !cd_json_text_at(reading, details, "scale", &scale) || !cd_json_whether_at(reading, details, "vcse", &vcse))
    return false;
  bool is_small = scale && strcmp(scale, "large") != 0;
  if (nhs)
    *kind = CD_NOTICE_NHS_TRUST;
  else if (charity || vcse)
    *kind = is_small ? CD_NOTICE_LOCAL_CHARITY : CD_NOTICE_NATIONAL_CHARITY;
  else
    *kind = CD_NOTICE_UNTOLD;
  return true;
}

bool cd_parties_read(CdJsonReading *reading, CdJsonAt release, GHashTable **parties)
{
  CdJsonList list;
  *parties = g_hash_table_new(g_str_hash, g_str_equal);
  if (!cd_json_list_at(reading, release, "parties", &list))
    return false;
  for (guint i = 0; i < cd_json_length(list); i++) {
    CdJsonAt party;
    const char *id;
    CdNoticeKind kind;
    if (!cd_json_element(reading, list, i, &party) || !cd_json_id_at(reading, party, "id", &id) ||
        !kind_of(reading, party, &kind))
      return false;
    if (id)
      g_hash_table_insert(*parties, (gpointer)id, GINT_TO_POINTER(kind));
  }
  return true;
}

bool cd_party_kind(CdJsonReading *reading, GHashTable *parties, CdJsonAt reference, CdNoticeKind *kind)
{
  const char *id, *name;
  gpointer known;
  if (!cd_json_id_at(reading, reference, "id", &id) || !cd_json_text_at(reading, reference, "name", &name))
    return false;
  *kind = is_nhs_name(name)                                               ? CD_NOTICE_NHS_TRUST
          : id && g_hash_table_lookup_extended(parties, id, NULL, &known) ? (CdNoticeKind)GPOINTER_TO_INT(known)
                                                                          : CD_NOTICE_UNTOLD;
  return true;
}
