package broker

import "time"

// ownTimer repairs sharedTimer: a timer per partition, stopped, drained and reset before each send.
func ownTimer[M any](b *broadcast[M]) (func(int), func()) {
	return func(start int) {
		idle := time.NewTimer(b.timeout)
		defer idle.Stop()
		for j := start; j < len(b.subscribers); j += b.partitions {
			s := &b.subscribers[j]
			if !idle.Stop() {
				select {
				case <-idle.C:
				default:
				}
			}
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
	}, nothing
}

// ownTicker repairs sharedTicker: a ticker per partition, alive as long as its sender. A send that finds room takes it;
// a tick from before a wait does not end it.
func ownTicker[M any](b *broadcast[M]) (func(int), func()) {
	return func(start int) {
		idle := time.NewTicker(b.timeout)
		defer idle.Stop()
		for j := start; j < len(b.subscribers); j += b.partitions {
			s := &b.subscribers[j]
			select {
			case s.messages <- b.message:
				continue
			default:
			}
			select {
			case <-idle.C:
			default:
			}
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
	}, nothing
}

// try is drop-newest: never waits, needs neither sender nor timer.
func (b *broadcast[M]) try() {
	for j := range b.subscribers {
		select {
		case b.subscribers[j].messages <- b.message:
		default:
			b.drop(&b.subscribers[j], RejectedNewest)
		}
	}
}
