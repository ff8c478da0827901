#ifndef LAGGARD_CTHREAD_H
#define LAGGARD_CTHREAD_H

/// What Swift's Glibc module leaves out: the two calls that need `_GNU_SOURCE` or variable arguments.

/// Names the calling thread; Linux takes up to 15 bytes.
void cthread_set_name(const char *name);

/// Sets by how much the kernel may delay the calling thread's timers.
void cthread_set_timer_slack(unsigned long nanoseconds);

#endif
