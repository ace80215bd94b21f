#include "sim/cost/solver.h"

#include <glib.h>

#define TOLERANCE 1e-10

CdSolver cd_solver_open(void)
{
  CdSolver solver = {glp_init_env(), glp_term_out(GLP_OFF)};
  g_assert(solver.environment <= 1);
  return solver;
}

void cd_solver_close(const CdSolver *solver)
{
  glp_term_out(solver->output);
  if (solver->environment == 0) /* there was none before */
    glp_free_env();
}

bool cd_solver_solve(glp_prob *lp, int method)
{
  glp_smcp how;
  glp_init_smcp(&how);
  how.meth = method;
  how.tol_bnd = how.tol_dj = TOLERANCE;
  if (glp_simplex(lp, &how) == 0 && glp_get_status(lp) == GLP_OPT)
    return true;
  return glp_exact(lp, &how) == 0 && glp_get_status(lp) == GLP_OPT;
}
