#include "sim/delivery/queue.h"

#include <math.h>

#define SMALLEST 1e-17 /* of a sum: what does not count any more */
#define LARGEST 1e300  /* 1 / A is as good as nought */

/* Erlang's loss formula for C places by its recursion in c. */
static double blocking(double load, double c)
{
  double b = 1;
  for (double k = 1; k <= c; k++)
    b = load * b / (k + load * b);
  return b;
}

/* 1 / A. */
static double inverse_sum(double x, double y)
{
  double term = 1, sum = 1;
  for (double j = 1; sum < LARGEST; j++) {
    double ratio = y / (x + j);
    term *= ratio;
    sum += term;
    if (ratio < 1 && term * ratio / (1 - ratio) < SMALLEST * sum)
      return 1 / sum;
  }
  return 0;
}

/* Share of those who come who give up; C whole. */
static double giving_up(const CdQueue *queue, double c)
{
  if (c < 1)
    return 1;
  double load = queue->arrivals * queue->stay, b = blocking(load, c), r = load / c;
  double less = inverse_sum(c * queue->patience / queue->stay, queue->arrivals * queue->patience);
  double waits = b / (less + (1 - less) * b);
  return fmin(1, fmax(0, waits * (less / r + 1 - 1 / r)));
}

CdQueueBalance cd_queue_balance(const CdQueue *queue)
{
  if (queue->arrivals <= 0)
    return (CdQueueBalance){0, 0, 0, 0};
  double whole = floor(queue->places), part = queue->places - whole;
  double give_up = giving_up(queue, whole);
  if (part > 0)
    give_up += part * (giving_up(queue, whole + 1) - give_up);
  double wait = queue->patience * give_up, stays = queue->arrivals * (1 - give_up);
  return (CdQueueBalance){give_up, wait, queue->arrivals * wait,
                          queue->places > 0 ? fmin(1, stays * queue->stay / queue->places) : 0};
}
