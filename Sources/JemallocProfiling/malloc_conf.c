#include "JemallocProfiling.h"

#include <jemalloc/jemalloc.h>

const char *malloc_conf = "prof:true,prof_active:false,prof_accum:true,lg_prof_sample:17";

// Sees to it that a linker which leaves out libraries that nobody uses does not leave out jemalloc.
__attribute__((used)) static int (*const uses_jemalloc)(const char *, void *, size_t *, void *, size_t) = mallctl;
