/* taking.h - one notice being read: the parts that read it, each from the members that it is given. False and the reading's error where something is malformed. */
#pragma once

#include "sim/notice/json-at.h"
#include "sim/notice/notice.h"

enum { CD_NOTICE_TEXT = 100 }; /* characters of a title or name that are kept */

typedef struct {
  CdJsonReading *reading;
  CdNotice *notice;
  CdJsonAt release, tender;
  GHashTable *parties; /* of cd_parties_read() */
} CdTaking;

#define CD_NOTICE_NO_PERIOD ((CdNoticePeriod){NULL, -1, -1, -1, NAN})

/* So many elements of LIST are looked at. */
guint cd_taking_listed(CdJsonList list);

bool cd_take_money(CdTaking *taking, CdJsonAt from, const char *name, CdNoticeMoney *out);
bool cd_take_period(CdTaking *taking, CdJsonAt from, const char *name, CdNoticePeriod *out);
/* Adds those of FROM's list NAME. */
bool cd_take_bidders(CdTaking *taking, CdJsonAt from, const char *name, CdNoticeBidders *out);

/* Status of what will not be: of a tender, lot, award or contract. NULL is none. */
bool cd_notice_status_is_off(const char *status);

bool cd_take_buyers(CdTaking *taking);
bool cd_take_tender(CdTaking *taking);
bool cd_take_contracts(CdTaking *taking);

void cd_notice_money_clear(CdNoticeMoney *money);
