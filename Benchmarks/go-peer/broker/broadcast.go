package broker

import (
	"sync"
	"time"
)

// broadcast is one message on its way to the subscriptions that its topic had when it was published.
type broadcast[M any] struct {
	message     M
	subscribers []subscription[M]
	partitions  int
	timeout     time.Duration
	exit        <-chan struct{}
	observer    Observer[M]
}

func (b *Broker[M]) broadcast(message M, subscribers []subscription[M]) {
	cast := &broadcast[M]{
		message: message, subscribers: subscribers, partitions: b.options.Partitions,
		timeout: b.options.Timeout, exit: b.exit, observer: b.observer,
	}
	if cast.partitions == 0 {
		cast.partitions = ArticlePartitions(len(subscribers))
	}
	if b.options.Strategy == DropNewest {
		cast.try()
		return
	}
	serve, returned := b.strategy(cast)
	defer returned()
	b.senders.add(int64(cast.partitions))
	if !b.options.Awaited {
		b.busy.Add(cast.partitions)
		for partition := 0; partition < cast.partitions; partition++ {
			go func(partition int) {
				defer b.busy.Done()
				serve(partition)
				b.senders.add(-1)
			}(partition)
		}
		return
	}
	// The caller would only wait: it serves a partition itself, which spares a goroutine.
	var others sync.WaitGroup
	others.Add(cast.partitions - 1)
	for partition := 1; partition < cast.partitions; partition++ {
		go func(partition int) {
			defer others.Done()
			serve(partition)
			b.senders.add(-1)
		}(partition)
	}
	serve(0)
	b.senders.add(-1)
	others.Wait()
}

// drop reports one delivery that does not happen.
func (b *broadcast[M]) drop(s *subscription[M], reason Reason) {
	b.observer.Dropped(b.message, s.id, reason)
}

// leave reports what is left of a partition, from position j on, when the broker is closed.
func (b *broadcast[M]) leave(j int) {
	for ; j < len(b.subscribers); j += b.partitions {
		b.drop(&b.subscribers[j], Closed)
	}
}

// begin is called before a send that may wait. Only a subscriber that is seen to be full is timed: a clock read before
// every send would be the harness's cost, not the broker's. It returns 0 for the others.
func (b *broadcast[M]) begin(s *subscription[M]) int64 {
	if len(s.messages) < cap(s.messages) {
		return 0
	}
	return b.observer.Now()
}

// end is called when a send that may have waited is decided.
func (b *broadcast[M]) end(began int64) {
	if began != 0 {
		b.observer.Waited(b.observer.Now() - began)
	}
}
