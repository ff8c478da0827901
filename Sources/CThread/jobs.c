#include "CThread.h"

#include <stddef.h>

// As swift/Runtime/Concurrency.h declares them. An executor of two zeros is the global one.
#define SWIFT_CC __attribute__((swiftcall))

typedef struct {
    void *identity;
    void *implementation;
} executor;

typedef SWIFT_CC void (*enqueue_original)(void *job);
typedef SWIFT_CC void (*enqueue_hook)(void *job, enqueue_original original);

extern enqueue_hook swift_task_enqueueGlobal_hook __attribute__((weak));
extern SWIFT_CC void swift_job_run(void *job, executor executor);

static void (*taker)(void *job);

static SWIFT_CC void enqueue(void *job, enqueue_original original) {
    (void)original;
    taker(job);
}

bool cthread_take_jobs(void (*take)(void *job)) {
    if (&swift_task_enqueueGlobal_hook == NULL) return false;
    taker = take;
    swift_task_enqueueGlobal_hook = enqueue;
    return true;
}

void cthread_run_job(void *job) {
    executor global = {NULL, NULL};
    swift_job_run(job, global);
}
