#include "sim/negotiation/ultimatum.h"

#define TIE 1e-12

void cd_ultimatum_chances(const CdDomain *domain, guint lead, const double *threshold, double *chance)
{
  for (guint x = 0; x < domain->grid->n_texts; x++) {
    chance[x] = 1;
    for (guint j = 0; j < domain->n_parties; j++)
      if (j != lead && !cd_reaches(cd_domain_u(domain, x, j), threshold[j]))
        chance[x] = 0;
  }
}

/* What a text is to the lead, in the order in which it compares. */
typedef struct {
  double gain, chance, others;
} Prospect;

static Prospect prospect_of(const CdDomain *domain, const CdUltimatum *it, guint text)
{
  Prospect prospect = {.chance = it->chance[text]};
  prospect.gain = prospect.chance * (cd_domain_u(domain, text, it->lead) - it->reservation[it->lead]);
  for (guint j = 0; j < domain->n_parties; j++)
    if (j != it->lead)
      prospect.others += cd_domain_u(domain, text, j);
  return prospect;
}

static bool better(Prospect one, Prospect two)
{
  if (one.gain > two.gain + TIE || one.gain < two.gain - TIE)
    return one.gain > two.gain;
  if (one.chance > two.chance + TIE || one.chance < two.chance - TIE)
    return one.chance > two.chance;
  return one.others > two.others + TIE;
}

static bool worth_tabling(const CdDomain *domain, const CdUltimatum *it, guint text)
{
  return it->chance[text] > 0 && it->chance[text] >= it->confidence &&
         cd_reaches(cd_domain_u(domain, text, it->lead), it->reservation[it->lead]);
}

static guint choose(const CdDomain *domain, const CdUltimatum *it)
{
  guint n_texts = domain->grid->n_texts, chosen = n_texts;
  Prospect most = {0};
  for (guint x = 0; x < n_texts; x++) {
    if (!worth_tabling(domain, it, x))
      continue;
    Prospect prospect = prospect_of(domain, it, x);
    if (chosen == n_texts || better(prospect, most)) {
      chosen = x;
      most = prospect;
    }
  }
  return chosen;
}

CdUltimatumResult cd_ultimatum(const CdDomain *domain, const CdUltimatum *ultimatum, bool *signs)
{
  g_assert(ultimatum->lead < domain->n_parties);
  guint text = choose(domain, ultimatum);
  bool tabled = text < domain->grid->n_texts, all = tabled;
  for (guint j = 0; j < domain->n_parties; j++) {
    bool yes = tabled && cd_reaches(cd_domain_u(domain, text, j), ultimatum->reservation[j]);
    all &= yes;
    if (signs)
      signs[j] = yes;
  }
  return (CdUltimatumResult){.text = text, .signed_by_all = all};
}
