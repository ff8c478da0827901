#define _GNU_SOURCE
#include <dlfcn.h>

#include "CSampler.h"

// Where jemalloc is part of the executable itself, only the linker can find it; where it was preloaded, only dlsym.
extern int mallctl(const char *, void *, size_t *, void *, size_t) __attribute__((weak));

csampler_mallctl csampler_find_mallctl(void) {
    if (mallctl) return mallctl;
    return (csampler_mallctl)dlsym(RTLD_DEFAULT, "mallctl");
}
