#include "sim/sweep/slurm.h"

#include <math.h>
#include <string.h>
#include "sim/sweep/estimate.h"

/* Times what a part is reckoned to take, for a slower machine, and what a job is given at least, in minutes. */
#define PATIENCE 2.0
#define MINUTES_LEAST 10.0
/* Seconds before its time is up that a part is told so: it ends after the replicate that it is at, and is then queued again. */
#define NOTICE_LEAST 60.0
/* Of one process, whatever the sweep: what it has done goes to disk. */
#define MEMORY "1G"

#define SCRIPT                                                                                                         \
  "#!/bin/sh\n"                                                                                                        \
  "# %s of %s in %u parts, for Slurm. `sh FILE` submits the parts and, after them, what puts them together;\n"         \
  "# submitted again it goes on with what is not done. The folder must be one that all machines see.\n"                \
  "# CONCORDAT=...: the program; SBATCH_...: anything else of sbatch, such as SBATCH_ACCOUNT or SBATCH_PARTITION.\n"   \
  "set -eu\n"                                                                                                          \
  "program=${CONCORDAT:-concordat} parts=%u store=%s\n"                                                                \
  "case ${1:-submit} in\n"                                                                                             \
  "submit)\n"                                                                                                          \
  "  mkdir -p \"$(dirname \"$store\")\"\n"                                                                             \
  "  job=$(sbatch --parsable --job-name=%s --array=1-$parts --time=%u --mem=" MEMORY                                   \
  " --cpus-per-task=1 --requeue --open-mode=append \\\n"                                                               \
  "    --signal=B:USR1@%u --output=\"$store-%%a-of-$parts.log\" \"$0\" part)\n"                                        \
  "  sbatch --job-name=%s-merge --dependency=\"afterany:${job%%%%;*}\" --time=60 --mem=" MEMORY                        \
  " --output=\"$store-merge.log\" \"$0\" merge ;;\n"                                                                   \
  "part)\n"                                                                                                            \
  "  again() { # before its time is up, or told to make room: what is done is kept, and the part has "                 \
  "another turn\n"                                                                                                     \
  "    kill -TERM \"$run\" 2>/dev/null || :\n"                                                                         \
  "    wait \"$run\" || :\n"                                                                                           \
  "    scontrol requeue \"${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID\"\n"                                              \
  "    exit 0\n"                                                                                                       \
  "  }\n"                                                                                                              \
  "  \"$program\" sweep %s--shard \"$SLURM_ARRAY_TASK_ID/$parts\" --store "                                            \
  "\"$store-$SLURM_ARRAY_TASK_ID-of-$parts.db\" \\\n"                                                                  \
  "    --jobs \"${SLURM_CPUS_PER_TASK:-1}\" & run=$!\n"                                                                \
  "  trap again USR1 TERM\n"                                                                                           \
  "  status=0; wait \"$run\" || status=$?\n"                                                                           \
  "  [ \"$status\" -eq 6 ] || exit \"$status\" ;; # 6: all is run, and some runs have no values, which the store "     \
  "says\n"                                                                                                             \
  "merge)\n"                                                                                                           \
  "  set --\n"                                                                                                         \
  "  part=1\n"                                                                                                         \
  "  while [ \"$part\" -le \"$parts\" ]; do\n"                                                                         \
  "    set -- \"$@\" \"$store-$part-of-$parts.db\"\n"                                                                  \
  "    part=$((part + 1))\n"                                                                                           \
  "  done\n"                                                                                                           \
  "  [ ! -e \"$store.db\" ] || mv \"$store.db\" \"$store-before.db\" # of an earlier turn\n"                           \
  "  \"$program\" sweep merge \"$store.db\" \"$@\"\n"                                                                  \
  "  \"$program\" sweep status \"$store.db\" ;;\n"                                                                     \
  "esac\n"

static char *quoted(const char *const *words)
{
  GString *line = g_string_new(NULL);
  for (guint w = 0; words[w]; w++) {
    g_autofree char *word = g_shell_quote(words[w]);
    g_string_append_printf(line, "%s ", word);
  }
  return g_string_free(line, FALSE);
}

char *cd_slurm_script(CdSweepPlan *plan, double limit, const char *into, guint parts, const char *const *words)
{
  const char *id = plan->experiment->head.id;
  CdEstimate estimate = cd_estimate(plan, limit);
  double seconds = cd_estimate_point(&estimate) * ceil((double)plan->points / parts),
         notice = fmin(NOTICE_LEAST + ceil(PATIENCE * (estimate.setup + estimate.each)), 36000),
         wanted = fmax(ceil(PATIENCE * seconds / 60), ceil(3 * notice / 60));
  guint minutes = (guint)fmin(fmax(wanted, MINUTES_LEAST), 1e6);
  g_autofree char *path = g_strdup(into);
  if (g_str_has_suffix(path, ".db"))
    path[strlen(path) - 3] = '\0';
  g_autofree char *store = g_shell_quote(path), *line = quoted(words);
  return g_strdup_printf(SCRIPT, id, plan->scenario->id, parts, parts, store, id, minutes, (guint)notice, id, line);
}
