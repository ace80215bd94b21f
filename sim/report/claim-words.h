/* claim-words.h - claims and what the runs say of them, in words: for the text, the page and the workbook alike. The caller frees every text. */
#pragma once

#include "sim/report/finding.h"

/* "Deaths, in and out of treatment, Leicester: “Apart” more than “Together”"; "One provider throughout, “Apart”: in at most 50% of runs". */
char *cd_claim_test_title(const CdResults *results, const CdTestAnswer *test);

/* The same of what is known once a draw: "Rutland ends without Leicester: in at least 50% of talks"; without the chance where the claim is one to be reproduced. And the chance: "in at least 50% of runs". */
char *cd_claim_once_title(const CdResults *results, const CdTestAnswer *test);
char *cd_claim_chance_words(const CdClaimTestSpec *spec);

/* Id of the option that a test is about, or (AGAINST) that it is held against; NULL: none. */
const char *cd_claim_option(const CdResults *results, const CdTestAnswer *test, bool against);

/* What the runs show of it: "on average 3.2 more (2.1 to 4.5 more)", "in 37% of runs (33% to 41%); under nine in ten assumptions its chance is between 5% and 80%". */
char *cd_claim_found(const CdResults *results, const CdTestAnswer *test);

/* What was tested, what was found, and what that says of the test. The caller frees. */
char *cd_claim_test_sentence(const CdResults *results, const CdClaimAnswer *claim, const CdTestAnswer *test);

/* The verdict with its share and limits, as a sentence: "It leans to holding: under 93% of the assumptions tried (84% at least)."; and where it turns on an
 * assumption of grade D, that it does. */
char *cd_claim_sentence(const CdResults *results, const CdClaimAnswer *claim);

/* The same in a cell: "leans to holding, 93% (84% to 97%)". */
char *cd_claim_brief(const CdClaimAnswer *claim);

/* The share under which it holds, with its limits: "93% (84% to 97%)"; empty where nothing is told. */
char *cd_claim_share(const CdClaimAnswer *claim);

/* Which assumption turns it, at what value, and on what evidence that is known; that none does. Empty where nothing is told. */
char *cd_claim_hinge_sentence(const CdResults *results, const CdClaimAnswer *claim);

/* Where it is met most often, with the grades of the assumptions that bound it: "It is met most often where County: friction (council[county]/friction; grade D) is at most 2%: in 71% (60%–80%) there
 * against 31% of all; 12% of the assumptions tried lie there (exact, from their distributions), and 62% of those that meet it." Empty where no region is told. */
char *cd_claim_region_sentence(const CdResults *results, const CdClaimAnswer *claim);

/* "County (Cabinet); contested by the OPCC". */
char *cd_claim_who(const CdResults *results, const CdClaimAnswer *claim);

/* Whether the verdict turns on an assumption that is nobody's fact. */
bool cd_claim_is_weak(const CdResults *results, const CdClaimAnswer *claim);

/* How many hold, lean, and so on, in one sentence; NULL: the scenario has no claims. */
char *cd_claims_sentence(const CdResults *results);

/* How the shares and limits are to be read. */
char *cd_claims_note(const CdResults *results);

bool cd_tells_of_claims(const CdResults *results);
