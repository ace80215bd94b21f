/* page-scale.h - parts of the section on economies of scale that have a file of their own. */
#pragma once

#include "sim/report/page.h"

/* At what size posts, teams and hubs are viable. */
void cd_page_viability(CdSection section);

/* How strongly cost goes with the size of a contract, beside what the evidence says. */
void cd_page_elasticity(CdSection section);

/* What makes the difference in yearly cost between two options, layer by layer. */
void cd_page_layer_pairs(CdSection section);

/* Who bears the difference between the joint option and the one it is compared with, by each cost-sharing rule. */
void cd_page_bearers(CdSection section);
