#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include "sim/engine/replicate.h"
#include "tests/unit/small.h"

/* Sanitizers bring an allocator of their own, which cannot be stood before. */
#if defined(__SANITIZE_ADDRESS__)
#define COUNTS 0
#elif defined(__has_feature)
#define COUNTS !__has_feature(address_sanitizer)
#else
#define COUNTS 1
#endif

#if COUNTS
static guint n_allocated;
static bool counting;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *at, size_t size);

static void note(void)
{
  n_allocated += counting;
}

void *malloc(size_t size)
{
  note();
  return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
  note();
  return __libc_calloc(n, size);
}

void *realloc(void *at, size_t size)
{
  note();
  return __libc_realloc(at, size);
}

static void begin(void)
{
  n_allocated = 0;
  counting = true;
}

static guint end(void)
{
  counting = false;
  return n_allocated;
}

static void allocations_are_counted(void **state)
{
  (void)state;
  begin();
  g_free(g_strdup("text"));
  assert_int_equal(end(), 1);
}

static void a_draw_of_the_inputs_allocates_nothing(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_small_scenario();
  g_autoptr(CdWorld) world = cd_world_new(scenario);
  begin();
  for (guint32 k = 0; k < 3; k++)
    cd_world_draw(world, 1, k);
  assert_int_equal(end(), 0);
}

static void a_replicate_allocates_nothing(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_small_scenario();
  cd_small_add(
      scenario, CD_ENTITY_PROVIDER, NULL, "one",
      "kind=nhs-trust efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 bid-cost=5000 risk-aversion=1");
  cd_small_add_structures(scenario);
  CdEngine *engine = cd_engine_new(scenario, 1);
  CdWorker *worker = cd_worker_new(engine);
  g_autofree double *value = g_new(double, (gsize)cd_engine_arms(engine) * CD_LUCKS * cd_engine_layout(engine)->n);
  for (guint32 k = 0; k < 3; k++) /* the arena grows to what one takes */
    cd_engine_replicate(engine, worker, k, value, NULL, NULL, NULL, NULL);
  begin();
  cd_engine_replicate(engine, worker, 3, value, NULL, NULL, NULL, NULL);
  guint taken = end();
  cd_worker_free(worker);
  cd_engine_free(engine);
  assert_int_equal(taken, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(allocations_are_counted),
      cmocka_unit_test(a_draw_of_the_inputs_allocates_nothing),
      cmocka_unit_test(a_replicate_allocates_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
#else
int main(void)
{
  return 0;
}
#endif
