/* Buyers, and those who tender or supply. */
#include <string.h>
#include "sim/notice/json-scan.h"
#include "sim/notice/party.h"
#include "sim/notice/taking.h"

static void add_buyer(CdTaking *it, const char *named, const char *path)
{
  g_autofree char *name = named ? cd_json_plain(named, CD_NOTICE_TEXT) : NULL;
  for (guint i = 0; name && i < it->notice->buyer->len; i++)
    if (strcmp(g_ptr_array_index(it->notice->buyer, i), name) == 0)
      return;
  if (!name)
    return;
  g_ptr_array_add(it->notice->buyer, g_steal_pointer(&name));
  if (!it->notice->buyer_path)
    it->notice->buyer_path = g_strdup(path);
}

static bool take_parties(CdTaking *it)
{
  CdJsonList parties;
  if (!cd_json_list_at(it->reading, it->release, "parties", &parties))
    return false;
  for (guint i = 0; i < cd_json_length(parties) && it->notice->buyer->len < CD_NOTICE_LISTED; i++) {
    CdJsonAt party;
    CdJsonList roles;
    const char *name;
    if (!cd_json_element(it->reading, parties, i, &party) || !cd_json_list_at(it->reading, party, "roles", &roles) ||
        !cd_json_text_at(it->reading, party, "name", &name))
      return false;
    if (cd_json_lists(roles, "buyer") || cd_json_lists(roles, "procuringEntity"))
      add_buyer(it, name, party.path);
  }
  return true;
}

bool cd_take_buyers(CdTaking *it)
{
  CdJsonAt buyer, entity;
  const char *name, *other;
  if (!take_parties(it) || !cd_json_object_at(it->reading, it->release, "buyer", &buyer) ||
      !cd_json_text_at(it->reading, buyer, "name", &name) ||
      !cd_json_object_at(it->reading, it->tender, "procuringEntity", &entity) ||
      !cd_json_text_at(it->reading, entity, "name", &other))
    return false;
  add_buyer(it, name, buyer.path);
  add_buyer(it, other, entity.path);
  return true;
}

bool cd_take_bidders(CdTaking *it, CdJsonAt from, const char *name, CdNoticeBidders *out)
{
  CdJsonList list;
  if (!cd_json_list_at(it->reading, from, name, &list))
    return false;
  for (guint i = 0; i < cd_taking_listed(list) && out->n < CD_NOTICE_LISTED; i++) {
    CdJsonAt one;
    CdNoticeKind kind;
    if (!cd_json_element(it->reading, list, i, &one) || !cd_party_kind(it->reading, it->parties, one, &kind))
      return false;
    out->n++;
    out->kind[kind]++;
    if (!out->path)
      out->path = g_strdup(list.path);
  }
  return true;
}
