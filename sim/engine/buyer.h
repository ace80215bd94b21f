/* buyer.h - who buys for the parties to a contract: one of them for all, each for itself, or all by one award. docs/model.md, "Who buys". */
#pragma once

#include "sim/engine/footprint.h"

/* Tenders held for what the parties buy together: 1, or where each buys for itself one a party. */
guint cd_buyers(const CdFootprintContract *contract);

/* Contracts signed for it: 1, or where each signs its own one a party. */
guint cd_signers(const CdFootprintContract *contract);

/* Whether its several parties each write a specification of their own. */
bool cd_has_own_specifications(const CdFootprintContract *contract);

/* The council that buys for all: the one named where it is a party, else that with most clients there (ties: hashed id). -1: nobody does, the contract
 * having one party, or each signing its own. */
int cd_lead(const CdFootprintContract *contract, const CdWorld *world);

/* Whether one party alone may end what it has of CONTRACT: alone in it, by an exit right, or as each party has a contract of its own. */
bool cd_can_leave(const CdFootprintContract *contract);

/* What the lead bears for the others of a contract paid PRICE pounds a year, in expectation; 0 where nobody leads. */
double cd_lead_risk(const CdFootprintContract *contract, const CdWorld *world, double price);

/* Officers' whole-time equivalents: each contract signed is managed, each further effective partner worked with. */
double cd_contract_officers(const CdFootprintContract *contract, const CdWorld *world);
