#define _GNU_SOURCE
#include "handler.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

// Samples go through a ring that many threads write, in their handlers, and one reads. A slot whose turn is n may be
// filled by the n-th writer; when its turn is n + 1, it may be read.
struct ring {
    uint64_t count;
    _Atomic uint64_t written;
    _Atomic uint64_t lost;
    uint64_t read;
    struct slot slots[];
};

// What the handler uses: NULL when no profile runs.
static _Atomic(struct ring *) active;
static _Atomic(struct code *) code;
// Threads that are in the handler.
static atomic_uint inside;
// Which profile's signals count.
static _Atomic uint32_t generation;

// The ring of the profile that runs or that was not freed yet, its size, and the process that began it: a fork has no
// timers and none of these threads.
static struct ring *owned;
static size_t owned_bytes;
static pid_t owner;
// Who had SIGPROF before.
static struct sigaction previous;

#define VALUE_MARK 0x5a5bull

void *csampler_timer_value(int32_t thread) {
    uint64_t turn = atomic_load_explicit(&generation, memory_order_relaxed) & 0xffff;
    return (void *)(VALUE_MARK << 48 | turn << 32 | (uint32_t)thread);
}

static bool is_ours(const siginfo_t *info) {
    return info->si_code == SI_TIMER && (uint64_t)info->si_value.sival_ptr >> 48 == VALUE_MARK;
}

static bool is_current(const siginfo_t *info) {
    uint64_t turn = (uint64_t)info->si_value.sival_ptr >> 32 & 0xffff;
    return turn == (atomic_load_explicit(&generation, memory_order_relaxed) & 0xffff);
}

static struct registers registers_of(const ucontext_t *context) {
#if defined(__x86_64__)
    const greg_t *all = context->uc_mcontext.gregs;
    return (struct registers){.pc = (uint64_t)all[REG_RIP], .sp = (uint64_t)all[REG_RSP], .fp = (uint64_t)all[REG_RBP],
                              .context = (uint64_t)all[REG_R14]};
#elif defined(__aarch64__)
    const mcontext_t *all = &context->uc_mcontext;
    return (struct registers){.pc = all->pc, .sp = all->sp, .fp = all->regs[29], .link = all->regs[30],
                              .context = all->regs[22]};
#else
#error "The sampler knows x86_64 and aarch64."
#endif
}

static struct slot *claim(struct ring *ring) {
    uint64_t turn = atomic_load_explicit(&ring->written, memory_order_relaxed);
    for (;;) {
        struct slot *slot = &ring->slots[turn & (ring->count - 1)];
        int64_t ahead = (int64_t)(atomic_load_explicit(&slot->turn, memory_order_acquire) - turn);
        if (ahead < 0) return NULL;
        if (ahead > 0) {
            turn = atomic_load_explicit(&ring->written, memory_order_relaxed);
        } else if (atomic_compare_exchange_weak_explicit(&ring->written, &turn, turn + 1, memory_order_relaxed,
                                                         memory_order_relaxed)) {
            return slot;
        }
    }
}

static void take_sample(struct ring *ring, const siginfo_t *info, const ucontext_t *context) {
    uint32_t weight = 1 + (info->si_overrun > 0 ? (uint32_t)info->si_overrun : 0);
    struct slot *slot = claim(ring);
    if (!slot) {
        atomic_fetch_add_explicit(&ring->lost, weight, memory_order_relaxed);
        return;
    }
    slot->sample.weight = weight;
    slot->sample.thread = (int32_t)(uint64_t)info->si_value.sival_ptr;
    struct registers registers = registers_of(context);
    csampler_walk(slot, &registers, atomic_load_explicit(&code, memory_order_acquire));
    // Whoever claimed the slot is the only one to touch it, so its turn has not changed since.
    uint64_t turn = atomic_load_explicit(&slot->turn, memory_order_relaxed);
    atomic_store_explicit(&slot->turn, turn + 1, memory_order_release);
}

// A signal of someone else's timer goes to whoever had SIGPROF before. The default, to end the process, is not kept.
static void pass_on(int signal, siginfo_t *info, void *context) {
    if (previous.sa_flags & SA_SIGINFO) {
        previous.sa_sigaction(signal, info, context);
    } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
        previous.sa_handler(signal);
    }
}

static void handle(int signal, siginfo_t *info, void *context) {
    int saved = errno;
    if (is_ours(info)) {
        // Counted before `active` is read, in the one order that all threads agree on: csampler_stop clears `active`
        // and then waits for the count.
        atomic_fetch_add(&inside, 1);
        struct ring *ring = atomic_load(&active);
        if (ring && is_current(info)) take_sample(ring, info, context);
        atomic_fetch_sub(&inside, 1);
    } else {
        pass_on(signal, info, context);
    }
    errno = saved;
}

int csampler_set_code(const csampler_range *ranges, size_t count) {
    struct code *new = malloc(sizeof *new + count * sizeof *ranges);
    if (!new) return ENOMEM;
    new->count = count;
    memcpy(new->ranges, ranges, count * sizeof *ranges);
    // A handler may still be reading the older ones: they are kept until csampler_free.
    new->older = atomic_load_explicit(&code, memory_order_relaxed);
    atomic_store_explicit(&code, new, memory_order_release);
    return 0;
}

static void free_code(void) {
    struct code *next = atomic_exchange(&code, NULL);
    while (next) {
        struct code *older = next->older;
        free(next);
        next = older;
    }
}

static struct ring *make_ring(uint32_t slots) {
    owned_bytes = sizeof(struct ring) + slots * sizeof(struct slot);
    struct ring *ring = mmap(NULL, owned_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (ring == MAP_FAILED) return NULL;
    ring->count = slots;
    for (uint32_t i = 0; i < slots; i++) {
        struct slot *slot = &ring->slots[i];
        atomic_store_explicit(&slot->turn, i, memory_order_relaxed);
        slot->sample.frames = slot->frames;
        slot->sample.stack = slot->stack;
        slot->sample.resumes = slot->resumes;
    }
    return ring;
}

int csampler_start(uint32_t slots, const csampler_range *ranges, size_t count) {
    if (owned && owner != getpid()) {
        // A fork during a profile: nothing here runs any more.
        atomic_store(&active, NULL);
        atomic_store(&inside, 0);
        owned = NULL;
    }
    if (owned) return EBUSY;
    owned = make_ring(slots);
    if (!owned) return ENOMEM;
    owner = getpid();
    int error = csampler_set_code(ranges, count);
    if (!error) {
        atomic_fetch_add(&generation, 1);
        atomic_store(&active, owned);
        // SA_RESTART for the program's system calls; its own signal stacks are used where it has some; no other
        // handler may leave this one by a jump.
        struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
        sigfillset(&action.sa_mask);
        struct sigaction before;
        if (sigaction(SIGPROF, NULL, &before) == 0 && !(before.sa_flags & SA_SIGINFO && before.sa_sigaction == handle)) {
            previous = before;
        }
        if (sigaction(SIGPROF, &action, NULL)) error = errno;
    }
    if (error) {
        atomic_store(&active, NULL);
        csampler_free();
    }
    return error;
}

const csampler_sample *csampler_next(void) {
    if (!owned) return NULL;
    struct slot *slot = &owned->slots[owned->read & (owned->count - 1)];
    bool is_full = atomic_load_explicit(&slot->turn, memory_order_acquire) == owned->read + 1;
    return is_full ? &slot->sample : NULL;
}

void csampler_release(void) {
    struct slot *slot = &owned->slots[owned->read & (owned->count - 1)];
    atomic_store_explicit(&slot->turn, owned->read + owned->count, memory_order_release);
    owned->read++;
}

uint64_t csampler_lost(void) { return owned ? atomic_load_explicit(&owned->lost, memory_order_relaxed) : 0; }

void csampler_stop(void) {
    atomic_store(&active, NULL);
    struct sigaction now;
    if (sigaction(SIGPROF, NULL, &now) == 0 && now.sa_flags & SA_SIGINFO && now.sa_sigaction == handle) {
        // Signals of deleted timers may still be pending, and the default for them is to end the process. Ignoring
        // SIGPROF throws them away, in every thread, blocked or not.
        struct sigaction ignore = {.sa_handler = SIG_IGN};
        sigaction(SIGPROF, &ignore, NULL);
        sigaction(SIGPROF, &previous, NULL);
    }
    // A handler takes microseconds; a thread in one may have to wait for a CPU.
    for (int i = 0; i < 20000 && atomic_load(&inside); i++) {
        nanosleep(&(struct timespec){0, 50000}, NULL);
    }
}

void csampler_free(void) {
    if (!owned) return;
    // Rather lose the memory than take it from a handler that is still there after a second.
    if (!atomic_load(&inside)) {
        munmap(owned, owned_bytes);
        free_code();
    }
    owned = NULL;
}
