/* games.h - cost games from the literature and from this project's methods, that several tests share. Sets of players are sums of these names. */
#pragma once

#include "sim/cost/game.h"

/* A city of 50, a county of 40 and a small council of 10: {city}, {county + small} undercuts shares by population. */
enum { CITY = 1, COUNTY = 2, SMALL = 4 };
extern const CdGame cd_game_three;

/* The Tennessee Valley Authority's reservoirs, thousand dollars (Ransmeier 1942; Straffin & Heaney 1981). */
enum { NAVIGATION = 1, FLOODS = 2, POWER = 4 };
extern const CdGame cd_game_tva;

/* A runway for four: each set costs what its most demanding member does, 1, 2, 4 or 8. */
extern const CdGame cd_game_airport;

/* Water for six groups of municipalities in Skane, million crowns (Young, Okada & Hashimoto 1982). */
enum { A = 1, H = 2, K = 4, L = 8, M = 16, T = 32 };
extern const CdGame cd_game_skane;
