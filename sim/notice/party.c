#include "sim/notice/party.h"

#include <string.h>

enum { PARTIES = 1000 }; /* of a notice, looked at */

/* The party with ID; .of NULL: there is none. */
static bool find(CdJsonReading *reading, CdJsonAt release, const char *id, CdJsonAt *party)
{
  JsonArray *parties;
  *party = (CdJsonAt){NULL, NULL};
  if (!cd_json_array_at(reading, release, "parties", &parties))
    return false;
  for (guint i = 0; id && parties && i < MIN(json_array_get_length(parties), PARTIES); i++) {
    CdJsonAt one;
    const char *own;
    if (!cd_json_element(reading, release, "parties", parties, i, &one) || !cd_json_text_at(reading, one, "id", &own))
      return false;
    if (own && strcmp(own, id) == 0) {
      *party = one;
      return true;
    }
  }
  return true;
}

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
  JsonArray *more;
  if (!cd_json_object_at(reading, party, "identifier", &identifier) || !scheme_at(reading, identifier, nhs, charity) ||
      !cd_json_array_at(reading, party, "additionalIdentifiers", &more))
    return false;
  for (guint i = 0; more && i < json_array_get_length(more); i++)
    if (!cd_json_element(reading, party, "additionalIdentifiers", more, i, &identifier) ||
        !scheme_at(reading, identifier, nhs, charity))
      return false;
  return true;
}

bool cd_party_kind(CdJsonReading *reading, CdJsonAt release, CdJsonAt reference, CdNoticeKind *kind)
{
  const char *id, *name, *own_name, *scale;
  CdJsonAt party, details;
  bool nhs, charity = false, vcse;
  if (!cd_json_text_at(reading, reference, "id", &id) || !cd_json_text_at(reading, reference, "name", &name) ||
      !find(reading, release, id, &party) || !cd_json_text_at(reading, party, "name", &own_name))
    return false;
  nhs = is_nhs_name(name) || is_nhs_name(own_name);
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
