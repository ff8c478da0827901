package trial

import (
	"os"
	"runtime/metrics"
	"strconv"
	"strings"
	"syscall"
)

// heap reads the runtime's own counts, without stopping it.
type heap struct{ samples []metrics.Sample }

func newHeap() *heap {
	names := []string{
		"/memory/classes/heap/objects:bytes", "/memory/classes/heap/unused:bytes",
		"/memory/classes/metadata/mcache/inuse:bytes", "/memory/classes/metadata/mspan/inuse:bytes",
		"/memory/classes/metadata/other:bytes", "/memory/classes/total:bytes", "/memory/classes/heap/released:bytes",
	}
	h := &heap{}
	for _, name := range names {
		h.samples = append(h.samples, metrics.Sample{Name: name})
	}
	return h
}

// heapFigures are in laggard's words: allocated is the runtime's HeapAlloc, garbage not yet swept included.
type heapFigures struct{ allocated, active, metadata, mapped, retained uint64 }

func (h *heap) read() heapFigures {
	metrics.Read(h.samples)
	value := func(i int) uint64 { return h.samples[i].Value.Uint64() }
	return heapFigures{
		allocated: value(0), active: value(0) + value(1), metadata: value(2) + value(3) + value(4),
		mapped: value(5), retained: value(6),
	}
}

func usage() (u syscall.Rusage) {
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u
}

func seconds(t syscall.Timeval) float64 { return float64(t.Nano()) / 1e9 }

// residentBytes is nil where the kernel does not say.
func residentBytes() *int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return nil
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return nil
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return nil
	}
	bytes := pages * int64(os.Getpagesize())
	return &bytes
}
