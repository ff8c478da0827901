#define _GNU_SOURCE
#include "CThread.h"

#include <pthread.h>
#include <sys/prctl.h>

void cthread_set_name(const char *name) { pthread_setname_np(pthread_self(), name); }

void cthread_set_timer_slack(unsigned long nanoseconds) { prctl(PR_SET_TIMERSLACK, nanoseconds, 0, 0, 0); }
