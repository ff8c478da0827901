package broker

import "time"

// after is the article's first version: a timer for every send, in the runtime's heap until it fires.
func after[M any](b *broadcast[M]) (func(int), func()) {
	return func(start int) {
		for j := start; j < len(b.subscribers); j += b.partitions {
			s := &b.subscribers[j]
			began := b.begin(s)
			select {
			case s.messages <- b.message:
			case <-time.After(b.timeout):
				b.drop(s, TimedOut)
			case <-b.exit:
				b.leave(j)
				return
			}
			b.end(began)
		}
	}, nothing
}

// sharedTimer is the article's first fix: one timer for all partitions, reset without draining, and stopped when the
// broadcast call returns.
func sharedTimer[M any](b *broadcast[M]) (func(int), func()) {
	idle := time.NewTimer(b.timeout)
	return func(start int) {
		for j := start; j < len(b.subscribers); j += b.partitions {
			s := &b.subscribers[j]
			idle.Reset(b.timeout)
			began := b.begin(s)
			select {
			case s.messages <- b.message:
			case <-idle.C:
				b.drop(s, TimedOut)
			case <-b.exit:
				b.leave(j)
				return
			}
			b.end(began)
		}
	}, func() { idle.Stop() }
}

// sharedTicker is the article's second fix: one ticker for all partitions, stopped when the broadcast call returns,
// which, detached, is at once.
func sharedTicker[M any](b *broadcast[M]) (func(int), func()) {
	idle := time.NewTicker(b.timeout)
	return func(start int) {
		for j := start; j < len(b.subscribers); j += b.partitions {
			s := &b.subscribers[j]
			began := b.begin(s)
			select {
			case s.messages <- b.message:
			case <-idle.C:
				b.drop(s, TimedOut)
			case <-b.exit:
				b.leave(j)
				return
			}
			b.end(began)
		}
	}, idle.Stop
}
