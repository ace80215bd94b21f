/* solver.h - GLPK, quiet, its environment left as it was found. By thread (glp_config("TLS"), which a test asks for): safe on any number of them. */
#pragma once

#include <glpk.h>
#include <stdbool.h>

typedef struct {
  int environment, output;
} CdSolver;

CdSolver cd_solver_open(void);
void cd_solver_close(const CdSolver *solver);

/* By simplex, METHOD being GLPK's word for which; in exact arithmetic where floating point fails. False: no optimum was found. */
bool cd_solver_solve(glp_prob *lp, int method);
