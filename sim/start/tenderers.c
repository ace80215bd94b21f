#include "sim/start/tenderers.h"

#include <math.h>
#include <string.h>
#include "sim/start/told.h"

#define BIDDERS_MOST 8u

static const char *const kind_word[CD_NOTICE_KINDS] = {"national charity", "NHS trust", "local charity",
                                                       "of a kind that it does not tell"};

static void say_kinds(GString *lines, const char *who, const CdNoticeBidders *of)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint k = 0; k < CD_NOTICE_KINDS; k++)
    if (of->kind[k] > 0)
      g_string_append_printf(text, "%s%u %s", text->len ? ", " : "", of->kind[k], kind_word[k]);
  cd_told(lines, "%s, from %s: %s", who, of->path, text->str);
}

/* One organisation may have several of the contracts, and its name is not looked at: of each kind as many as the contract with most of them has. */
static void take_holders(CdImported *it, const CdNotice *notice, const CdToday *today, guint holds[CD_NOTICE_KINDS])
{
  const char *told = NULL;
  for (guint i = 0; today->main && i < today->runs->len; i++) {
    const CdNoticeContract *one = g_ptr_array_index(today->runs, i);
    const CdNoticeBidders *of = one->suppliers.path ? &one->suppliers : &notice->suppliers;
    if (!of->path)
      continue;
    if (!told || strcmp(told, of->path) != 0) /* contracts of one award have the same */
      say_kinds(it->taken, today->runs->len > 1 ? "who has one of the contracts" : "who has the contract", of);
    told = of->path;
    for (guint k = 0; k < CD_NOTICE_UNTOLD; k++) {
      holds[k] = MAX(holds[k], of->kind[k]);
      if (one == today->main && of->n == 1 && of->kind[k] == 1)
        it->incumbent = (CdNoticeKind)k;
    }
  }
  if (today->main && !it->joint_today)
    cd_told(it->missing, "of what kinds those are that have today's contracts, one an area");
  else if (today->main && it->incumbent == CD_NOTICE_UNTOLD)
    cd_told(it->missing, "of what kind the one provider is that has today's contract: a national charity");
  else if (today->main && today->runs->len > 1)
    cd_told(it->heed, "the scenario has one provider today, of the kind that has %s", today->main->path);
}

void cd_tenderers_take(CdImported *it, const CdNotice *notice, const CdToday *today)
{
  const CdNoticeBidders *all = &notice->tenderers;
  guint n = 0, holds[CD_NOTICE_KINDS] = {0};
  take_holders(it, notice, today, holds);
  /* Others than who has the contract take the place of the template's, as far as their kind is told. */
  for (guint k = 0; k < CD_NOTICE_UNTOLD; k++) {
    it->bidders[k] = MIN(all->kind[k] - MIN(all->kind[k], holds[k]), BIDDERS_MOST - n);
    n += it->bidders[k];
  }
  it->has_bidders = n > 0;
  if (all->path)
    say_kinds(it->taken, "who tendered", all);
  if (it->has_bidders)
    cd_told(it->taken, "%u archetype%s of these kinds beside today's may bid", n, n == 1 ? "" : "s");
  else
    cd_told(it->missing, "of what kind those are who may bid: one national charity, one NHS trust, one local charity");
  if (!isnan(notice->n_tenderers) && !all->path)
    cd_told(it->unused, "%s: %.0f tendered, and nothing tells of what kind", notice->n_tenderers_path,
            notice->n_tenderers);
}
