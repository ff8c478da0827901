#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "handler.h"

// Older headers have the constant and not the member.
#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

// The kernel's id for the CPU clock of any thread of this process: CPUCLOCK_PERTHREAD (4) and CPUCLOCK_SCHED (2).
static clockid_t thread_clock(int32_t thread) { return (~(clockid_t)thread << 3) | 6; }

static struct timespec span(uint64_t nanoseconds) {
    return (struct timespec){(time_t)(nanoseconds / 1000000000), (long)(nanoseconds % 1000000000)};
}

// The system calls themselves: glibc's wrappers would keep a list of their own. syscall() takes longs.
int csampler_timer_create(int32_t thread, uint64_t first_ns, uint64_t period_ns, int32_t *timer) {
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = SIGPROF;
    event.sigev_notify_thread_id = thread;
    event.sigev_value.sival_ptr = csampler_timer_value(thread);
    int id;
    // EINVAL is what the kernel says of a clock whose thread has ended.
    if (syscall(SYS_timer_create, (long)thread_clock(thread), &event, &id)) return errno == EINVAL ? ESRCH : errno;
    struct itimerspec when = {.it_interval = span(period_ns), .it_value = span(first_ns)};
    if (syscall(SYS_timer_settime, (long)id, 0L, &when, NULL)) {
        int error = errno;
        syscall(SYS_timer_delete, (long)id);
        return error;
    }
    *timer = id;
    return 0;
}

void csampler_timer_delete(int32_t timer) { syscall(SYS_timer_delete, (long)timer); }

void csampler_set_thread_name(const char *name) { pthread_setname_np(pthread_self(), name); }

void csampler_lower_priority(void) { setpriority(PRIO_PROCESS, (id_t)csampler_thread_id(), 10); }

int32_t csampler_thread_id(void) { return (int32_t)syscall(SYS_gettid); }
