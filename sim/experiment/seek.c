#include "concordat/error.h"
#include "sim/appraisal/found.h"
#include "sim/base/suggest.h"
#include "sim/experiment/pool.h"
#include "sim/experiment/run.h"

#include <gsl/gsl_sort.h>
#include <math.h>

/* A search for assumptions under which a rare course is taken, in the manner of patient rule induction (Friedman & Fisher 1999), but with fresh draws at
 * every step, so that what is rare is not soon exhausted (as in subset simulation, Au & Beck 2001). Beginning with all assumptions:
 *   1. draw, let them talk, and order the draws by how near they came: those that took the course before all others, then by nearness (course.h);
 *   2. keep the input whose rank goes most with that order to the better half of what it was drawn from;
 *   3. again, until the course is taken in ENOUGH of the draws, or no input can be told from chance.
 * Then limits without which it is taken about as often are dropped, the first set first, and the rest is tried on draws that served for nothing else. */
#define ENOUGH 0.5
#define STEPS_MOST 24
#define NARROWEST 0.124 /* three halvings of one input */
#define TOLD 3.5        /* standard errors of a rank correlation: 5 % over a hundred inputs (Bonferroni) */
#define ABOUT_AS_OFTEN 0.9

typedef struct {
  CdFound *found;
  CdSession *session;
  const CdRunOptions *options;
  const CdTalksEventSpec *event;
  guint n_inputs;
  CdAccordInput *input;
  GArray *windows; /* CdWindow, in the order in which inputs were first limited */
  GArray *limited; /* guint input, along */
  CdWindows within;
  guint drawn;            /* replicates used up: each step has its own */
  CdCourseRecord *record; /* [replicates] */
  double *x;              /* [replicate * n_inputs + input] */
} Search;

typedef struct {
  CdWorld *world;
  CdArena *arena;
} Worker;

static gpointer worker_new(gpointer user)
{
  const Search *search = user;
  Worker *worker = g_new(Worker, 1);
  *worker = (Worker){cd_world_new(search->found->scenario), cd_arena_new()};
  worker->world->within = &search->within;
  return worker;
}

static void worker_free(gpointer data)
{
  Worker *worker = data;
  cd_world_free(worker->world);
  cd_arena_free(worker->arena);
  g_free(worker);
}

static void talk(gpointer user, gpointer data, guint piece)
{
  Search *search = user;
  Worker *worker = data;
  guint k = piece - search->drawn;
  search->record[k] = cd_session_course(search->session, worker->world, worker->arena, piece, search->event);
  cd_inputs_read(search->input, search->n_inputs, worker->world, &search->x[(gsize)k * search->n_inputs]);
}

/* Fresh draws within the windows; false where it was told to stop. *SHARE: how often the course was taken. */
static bool draw(Search *search, CdShare *share)
{
  guint n = search->found->replicates, taken = 0, jobs = search->options->jobs;
  search->within = (CdWindows){search->windows->len, (const CdWindow *)(const void *)search->windows->data};
  const CdPoolWork work = {.worker_new = worker_new,
                           .work = talk,
                           .worker_free = worker_free,
                           .user = search,
                           .progress = search->options->progress,
                           .progress_user = search->options->user};
  if (!cd_pool_run(&work, search->drawn, search->drawn + n, n, jobs > 0 ? jobs : g_get_num_processors()))
    return false;
  search->drawn += n;
  search->found->talks += n;
  for (guint k = 0; k < n; k++)
    taken += search->record[k].step == CD_COURSE_TAKEN;
  *share = cd_share_of(taken, n);
  return true;
}

/* --- Which input to limit ---------------------------------------------------------------------------------------------- */

/* Ranks of X[n], every STRIDE, means where alike. */
static void rank(const double *x, guint n, guint stride, size_t *order, double *ranks)
{
  gsl_sort_index(order, x, stride, n);
  for (guint from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && x[order[to] * stride] == x[order[from] * stride];)
      to++;
    for (guint k = from; k < to; k++)
      ranks[order[k]] = (from + to - 1) / 2.0;
  }
}

/* Spearman's. */
static double correlation(const double *a, const double *b, guint n)
{
  double mean = (n - 1) / 2.0, ab = 0, aa = 0, bb = 0;
  for (guint k = 0; k < n; k++) {
    ab += (a[k] - mean) * (b[k] - mean);
    aa += (a[k] - mean) * (a[k] - mean);
    bb += (b[k] - mean) * (b[k] - mean);
  }
  return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
}

static int window_of(const Search *search, guint64 key)
{
  for (guint w = 0; w < search->windows->len; w++)
    if (g_array_index(search->windows, CdWindow, w).key == key)
      return (int)w;
  return -1;
}

static guint64 key_of(const Search *search, guint input)
{
  const CdAccordInput *it = &search->input[input];
  return cd_draw_key(cd_scenario_row(search->found->scenario, it->kind, it->row), it->field);
}

static bool is_narrowest(const Search *search, guint input)
{
  int w = window_of(search, key_of(search, input));
  const CdWindow *window = w < 0 ? NULL : &g_array_index(search->windows, CdWindow, w);
  return window && (window->to - window->from) / 2 < NARROWEST;
}

/* The input that goes most with nearness, and its correlation; n_inputs where none is told from chance. */
static guint strongest(const Search *search, double *best)
{
  guint n = search->found->replicates, found = search->n_inputs;
  g_autofree double *near = g_new(double, n), *by_nearness = g_new(double, n), *by_x = g_new(double, n);
  g_autofree size_t *order = g_new(size_t, n);
  for (guint k = 0; k < n; k++)
    near[k] = search->record[k].step == CD_COURSE_TAKEN ? INFINITY : search->record[k].nearness;
  rank(near, n, 1, order, by_nearness);
  *best = 0;
  for (guint i = 0; i < search->n_inputs; i++) {
    if (is_narrowest(search, i))
      continue;
    rank(&search->x[i], n, search->n_inputs, order, by_x);
    double rho = correlation(by_nearness, by_x, n);
    if (fabs(rho) * sqrt(n - 1.0) < TOLD || fabs(rho) <= fabs(*best))
      continue;
    found = i;
    *best = rho;
  }
  return found;
}

static void halve(Search *search, guint input, bool upper)
{
  guint64 key = key_of(search, input);
  int w = window_of(search, key);
  if (w < 0) {
    CdWindow whole = {key, 0, 1};
    g_array_append_val(search->windows, whole);
    g_array_append_val(search->limited, input);
    w = (int)search->windows->len - 1;
  }
  CdWindow *window = &g_array_index(search->windows, CdWindow, w);
  double middle = (window->from + window->to) / 2;
  *(upper ? &window->from : &window->to) = middle;
}

/* --- The search ---------------------------------------------------------------------------------------------------------- */

static bool narrow_down(Search *search, CdShare *share)
{
  if (!draw(search, share))
    return false;
  search->found->anywhere = *share;
  for (guint step = 0; step < STEPS_MOST && share->share < ENOUGH; step++) {
    double rho;
    guint input = strongest(search, &rho);
    if (input == search->n_inputs)
      break;
    halve(search, input, rho > 0);
    if (!draw(search, share))
      return false;
  }
  return true;
}

/* Drops what is not needed; of what is left *WITHOUT[limit] tells how often it happens without. */
static bool drop_needless(Search *search, CdShare *share, GArray *without)
{
  for (guint w = 0; w < search->windows->len;) {
    CdWindow window = g_array_index(search->windows, CdWindow, w);
    guint input = g_array_index(search->limited, guint, w);
    g_array_remove_index(search->windows, w);
    g_array_remove_index(search->limited, w);
    CdShare left;
    if (!draw(search, &left))
      return false;
    if (left.share >= ABOUT_AS_OFTEN * share->share) {
      *share = left;
      continue;
    }
    g_array_insert_val(search->windows, w, window);
    g_array_insert_val(search->limited, w, input);
    g_array_append_val(without, left);
    w++;
  }
  return true;
}

static CdFoundLimit limit_of(const Search *search, guint w, CdShare without)
{
  const CdWindow *window = &g_array_index(search->windows, CdWindow, w);
  const CdAccordInput *input = &search->input[g_array_index(search->limited, guint, w)];
  const CdField *field = input->field;
  const CdValue *value = cd_field_of(cd_scenario_row(search->found->scenario, input->kind, input->row), field);
  const CdDist *dist = &value->dist;
  CdFoundLimit it = {.input = *input, .key = window->key, .from = window->from, .to = window->to, .without = without};
  it.input.path = g_strdup(input->path);
  it.limit = cd_dist_quantile(dist, window->from > 0 ? window->from : window->to, field->low, field->high);
  it.lowest = cd_dist_quantile(dist, 1e-12, field->low, field->high);
  it.highest = cd_dist_quantile(dist, 1 - 1e-12, field->low, field->high);
  return it;
}

static bool seek(Search *search)
{
  CdFound *found = search->found;
  CdShare share;
  g_autoptr(GArray) without = g_array_new(FALSE, FALSE, sizeof(CdShare));
  if (!narrow_down(search, &share))
    return false;
  if (share.n == 0) /* not even where it was nearest */
    return draw(search, &found->inside);
  if (!drop_needless(search, &share, without) || !draw(search, &found->inside))
    return false;
  if (found->inside.low <= found->anywhere.high) /* it does not hold where it was not found */
    return true;
  found->n_limits = search->windows->len;
  found->limit = g_new0(CdFoundLimit, found->n_limits + 1);
  for (guint w = 0; w < found->n_limits; w++) {
    found->limit[w] = limit_of(search, w, g_array_index(without, CdShare, w));
    found->mass *= found->limit[w].to - found->limit[w].from;
  }
  return true;
}

/* --- From outside ------------------------------------------------------------------------------------------------------ */

static bool find_event(const CdScenario *scenario, const char *id, guint *row, GError **error)
{
  int found = cd_scenario_find(scenario, CD_ENTITY_TALKS_EVENT, -1, id);
  if (found >= 0) {
    *row = (guint)found;
    return true;
  }
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; i < scenario->table[CD_ENTITY_TALKS_EVENT].n; i++)
    g_ptr_array_add(known, (gpointer)cd_scenario_talks_event(scenario, i)->head.id);
  g_autofree char *hint = cd_suggestion(id, known), *shown = g_utf8_make_valid(id, -1);
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%s asks about no course of the talks called \"%s\": %s", scenario->id,
              shown, hint ? hint : "there is no <talks-event> in it");
  return false;
}

static bool check(const CdRunOptions *options, GError **error)
{
  if (options->seconds != 0)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "a search goes by number of replicates, not by time");
  else if (options->replicates < CD_SEEK_REPLICATES_LEAST || options->replicates > CD_SEEK_REPLICATES_MOST)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%u replicates a step: at least %d and at most %d are possible",
                options->replicates, CD_SEEK_REPLICATES_LEAST, CD_SEEK_REPLICATES_MOST);
  else
    return cd_run_check(options, error);
  return false;
}

static void search_clear(Search *search)
{
  cd_session_free(search->session);
  cd_inputs_free(search->input, search->n_inputs);
  g_array_free(search->windows, TRUE);
  g_array_free(search->limited, TRUE);
  g_free(search->record);
  g_free(search->x);
}

CdFound *cd_seek(CdScenario *scenario, const char *event, const CdRunOptions *options, GError **error)
{
  guint row;
  if (!cd_run_check_talks(scenario, error) || !find_event(scenario, event, &row, error) || !check(options, error))
    return NULL;
  g_autoptr(CdFound) found = g_new0(CdFound, 1);
  found->scenario = cd_scenario_ref(scenario);
  found->event = row;
  found->mass = 1;
  found->seed = options->seed;
  found->replicates = options->replicates;
  Search search = {.found = found,
                   .session = cd_session_new(scenario, options->seed),
                   .options = options,
                   .event = cd_scenario_talks_event(scenario, row),
                   .windows = g_array_new(FALSE, FALSE, sizeof(CdWindow)),
                   .limited = g_array_new(FALSE, FALSE, sizeof(guint))};
  search.input = cd_inputs_new(scenario, &search.n_inputs);
  search.record = g_new(CdCourseRecord, found->replicates);
  search.x = g_new(double, (gsize)found->replicates *search.n_inputs + 1);
  bool done = seek(&search);
  search_clear(&search);
  if (done)
    return g_steal_pointer(&found);
  g_set_error_literal(error, CD_ERROR, CD_ERROR_STOPPED, "the search was stopped");
  return NULL;
}

void cd_found_free(CdFound *found)
{
  if (!found)
    return;
  for (guint l = 0; l < found->n_limits; l++)
    g_free(found->limit[l].input.path);
  g_free(found->limit);
  cd_scenario_unref(found->scenario);
  g_free(found);
}
