#ifndef CPLOTLY_H
#define CPLOTLY_H

#include <stddef.h>

/// Version of the package on PyPI that plotly.min.js is taken from: the one place that says it. After a change run
/// scripts/take-plotly, which also sets the line below.
#define CPLOTLY_PACKAGE_VERSION "6.9.0"
/// Version of plotly.js in it.
#define CPLOTLY_VERSION "3.7.0"

extern const unsigned char cplotly_gzip[], cplotly_gzip_end[], cplotly_licence[], cplotly_licence_end[];

/// plotly.min.js, compressed with gzip.
static inline const void *cplotly_gzip_bytes(void) { return cplotly_gzip; }
/// Its length in bytes.
static inline size_t cplotly_gzip_length(void) { return (size_t)(cplotly_gzip_end - cplotly_gzip); }

/// The licence that plotly.js comes under: text.
static inline const void *cplotly_licence_bytes(void) { return cplotly_licence; }
/// Its length in bytes.
static inline size_t cplotly_licence_length(void) { return (size_t)(cplotly_licence_end - cplotly_licence); }

#endif
