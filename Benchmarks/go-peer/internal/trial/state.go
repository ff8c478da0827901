package trial

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

const (
	setup int32 = iota
	warmup
	window
	drain
	// stopping: the accounts are closed; what is still received was left in a buffer.
	stopping
)

func phaseName(phase int32) string {
	return [...]string{"setup", "warmup", "window", "drain", "drain"}[phase]
}

// state is what the goroutines of a trial tell each other.
type state struct {
	phase            atomic.Int32
	isPublishingOver atomic.Bool
	lock             sync.Mutex
	status, detail   string
	ended            chan struct{}
}

func newState() *state { return &state{ended: make(chan struct{})} }

// end asks for an end before time; a failure replaces a limit, which is only an outcome.
func (s *state) end(status, detail string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.status == "" {
		close(s.ended)
	} else if s.status == "failed" || status != "failed" {
		return
	}
	s.status, s.detail = status, detail
}

func (s *state) fail(format string, values ...any) { s.end("failed", fmt.Sprintf(format, values...)) }

func (s *state) ending() (status, detail string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.status, s.detail
}

func (s *state) isEnding() bool {
	select {
	case <-s.ended:
		return true
	default:
		return false
	}
}

// wait returns at the deadline, when done is closed, or when an ending is asked for.
func (s *state) wait(deadline int64, done <-chan struct{}) {
	timer := time.NewTimer(time.Duration(deadline - now()))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-done:
	case <-s.ended:
	}
}
