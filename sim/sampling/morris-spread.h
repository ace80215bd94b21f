/* morris-spread.h - of a pool of trajectories those that lie furthest apart (Campolongo, Cariboni & Saltelli 2007, "An effective screening design for sensitivity analysis of large
 * models"). Distance of two trajectories: the sum of the Euclidean distances between each point of one and each of the other. What is made large: the sum of the squared distances
 * of all pairs chosen.
 *
 * Trying every choice is out of reach beyond a few. As in Ruano et al. 2012 the choice grows from the best pair by the trajectory that adds most; then one chosen is exchanged for
 * one left out as long as that adds. A good choice, and the best that single exchanges reach; not always the best of all. */
#pragma once

#include "sim/sampling/morris.h"

enum { CD_MORRIS_MAX_POOL = 2000 };

/* Fills CHOSEN[wanted], ascending numbers of trajectories below POOL; 2 <= WANTED <= POOL <= CD_MORRIS_MAX_POOL. Time: pool^2 x groups^2 x factors; 500 trajectories of 20 factors take about a second. */
void cd_morris_spread(const CdMorris *morris, guint pool, guint wanted, guint *chosen);

/* Squared distance, in levels, of each pair of POOL trajectories: a square table that the caller frees. */
double *cd_morris_distances(const CdMorris *morris, guint pool);
