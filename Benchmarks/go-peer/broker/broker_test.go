package broker

import (
	"sync"
	"testing"
	"time"
)

type ledger struct {
	lock  sync.Mutex
	drops map[Reason]int
}

func (l *ledger) Dropped(_, _ int, reason Reason) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.drops[reason]++
}

func (l *ledger) Now() int64   { return time.Now().UnixNano() }
func (l *ledger) Waited(int64) {}

func (l *ledger) count(reason Reason) int {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.drops[reason]
}

func make1(t *testing.T, strategy string, awaited bool) (*Broker[int], *ledger) {
	t.Helper()
	drops := &ledger{drops: map[Reason]int{}}
	b, err := New[int](Options{Strategy: strategy, Timeout: time.Millisecond, Awaited: awaited}, drops)
	if err != nil {
		t.Fatal(err)
	}
	return b, drops
}

func TestEveryStrategyDeliversOrDropsEachMessageOnce(t *testing.T) {
	for _, strategy := range Strategies() {
		b, drops := make1(t, strategy, true)
		const subscribers, messages, capacity = 150, 20, 5
		var channels []<-chan int
		for id := 0; id < subscribers; id++ {
			messages, err := b.Subscribe("topic", id, capacity)
			if err != nil {
				t.Fatal(err)
			}
			channels = append(channels, messages)
		}
		var readers sync.WaitGroup
		received := make([]int, subscribers)
		// The last ones read nothing until the broker is closed. shared-timer would wait for them for ever: one tick
		// frees one of two partitions, and nobody resets the timer for the other.
		stalled := 3
		if strategy == SharedTimer {
			stalled = 0
		}
		gate := make(chan struct{})
		for id := range channels {
			readers.Add(1)
			go func(id int) {
				defer readers.Done()
				if id >= subscribers-stalled {
					<-gate
				}
				for range channels[id] {
					received[id]++
				}
			}(id)
		}
		for message := 0; message < messages; message++ {
			if err := b.Publish("topic", message); err != nil {
				t.Fatal(err)
			}
		}
		if alive := b.Senders().Now(); alive != 0 {
			t.Errorf("%s: %d senders alive after an awaited publish", strategy, alive)
		}
		b.Close()
		close(gate)
		readers.Wait()
		sum := 0
		for id, count := range received {
			sum += count
			if id >= subscribers-stalled && count != capacity {
				t.Errorf("%s: subscriber %d received %d", strategy, id, count)
			}
		}
		dropped := drops.count(TimedOut) + drops.count(RejectedNewest) + drops.count(Closed)
		if sum+dropped != subscribers*messages {
			t.Errorf("%s: %d received and %d dropped of %d", strategy, sum, dropped, subscribers*messages)
		}
		if drops.count(Closed) != 0 {
			t.Errorf("%s: %d closed", strategy, drops.count(Closed))
		}
	}
}

func TestSharedTickerNeverTimesOutWhenDetached(t *testing.T) {
	b, drops := make1(t, SharedTicker, false)
	messages, _ := b.Subscribe("topic", 0, 1)
	for message := 0; message < 3; message++ {
		if err := b.Publish("topic", message); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(20 * time.Millisecond)
	if drops.count(TimedOut) != 0 || b.Senders().Now() != 2 {
		t.Errorf("%d timed out, %d senders alive", drops.count(TimedOut), b.Senders().Now())
	}
	b.Close()
	for range messages {
	}
	if drops.count(Closed) != 2 {
		t.Errorf("%d closed", drops.count(Closed))
	}
}

func TestClosedBrokerRefuses(t *testing.T) {
	b, _ := make1(t, DropNewest, true)
	b.Close()
	if err := b.Publish("topic", 1); err != ErrClosed {
		t.Errorf("publish: %v", err)
	}
	if _, err := b.Subscribe("topic", 0, 1); err != ErrClosed {
		t.Errorf("subscribe: %v", err)
	}
}

func TestArticlePartitions(t *testing.T) {
	for subscribers, want := range map[int]int{1: 1, 100: 1, 101: 2, 1000: 2, 1001: 3} {
		if got := ArticlePartitions(subscribers); got != want {
			t.Errorf("%d subscribers: %d partitions, not %d", subscribers, got, want)
		}
	}
}
