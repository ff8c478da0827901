#ifndef LAGGARD_CSAMPLER_H
#define LAGGARD_CSAMPLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What a CPU profile needs that cannot be Swift: a signal handler, timers of other threads, registers, and memory that
/// may not be there. All but the handler itself is called from one thread at a time.

/// An address range, `low` included and `high` not.
typedef struct {
    uint64_t low, high;
} csampler_range;

/// A frame record: where a function keeps its caller's frame pointer and, above it, the address it returns to.
typedef struct {
    uint64_t address, return_address;
} csampler_frame;

/// One sample, as the handler found it.
typedef struct {
    int32_t thread;
    /// Periods of CPU time that it stands for: more than 1 where the thread kept the signal waiting.
    uint32_t weight;
    uint64_t pc, sp, fp;
    /// Where the leaf function returns to, on machines that have a register for it; else 0.
    uint64_t link;
    /// The chain of frame records, from the leaf up.
    const csampler_frame *frames;
    size_t frame_count;
    /// The stack's words, from `sp` up.
    const uint64_t *stack;
    size_t stack_count;
    /// Where the callers of a Swift async function will resume, innermost first.
    const uint64_t *resumes;
    size_t resume_count;
    /// The frame record that led to `resumes`, by its index; -1: a register did.
    int64_t resume_frame;
    /// Whether there were more frames than fit.
    bool truncated;
} csampler_sample;

/// Longest chain of frame records in a sample.
#define CSAMPLER_FRAMES 256
/// Longest chain of resume addresses in a sample.
#define CSAMPLER_RESUMES 64

/// Takes SIGPROF and makes room for `slots` samples, a power of two. `code` are the ranges that may be executed, in
/// ascending order; they are copied. Returns 0, or an errno: EBUSY while a profile runs.
int csampler_start(uint32_t slots, const csampler_range *code, size_t code_count);

/// Replaces the ranges, after a library was loaded. 0 or an errno.
int csampler_set_code(const csampler_range *code, size_t code_count);

/// Arms a timer on the CPU clock of one of this process's threads: first after `first_ns`, then every `period_ns`.
/// Returns 0, or an errno: ESRCH if the thread has ended, EAGAIN if RLIMIT_SIGPENDING allows no more timers.
int csampler_timer_create(int32_t thread, uint64_t first_ns, uint64_t period_ns, int32_t *timer);
void csampler_timer_delete(int32_t timer);

/// The oldest sample that has not been released, or NULL. It is valid until `csampler_release`.
const csampler_sample *csampler_next(void);
void csampler_release(void);

/// Periods of CPU time whose samples found no room.
uint64_t csampler_lost(void);

/// Gives SIGPROF back. Every timer must have been deleted. Samples can still be read.
void csampler_stop(void);

/// Gives the memory back.
void csampler_free(void);

/// Copies memory of this process, all or what comes before the first page that cannot be read. Returns how many bytes;
/// needs no lock and no valid address.
size_t csampler_read(uint64_t address, void *bytes, size_t count);

/// Whether `csampler_read` may be used in this process: a sandbox may forbid its system call. 0 or an errno.
int csampler_can_read(void);

/// A part of the program: the executable, a shared library, or what the kernel maps.
typedef struct {
    /// As the loader knows it; empty for the executable.
    const char *path;
    /// Added to every address that the file itself names.
    uint64_t bias;
    /// Where its first byte is mapped, and where its last executable segment ends.
    uint64_t low, high;
    /// Its executable segments.
    const csampler_range *code;
    size_t code_count;
    /// Offset in the file of what is mapped at `low`.
    uint64_t file_offset;
    /// The table of its unwind information (.eh_frame_hdr), or 0.
    uint64_t unwind_table;
    const uint8_t *build_id;
    size_t build_id_count;
} csampler_image;

/// Calls `each` for every image; the loader's lock is held meanwhile, so `each` must neither load nor unload anything.
void csampler_images(void (*each)(const csampler_image *image, void *context), void *context);

/// How often the loader has loaded and unloaded.
uint64_t csampler_images_generation(void);

/// The name of the exported function at an address, cut to what fits. False where there is none.
bool csampler_exported_name(uint64_t address, char *name, size_t size);

/// Names the calling thread; Linux takes up to 15 bytes.
void csampler_set_thread_name(const char *name);

/// Gives the calling thread a tenth of the CPU time that others get, where they want it.
void csampler_lower_priority(void);

/// The thread's id in the kernel.
int32_t csampler_thread_id(void);

/// Empty memory that has a path, `/proc/self/fd/` and the descriptor: for who will only write to files. -1: errno.
int csampler_memory_file(const char *name);

/// A descriptor that becomes readable once something is written to it (`eventfd`). -1: errno.
int csampler_event(void);

/// jemalloc's way to read and write its settings.
typedef int (*csampler_mallctl)(const char *name, void *old, size_t *old_size, void *new_, size_t new_size);

/// NULL where this process has no jemalloc.
csampler_mallctl csampler_find_mallctl(void);

/// Takes a connection in; what it starts does not inherit it. -1: errno.
int csampler_accept(int listener);

/// What `poll` reports of a client that sends nothing more.
#define CSAMPLER_POLLRDHUP 0x2000

#endif
