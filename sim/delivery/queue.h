/* queue.h - a queue for places in its balance: the Palm queue (M/M/c+M, "Erlang A"), in which those who wait give up.
 *
 * Palm 1957; formulas as in Garnett, Mandelbaum & Reiman, "Designing a call center with impatient customers", Manufacturing & Service
 * Operations Management 4 (2002) 208-227. With l arrivals a week, mean stay s, mean patience t, c places, a = l s, B Erlang's loss formula,
 *   A = 1 + sum over j of (l t)^j / ((x + 1) ... (x + j)),  x = c t / s
 *   P(wait) = A B / (1 + (A - 1) B)        P(give up) = P(wait) (1 / (r A) + 1 - 1 / r),  r = a / c
 *   mean wait of all who come = t P(give up)        (exact: they give up at the rate 1 / t while they wait)
 * There is a balance however many come: those who exceed the places give up. As patience grows it becomes Erlang's C. Arrivals are Poisson,
 * stays and patience exponential; where stays are all alike waits are shorter. */
#pragma once

typedef struct {
  double arrivals; /* a week; at least 0 */
  double stay;     /* weeks, above 0 */
  double patience; /* weeks, above 0 */
  double places; /* at least 0; the fraction is there for that part of the time: means lie between those of the two whole numbers */
} CdQueue;

typedef struct {
  double give_up; /* share of those who come */
  double wait;    /* weeks, mean of all who come: until they have a place or give up */
  double waiting; /* people, mean */
  double use;     /* share of the places that are taken, mean; 0 where there are none */
} CdQueueBalance;

CdQueueBalance cd_queue_balance(const CdQueue *queue);
