#include "sim/engine/scale-belief.h"

#include <math.h>

/* Below this part of the joint structure's management extras are rounding errors. */
#define EXTRAS_LEAST 1e-9

static double extra(const CdScaleReference *reference, const CdFootprintContract *it)
{
  return it->layer[CD_LAYER_MANAGEMENT] - reference->rate * it->clients;
}

static double s_log_s(double share)
{
  return share > 0 ? -share * log(share) : 0;
}

/* As the elasticity of management goes to one and its fixed part to nought, extras of contracts with a share s of the clients come to be as
 * s ln(1/s), the limit of (s^beta - s)/(1 - beta), less the clients' part of what the joint structure's own contracts have of that. */
static double extra_by_share(const CdScaleReference *reference, const CdFootprintContract *it)
{
  double share = it->clients / reference->clients;
  return s_log_s(share) - share * reference->joint_by_share;
}

static CdScaleReference reference_of(const CdFootprint *joint, const CdFootprint *apart)
{
  CdScaleReference out = {.joint = cd_footprint_scaled(joint)};
  for (guint c = 0; c < joint->n_contracts; c++) {
    out.clients += joint->at[c].clients;
    out.rate += joint->at[c].layer[CD_LAYER_MANAGEMENT];
  }
  if (out.clients <= 0)
    return out;
  out.rate /= out.clients;
  for (guint c = 0; c < joint->n_contracts; c++)
    out.joint_by_share += s_log_s(joint->at[c].clients / out.clients);
  for (guint c = 0; c < apart->n_contracts; c++) {
    out.extras += extra(&out, &apart->at[c]);
    out.extras_by_share += extra_by_share(&out, &apart->at[c]);
  }
  return out;
}

CdScaleReference cd_scale_reference(const CdWorld *world, const CdCaseload *caseload, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  CdFootprint joint, apart;
  cd_footprint_make(&joint, world, caseload, (guint)world->concordat->joint, CD_TERMS_ARM_COMMON, NULL, arena);
  cd_footprint_make(&apart, world, caseload, (guint)world->concordat->apart, CD_TERMS_ARM_COMMON, NULL, arena);
  CdScaleReference out = reference_of(&joint, &apart);
  cd_arena_rewind(arena, mark);
  return out;
}

double cd_believed_management(const CdScaleReference *reference, const CdCost *cost,
                              const CdFootprintContract *contract, double belief)
{
  double part = reference->rate * contract->clients, believed = belief * reference->joint / (1 + cost->overhead);
  double least = EXTRAS_LEAST * reference->rate * reference->clients;
  if (reference->extras > least)
    return fmax(part + believed * extra(reference, contract) / reference->extras, 0);
  if (reference->extras_by_share > EXTRAS_LEAST)
    return fmax(part + believed * extra_by_share(reference, contract) / reference->extras_by_share, 0);
  return part;
}
