#include "sim/negotiation/distance.h"

#include <math.h>

static double between(const CdDomain *domain, guint x, guint y)
{
  double sum = 0;
  for (guint j = 0; j < domain->n_parties; j++) {
    double apart = cd_domain_u(domain, x, j) - cd_domain_u(domain, y, j);
    sum += apart * apart;
  }
  return sqrt(sum);
}

double cd_distance(const CdDomain *domain, guint text, CdTexts to)
{
  double least = INFINITY;
  for (guint k = 0; k < to.n; k++)
    least = MIN(least, between(domain, text, to.text[k]));
  return least;
}

static double range_of(const CdDomain *domain, guint j)
{
  double least = INFINITY, most = -INFINITY;
  for (guint x = 0; x < domain->grid->n_texts; x++) {
    least = MIN(least, cd_domain_u(domain, x, j));
    most = MAX(most, cd_domain_u(domain, x, j));
  }
  return most - least;
}

double cd_diagonal(const CdDomain *domain)
{
  double sum = 0;
  for (guint j = 0; j < domain->n_parties; j++) {
    double range = range_of(domain, j);
    sum += range * range;
  }
  return sqrt(sum);
}

double cd_optimality(const CdDomain *domain, guint text, CdTexts to, double diagonal)
{
  double distance = cd_distance(domain, text, to);
  return distance == 0 ? 1 : MAX(0, 1 - distance / diagonal);
}

static double welfare(const CdDomain *domain, guint text)
{
  double sum = 0;
  for (guint j = 0; j < domain->n_parties; j++)
    sum += cd_domain_u(domain, text, j);
  return sum;
}

double cd_welfare_optimality(const CdBargain *bargain, guint text)
{
  double most = 0;
  for (guint k = 0; k < bargain->frontier.n; k++)
    most = MAX(most, welfare(bargain->domain, bargain->frontier.text[k]));
  return most > 0 ? welfare(bargain->domain, text) / most : NAN;
}

static double short_of_ideal(const CdBargain *bargain, guint text)
{
  double sum = 0;
  for (guint j = 0; j < bargain->domain->n_parties; j++) {
    if (bargain->ideal[j] <= 0)
      continue;
    double lacking = 1 - cd_domain_u(bargain->domain, text, j) / bargain->ideal[j];
    sum += lacking * lacking;
  }
  return sqrt(sum);
}

double cd_opposition(const CdBargain *bargain)
{
  double least = INFINITY;
  for (guint k = 0; k < bargain->rational.n; k++)
    least = MIN(least, short_of_ideal(bargain, bargain->rational.text[k]));
  return least;
}
