#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <math.h>
#include "sim/delivery/queue.h"
#include "tests/unit/near.h"

static void assert_within(double x, double want, double tolerance)
{
  if (!(fabs(x - want) <= tolerance))
    fail_msg("%.12g, not %.12g", x, want);
}

/* Garnett, Mandelbaum & Reiman 2002, table 1: 48 calls a minute of a minute each, 50 agents, patience of two minutes: 3.1 % give up, a mean
 * wait of 3.7 seconds, 3 waiting, 93 % of agents busy. */
static void published_figures_of_a_queue_that_people_leave_come_out(void **state)
{
  (void)state;
  CdQueueBalance it = cd_queue_balance(&(CdQueue){.arrivals = 48, .stay = 1, .patience = 2, .places = 50});
  assert_within(it.give_up, 0.031, 0.0005);
  assert_within(60 * it.wait, 3.7, 0.05);
  assert_within(it.waiting, 3, 0.05);
  assert_within(it.use, 0.93, 0.005);
}

/* Where nobody loses patience it is Erlang's C. The same table: 20.8 seconds. A textbook's clinic (Gross & Harris): 6 come an hour, three
 * doctors take 20 minutes each, a wait of 4/27 of an hour. One server: r s / (1 - r). */
static void endless_patience_makes_it_erlang_s_c(void **state)
{
  (void)state;
  assert_within(60 * cd_queue_balance(&(CdQueue){48, 1, 1e7, 50}).wait, 20.8, 0.1);
  assert_within(cd_queue_balance(&(CdQueue){6, 1.0 / 3, 1e6, 3}).wait, 4.0 / 27, 1e-5);
  assert_within(cd_queue_balance(&(CdQueue){0.4, 2, 1e6, 1}).wait, 0.8 * 2 / 0.2, 1e-3);
}

/* The stationary distribution of people in the system, summed up: who is at place n leaves at n / s, who waits at 1 / t. */
static CdQueueBalance by_its_states(const CdQueue *queue)
{
  enum { MOST = 3000 };
  int c = (int)queue->places;
  g_autofree double *p = g_new0(double, MOST);
  double sum = p[0] = 1;
  for (int n = 1; n < MOST; n++) {
    p[n] = p[n - 1] * queue->arrivals / (MIN(n, c) / queue->stay + MAX(0, n - c) / queue->patience);
    sum += p[n];
  }
  double waiting = 0, taken = 0;
  for (int n = 0; n < MOST; n++) {
    waiting += MAX(0, n - c) * p[n] / sum;
    taken += MIN(n, c) * p[n] / sum;
  }
  return (CdQueueBalance){waiting / queue->patience / queue->arrivals, waiting / queue->arrivals, waiting, taken / c};
}

static void a_balance_is_that_of_its_states(void **state)
{
  (void)state;
  static const double load[] = {0.2, 0.7, 1, 1.6}, patience[] = {0.3, 1, 8}, places[] = {1, 2, 5, 14};
  for (guint l = 0; l < 4; l++)
    for (guint p = 0; p < 3; p++)
      for (guint c = 0; c < 4; c++) {
        CdQueue queue = {load[l] * places[c] / 1.5, 1.5, patience[p], places[c]};
        CdQueueBalance it = cd_queue_balance(&queue), want = by_its_states(&queue);
        assert_nine(it.give_up, want.give_up);
        assert_nine(it.wait, want.wait);
        assert_nine(it.waiting, want.waiting);
        assert_nine(it.use, want.use);
      }
}

static void where_nobody_comes_nobody_waits(void **state)
{
  (void)state;
  CdQueueBalance it = cd_queue_balance(&(CdQueue){0, 2, 8, 3});
  assert_true(it.wait == 0 && it.give_up == 0 && it.waiting == 0 && it.use == 0);
}

static void where_there_is_no_place_all_wait_as_long_as_they_can(void **state)
{
  (void)state;
  CdQueueBalance it = cd_queue_balance(&(CdQueue){0.5, 2, 8, 0});
  assert_nine(it.give_up, 1);
  assert_nine(it.wait, 8);
  assert_nine(it.waiting, 4);
  assert_true(it.use == 0);
}

/* A place for half of the time: half of the difference that a whole one makes. */
static void a_part_of_a_place_is_there_for_part_of_the_time(void **state)
{
  (void)state;
  double two = cd_queue_balance(&(CdQueue){1, 2, 8, 2}).wait, three = cd_queue_balance(&(CdQueue){1, 2, 8, 3}).wait;
  assert_nine(cd_queue_balance(&(CdQueue){1, 2, 8, 2.5}).wait, (two + three) / 2);
}

/* Far more than there are places for: all but those that fit in give up, without anything overflowing. */
static void a_crowd_leaves_what_does_not_fit_in(void **state)
{
  (void)state;
  CdQueueBalance it = cd_queue_balance(&(CdQueue){10000, 1, 50, 1000});
  assert_nine(it.give_up, 0.9);
  assert_nine(it.use, 1);
  it = cd_queue_balance(&(CdQueue){1e-9, 1, 50, 1000});
  assert_true(it.wait == 0 && it.use > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(published_figures_of_a_queue_that_people_leave_come_out),
      cmocka_unit_test(endless_patience_makes_it_erlang_s_c),
      cmocka_unit_test(a_balance_is_that_of_its_states),
      cmocka_unit_test(where_nobody_comes_nobody_waits),
      cmocka_unit_test(where_there_is_no_place_all_wait_as_long_as_they_can),
      cmocka_unit_test(a_part_of_a_place_is_there_for_part_of_the_time),
      cmocka_unit_test(a_crowd_leaves_what_does_not_fit_in),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
