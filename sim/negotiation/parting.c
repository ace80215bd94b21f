#include "sim/negotiation/parting.h"

static const CdPartingInfo info[CD_PARTING_COUNT] = {
#define PARTING(KIND, id_, label_, definition_)                                                                        \
  [CD_PARTING_##KIND] = {.id = id_, .label = label_, .definition = definition_},
#include "sim/negotiation/partings.def"
#undef PARTING
};

const CdPartingInfo *cd_parting_info(CdPartingKind kind)
{
  g_assert(kind < CD_PARTING_COUNT);
  return &info[kind];
}

CdPartingKind cd_parting_kind(const CdParting *parting)
{
  if (parting->left == 0)
    return CD_PARTING_NONE;
  if (parting->lapsed == parting->block)
    return CD_PARTING_IMPASSE;
  if (parting->excludes)
    return CD_PARTING_EXCLUSION;
  if (parting->stay == 0)
    return CD_PARTING_MUTUAL;
  return parting->stay & ~parting->left ? CD_PARTING_UNILATERAL : CD_PARTING_MISSED;
}

bool cd_parting_restores(guint32 block, const guint32 *business_as_usual)
{
  bool several = (block & (block - 1)) != 0;
  return several && business_as_usual[g_bit_nth_lsf(block, -1)] == block;
}
