// Package broker is the broker of the article about the leak of time.After, written anew: topics, bounded
// subscriptions, and a broadcast whose wait for each full subscriber is bounded in one of several ways.
package broker

import (
	"errors"
	"sync"
	"time"
)

// ErrClosed is what a closed broker answers.
var ErrClosed = errors.New("the broker is closed")

// Reason says why a delivery did not happen.
type Reason int

const (
	// TimedOut: no room came within the timeout.
	TimedOut Reason = iota
	// RejectedNewest: the channel was full, and the strategy does not wait.
	RejectedNewest
	// Closed: the broker was closed before the delivery was decided.
	Closed
)

// Observer is told what becomes of deliveries, from any goroutine.
type Observer[M any] interface {
	// Dropped is called once for each delivery that does not happen.
	Dropped(message M, subscriber int, reason Reason)
	// Now is the observer's clock, read before and after a wait.
	Now() int64
	// Waited is called after a wait for a subscriber that was full.
	Waited(nanoseconds int64)
}

// Options are what a broker is made with.
type Options struct {
	// Strategy is a name of Strategies.
	Strategy string
	// Timeout bounds the wait for one subscriber.
	Timeout time.Duration
	// Awaited: Publish returns when its broadcast is over; else it only starts the senders, as the article's does.
	Awaited bool
	// Partitions is the number of concurrent senders of a broadcast; 0 is the article's rule.
	Partitions int
}

// Broker holds topics and their subscriptions.
type Broker[M any] struct {
	options  Options
	strategy strategy[M]
	observer Observer[M]
	exit     chan struct{}
	senders  Gauge

	lock     sync.RWMutex
	topics   map[string][]subscription[M]
	isClosed bool
	// busy counts Publish calls and senders, which may all still send.
	busy sync.WaitGroup
}

type subscription[M any] struct {
	messages chan M
	id       int
}

// New makes a broker without topics.
func New[M any](options Options, observer Observer[M]) (*Broker[M], error) {
	strategy, err := strategyNamed[M](options.Strategy)
	if err != nil {
		return nil, err
	}
	return &Broker[M]{
		options: options, strategy: strategy, observer: observer,
		exit: make(chan struct{}), topics: map[string][]subscription[M]{},
	}, nil
}

// Subscribe adds a subscription, which the observer knows as id. Its channel is closed when the broker is.
func (b *Broker[M]) Subscribe(topic string, id, capacity int) (<-chan M, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.isClosed {
		return nil, ErrClosed
	}
	messages := make(chan M, capacity)
	b.topics[topic] = append(b.topics[topic], subscription[M]{messages, id})
	return messages, nil
}

// Publish sends a message to every subscription that the topic has now.
func (b *Broker[M]) Publish(topic string, message M) error {
	b.lock.RLock()
	if b.isClosed {
		b.lock.RUnlock()
		return ErrClosed
	}
	subscribers := b.topics[topic]
	b.busy.Add(1)
	b.lock.RUnlock()
	defer b.busy.Done()
	if len(subscribers) == 0 {
		return nil
	}
	b.broadcast(message, subscribers)
	return nil
}

// Close ends every wait, and, after what is in its buffer, every subscription. It returns when no sender is left.
func (b *Broker[M]) Close() {
	b.lock.Lock()
	wasClosed := b.isClosed
	b.isClosed = true
	b.lock.Unlock()
	if wasClosed {
		return
	}
	close(b.exit)
	b.busy.Wait()
	for _, subscribers := range b.topics {
		for _, s := range subscribers {
			close(s.messages)
		}
	}
}

// Senders counts the concurrent senders of broadcasts that are not over.
func (b *Broker[M]) Senders() *Gauge { return &b.senders }

// ArticlePartitions is the article's number of concurrent senders of a broadcast to so many subscribers.
func ArticlePartitions(subscribers int) int {
	switch {
	case subscribers > 1000:
		return 3
	case subscribers > 100:
		return 2
	default:
		return 1
	}
}
