#ifndef LAGGARD_CSAMPLER_HANDLER_H
#define LAGGARD_CSAMPLER_HANDLER_H

#include "CSampler.h"

// What tells a signal of this profile's timers from all others.
void *csampler_timer_value(int32_t thread);

// Registers of an interrupted thread.
struct registers {
    uint64_t pc, sp, fp, link, context;
};

// Ranges that may be executed, in ascending order.
struct code {
    struct code *older;
    size_t count;
    csampler_range ranges[];
};

// Words of the stack that a sample takes along: 4 KiB, and 32 where no frame pointer leads on from there.
#define STACK_WORDS 512
#define MOST_STACK_WORDS 4096

// A sample with the memory that it points to.
struct slot {
    _Atomic uint64_t turn;
    csampler_sample sample;
    csampler_frame frames[CSAMPLER_FRAMES];
    uint64_t resumes[CSAMPLER_RESUMES];
    uint64_t stack[MOST_STACK_WORDS];
};

// Fills in what hangs on the registers. Async-signal-safe.
void csampler_walk(struct slot *slot, const struct registers *registers, const struct code *code);

#endif
