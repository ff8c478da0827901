#ifndef LAGGARD_CTHREAD_H
#define LAGGARD_CTHREAD_H

#include <stdbool.h>

/// What Swift's Glibc module leaves out: the two calls that need `_GNU_SOURCE` or variable arguments. And what Swift's
/// own modules leave out: the runtime's hook for jobs.

/// Names the calling thread; Linux takes up to 15 bytes.
void cthread_set_name(const char *name);

/// Sets by how much the kernel may delay the calling thread's timers.
void cthread_set_timer_slack(unsigned long nanoseconds);

/// From now on every job that Swift would give to its global executor goes to `take` instead. False if this runtime has
/// no hook for that.
bool cthread_take_jobs(void (*take)(void *job));

/// Runs a job on the calling thread, as the global executor would.
void cthread_run_job(void *job);

#endif
