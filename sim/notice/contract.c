/* Contracts and awards: which lots each serves, and whether it is in force. */
#include <math.h>
#include <string.h>
#include "sim/notice/json-scan.h"
#include "sim/notice/taking.h"

typedef struct {
  CdJsonAt at;
  const char *id, *status; /* NULL: not told */
  guint n_contracts;       /* that name it and are not off */
  bool named;              /* by some contract */
} Award;

typedef struct {
  CdTaking *taking;
  CdJsonList contracts;
  GArray *award; /* Award */
} Reading;

/* --- lots ---------------------------------------------------------------------------------------------------- */

static void add_lot(const CdNotice *notice, const char *id, guint64 *lots)
{
  for (guint l = 0; id && l < notice->lot->len; l++)
    if (g_strcmp0(g_array_index(notice->lot, CdNoticeLot, l).id, id) == 0)
      *lots |= G_GUINT64_CONSTANT(1) << l;
}

/* Adds those that AT names itself, and those of its items. */
static bool add_lots(CdTaking *it, CdJsonAt at, guint64 *lots)
{
  CdJsonList related, items;
  if (!cd_json_list_at(it->reading, at, "relatedLots", &related) || !cd_json_list_at(it->reading, at, "items", &items))
    return false;
  for (guint i = 0; i < cd_taking_listed(related); i++)
    add_lot(it->notice, cd_json_text_in(related, i), lots);
  for (guint i = 0; i < cd_taking_listed(items); i++) {
    CdJsonAt item;
    const char *id;
    if (!cd_json_element(it->reading, items, i, &item) || !cd_json_id_at(it->reading, item, "relatedLot", &id))
      return false;
    add_lot(it->notice, id, lots);
  }
  return true;
}

/* --- one contract -------------------------------------------------------------------------------------------- */

/* What the contract does not tell of itself its award does; a sum only of an award with no other contract. */
static bool take_of_award(CdTaking *it, const Award *award, CdNoticeContract *contract)
{
  if (!contract->value.path && award->n_contracts <= 1 && !cd_take_money(it, award->at, "value", &contract->value))
    return false;
  if (!contract->period.path && !cd_take_period(it, award->at, "contractPeriod", &contract->period))
    return false;
  return add_lots(it, award->at, &contract->lots) && cd_take_bidders(it, award->at, "suppliers", &contract->suppliers);
}

/* AT: the contract; .of NULL: of AWARD there is none. AWARD may be NULL. */
static bool take_contract(CdTaking *it, CdJsonAt at, const char *status, const Award *award)
{
  CdNoticeContract contract = {.path = g_strdup(at.of ? at.path : award->at.path), .period = CD_NOTICE_NO_PERIOD};
  const char *told = at.of && (status || !award) ? status : award->status;
  contract.status = told ? cd_json_plain(told, CD_NOTICE_TEXT) : NULL;
  contract.in_force = !cd_notice_status_is_off(status) && !(award && cd_notice_status_is_off(award->status));
  bool taken = cd_take_money(it, at, "value", &contract.value) && cd_take_period(it, at, "period", &contract.period) &&
               add_lots(it, at, &contract.lots) && (!award || take_of_award(it, award, &contract));
  g_array_append_val(it->notice->contract, contract); /* which frees it, whole or not */
  return taken;
}

/* --- all ----------------------------------------------------------------------------------------------------- */

static void tell_beyond(CdNotice *notice, CdJsonList list)
{
  if (cd_json_length(list) > CD_NOTICE_LISTED)
    g_ptr_array_add(notice->unread, g_strdup_printf("%s[%d] and on: %u of them", list.path, CD_NOTICE_LISTED,
                                                    cd_json_length(list) - CD_NOTICE_LISTED));
}

static bool read_awards(Reading *it)
{
  CdJsonReading *reading = it->taking->reading;
  CdJsonList awards;
  if (!cd_json_list_at(reading, it->taking->release, "awards", &awards))
    return false;
  tell_beyond(it->taking->notice, awards);
  for (guint i = 0; i < cd_taking_listed(awards); i++) {
    Award award = {.named = false};
    if (!cd_json_element(reading, awards, i, &award.at) || !cd_json_id_at(reading, award.at, "id", &award.id) ||
        !cd_json_text_at(reading, award.at, "status", &award.status))
      return false;
    if (!cd_json_is_gone(reading, award.at))
      g_array_append_val(it->award, award);
  }
  return true;
}

/* *AWARD: that of the contract AT; NULL: it names none. A contract and an award that stand alone belong together. */
static bool find_award(const Reading *it, CdJsonAt at, Award **award)
{
  const char *id;
  *award = NULL;
  if (!cd_json_id_at(it->taking->reading, at, "awardID", &id))
    return false;
  for (guint i = 0; i < it->award->len; i++) {
    Award *one = &g_array_index(it->award, Award, i);
    if (id ? g_strcmp0(one->id, id) == 0 : it->award->len == 1 && cd_json_length(it->contracts) == 1)
      *award = one;
  }
  return true;
}

static bool read_contract(const Reading *it, guint i, CdJsonAt *at, const char **status, Award **award)
{
  return cd_json_element(it->taking->reading, it->contracts, i, at) &&
         cd_json_text_at(it->taking->reading, *at, "status", status) && find_award(it, *at, award);
}

static bool take_all(Reading *it)
{
  guint n = cd_taking_listed(it->contracts);
  bool all_named = true; /* each contract names its award */
  CdJsonAt at;
  const char *status;
  Award *award;
  for (guint i = 0; i < n; i++) {
    if (!read_contract(it, i, &at, &status, &award))
      return false;
    if (cd_json_is_gone(it->taking->reading, at))
      continue;
    all_named = all_named && award;
    if (award) {
      award->named = true;
      award->n_contracts += !cd_notice_status_is_off(status);
    }
  }
  for (guint i = 0; i < n; i++)
    if (!read_contract(it, i, &at, &status, &award) ||
        (!cd_json_is_gone(it->taking->reading, at) && !take_contract(it->taking, at, status, award)))
      return false;
  for (guint i = 0; i < it->award->len; i++) {
    award = &g_array_index(it->award, Award, i);
    if (award->named)
      continue;
    if (all_named ? !take_contract(it->taking, (CdJsonAt){NULL, NULL}, NULL, award)
                  : !cd_notice_status_is_off(award->status) &&
                        !cd_take_bidders(it->taking, award->at, "suppliers", &it->taking->notice->suppliers))
      return false;
  }
  return true;
}

bool cd_take_contracts(CdTaking *taking)
{
  Reading it = {.taking = taking};
  if (!cd_json_list_at(taking->reading, taking->release, "contracts", &it.contracts))
    return false;
  tell_beyond(taking->notice, it.contracts);
  it.award = g_array_new(FALSE, FALSE, sizeof(Award));
  bool taken = read_awards(&it) && take_all(&it);
  g_array_unref(it.award);
  return taken;
}
