#ifndef LAGGARD_JEMALLOCPROFILING_H
#define LAGGARD_JEMALLOCPROFILING_H

/// What jemalloc reads at the program's start, before the environment variable MALLOC_CONF: its profiler is there, and
/// off until it is asked for.
extern const char *malloc_conf;

#endif
