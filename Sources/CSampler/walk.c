#include "handler.h"

// A frame record with the word below it, where a Swift async function keeps its context.
struct record {
    uint64_t below, caller, return_address;
};

// Memory read last: most frame records lie close to their caller's.
struct window {
    uint64_t address;
    size_t count;
    uint64_t words[64];
};

// The largest frame that is believed.
#define LARGEST_FRAME (16u << 20)

static bool is_code(const struct code *code, uint64_t address) {
    size_t low = 0, high = code->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (address >= code->ranges[middle].high) {
            low = middle + 1;
        } else if (address < code->ranges[middle].low) {
            high = middle;
        } else {
            return true;
        }
    }
    return false;
}

// Pointers that are signed carry the signature in bits that no address of a user has.
static uint64_t stripped(uint64_t address) {
#if defined(__aarch64__)
    register uint64_t link __asm__("x30") = address;
    __asm__("hint #7" : "+r"(link));
    return link;
#else
    return address;
#endif
}

static bool read_record(struct window *window, uint64_t frame, struct record *record) {
    uint64_t start = frame - 8;
    if (start < window->address || start + sizeof *record > window->address + window->count * 8) {
        window->address = start;
        window->count = csampler_read(start, window->words, sizeof window->words) / 8;
        if (window->count < 3) return false;
    }
    const uint64_t *words = &window->words[(start - window->address) / 8];
    *record = (struct record){words[0], words[1], stripped(words[2])};
    return true;
}

// Whether a frame record may be at `frame`, seen from what lies at `below` on the stack.
static bool is_plausible(uint64_t frame, uint64_t below) {
    return frame % 8 == 0 && frame >= below && frame - below < LARGEST_FRAME;
}

// Follows a Swift async context: it begins with the caller's context and the address where that resumes. Whatever else
// lies there is told from one by an address that cannot be executed.
static size_t read_resumes(const struct code *code, uint64_t context, uint64_t *resumes) {
    size_t count = 0;
    while (count < CSAMPLER_RESUMES && context && context % 16 == 0) {
        uint64_t words[2];
        if (csampler_read(context, words, sizeof words) != sizeof words) break;
        uint64_t resume = stripped(words[1]);
        if (!is_code(code, resume)) break;
        resumes[count++] = resume;
        context = stripped(words[0]);
    }
    return count;
}

// The first frame record from `start` up, where the frame pointer leads to none: code without frame pointers uses the
// register for something else. `start` moves behind it.
static uint64_t find_record(struct slot *slot, const struct code *code, uint64_t *start) {
    csampler_sample *sample = &slot->sample;
    const uint64_t *words = slot->stack;
    size_t i = (*start - sample->sp) / 8;
    for (;;) {
        for (; i + 1 < sample->stack_count; i++) {
            uint64_t frame = sample->sp + i * 8;
            if (words[i] > frame && is_plausible(words[i], frame) && is_code(code, stripped(words[i + 1]))) {
                *start = frame + 8;
                return frame;
            }
        }
        if (sample->stack_count != STACK_WORDS) return 0;
        sample->stack_count += csampler_read(sample->sp + sizeof(uint64_t) * STACK_WORDS, slot->stack + STACK_WORDS,
                                             sizeof(uint64_t) * (MOST_STACK_WORDS - STACK_WORDS)) / 8;
        if (sample->stack_count == STACK_WORDS) return 0;
    }
}

void csampler_walk(struct slot *slot, const struct registers *registers, const struct code *code) {
    csampler_sample *sample = &slot->sample;
    uint64_t sp = registers->sp & ~(uint64_t)7;
    sample->pc = registers->pc;
    sample->sp = sp;
    sample->fp = registers->fp;
    sample->link = stripped(registers->link);
    sample->stack_count = csampler_read(sp, slot->stack, sizeof(uint64_t) * STACK_WORDS) / 8;
    sample->frame_count = sample->resume_count = 0;
    sample->resume_frame = -1;
    sample->truncated = false;

    struct window window = {0, 0, {0}};
    struct record record;
    // Where to look on when the chain breaks: only ever further up.
    uint64_t start = sp;
    uint64_t frame = is_plausible(registers->fp, sp) ? registers->fp : find_record(slot, code, &start);
    while (frame) {
        if (!read_record(&window, frame, &record) || !is_code(code, record.return_address)) {
            frame = find_record(slot, code, &start);
            continue;
        }
        if (sample->frame_count == CSAMPLER_FRAMES) {
            sample->truncated = true;
            break;
        }
        if (!sample->resume_count && !(record.below >= sp && record.below <= frame)) {
            sample->resume_count = read_resumes(code, record.below, slot->resumes);
            if (sample->resume_count) sample->resume_frame = (int64_t)sample->frame_count;
        }
        slot->frames[sample->frame_count++] = (csampler_frame){frame, record.return_address};
        // A thread's first function has no caller.
        if (record.caller == 0) break;
        start = frame + 16;
        bool leads_on = record.caller > frame && is_plausible(record.caller, frame);
        frame = leads_on ? record.caller : find_record(slot, code, &start);
    }
    if (!sample->resume_count) sample->resume_count = read_resumes(code, registers->context, slot->resumes);
}
