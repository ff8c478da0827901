// Package trial runs one cell in this process by laggard's measuring rules: open-loop load, latency from the intended
// time, phases, and accounts that balance for every subscriber.
package trial

import (
	"syscall"
	"time"
	"unsafe"
)

var epoch = time.Now()

// now is the one clock of a trial: monotonic, in nanoseconds.
func now() int64 { return int64(time.Since(epoch)) }

const (
	spin            = 30_000
	slice           = 20_000_000
	clockMonotonic  = 1
	clockThreadCPU  = 3
	prSetTimerSlack = 29
)

// offset leads from now to the kernel's monotonic clock.
var offset = read(clockMonotonic) - now()

func read(clock uintptr) int64 {
	var t syscall.Timespec
	_, _, _ = syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(&t)), 0)
	return t.Nano()
}

// sleepUntil ends at deadline, or once isOver says so: the kernel's sleep ends a little early and a short spin does the
// rest. The runtime's own timers are rounded up to a millisecond while it is idle.
func sleepUntil(deadline int64, isOver func() bool) {
	for rest := deadline - spin - now(); rest > 0; rest = deadline - spin - now() {
		if isOver() {
			return
		}
		if rest > slice {
			rest = slice
		}
		t := syscall.NsecToTimespec(now() + rest + offset)
		_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, prSetTimerSlack, 1, 0)
		_, _, _ = syscall.Syscall6(syscall.SYS_CLOCK_NANOSLEEP, clockMonotonic, 1, uintptr(unsafe.Pointer(&t)), 0, 0, 0)
	}
	for now() < deadline {
	}
}
