package trial

import (
	"fmt"
	"math"
	"runtime"
	"sync"
	"syscall"
	"time"

	"laggard-go-peer/broker"
	"laggard-go-peer/internal/histogram"
	"laggard-go-peer/internal/load"
	"laggard-go-peer/internal/profile"
	"laggard-go-peer/internal/protocol"
)

const (
	settling   = 20_000_000
	lead       = 5_000_000
	closeLimit = 20 * time.Second
	never      = math.MaxInt64
)

// run is one trial: the phases, one after the other.
type run struct {
	cell        *protocol.Cell
	schedule    load.Schedule
	state       *state
	topics      []topic
	shards      []shard
	subscribers []*subscriber
	observer    *observer
	broker      *broker.Broker[Message]
	shared      *shared
	names       []string
	publishers  []*publisher
	write       func(any)
	profile     *profile.Window

	heapBefore, heapAfter, heapDrained uint64
	sendersEnd                         int64
	opens, started, ended              int64
	usage                              [2]syscall.Rusage
	heapStart, heapEnd                 uint64
	isMeasured                         bool
	sampler                            *sampler
}

// Run runs a cell to its end; write is given each line but the last, which is returned. The profile, if any, is of the
// window.
func Run(cell *protocol.Cell, profile *profile.Window, write func(any)) protocol.Result {
	r, err := newRun(cell, write)
	if err != nil {
		return protocol.Result{
			Type: "result", Status: "failed", StatusDetail: err.Error(), Metrics: protocol.Metrics{},
		}
	}
	r.profile = profile
	r.sampler = startSampler(r)
	publishersEnded, readersEnded := r.setUp()
	r.measure(publishersEnded)
	r.drain(publishersEnded)
	isQuiescent := r.close(publishersEnded, readersEnded)
	r.sampler.stop()
	return r.result(isQuiescent)
}

func check(cell *protocol.Cell) error {
	delays := cell.SlowSubscribers > 0 && cell.SlowKind != "stalled"
	switch {
	case cell.Exact:
		return fmt.Errorf("exact trials are not offered")
	case cell.Executor != "default":
		return fmt.Errorf("executor '%s' is not offered", cell.Executor)
	case cell.Consumer != "task":
		return fmt.Errorf("consumer '%s' is not offered", cell.Consumer)
	case cell.Subscribers < 1 || cell.Subscribers < cell.Topics:
		return fmt.Errorf("fewer subscribers than topics")
	case cell.SlowSubscribers < 0 || cell.SlowSubscribers > cell.Subscribers:
		return fmt.Errorf("slow_subscribers must be from 0 to the number of subscribers")
	case cell.Partitions < 1 || cell.Capacity < 1:
		return fmt.Errorf("partitions and capacity must be 1 or more")
	case cell.LoadModel == "saturated" && cell.Dispatch == "detached":
		return fmt.Errorf("a saturated load with detached dispatch would only ever reach the overlap limit")
	case cell.SlowSubscribers > 0 && cell.SlowKind == "":
		return fmt.Errorf("slow subscribers need a slow_kind")
	case delays && !(cell.SlowDelayMs > 0 && cell.SlowDelayMs <= 3_600_000):
		return fmt.Errorf("slow_kind %s needs a slow_delay_ms above 0, one hour at most", cell.SlowKind)
	case cell.SlowKind == "bursty" && cell.SlowBurst < 1:
		return fmt.Errorf("slow_kind bursty needs a slow_burst")
	case cell.Strategy != broker.DropNewest && (cell.TimeoutMs == nil || *cell.TimeoutMs <= 0):
		return fmt.Errorf("strategy %s needs a timeout_ms above 0", cell.Strategy)
	}
	return nil
}

func newRun(cell *protocol.Cell, write func(any)) (*run, error) {
	schedule, err := load.NewSchedule(cell)
	if err != nil {
		return nil, err
	}
	if err := check(cell); err != nil {
		return nil, err
	}
	r := &run{cell: cell, schedule: schedule, state: newState(), write: write}
	r.topics = make([]topic, cell.Topics)
	isSlow := load.Spread(cell.Subscribers, cell.SlowSubscribers, cell.Topics, cell.Partitions)
	r.observer = &observer{
		state: r.state, isSlow: isSlow, each: make([]drops, cell.Subscribers), waits: histogram.New(),
	}
	r.shards = make([]shard, 2*runtime.GOMAXPROCS(0)+2)
	for i := range r.shards {
		for class := 0; class < 2 && (class == 0 || cell.SlowSubscribers > 0); class++ {
			r.shards[i].corrected[class], r.shards[i].uncorrected[class] = histogram.New(), histogram.New()
		}
	}
	options := broker.Options{
		Strategy: cell.Strategy, Partitions: cell.Partitions, Awaited: cell.Dispatch != "detached",
	}
	if cell.TimeoutMs != nil {
		options.Timeout = time.Duration(load.Nanoseconds(*cell.TimeoutMs / 1_000))
	}
	if r.broker, err = broker.New[Message](options, r.observer); err != nil {
		return nil, err
	}
	for i := range r.topics {
		r.names = append(r.names, fmt.Sprintf("topic-%d", i))
	}
	r.shared = &shared{
		state: r.state, topics: r.topics, gate: make(chan struct{}), awake: make(chan struct{}),
		timesLatency: schedule.IsOpen,
	}
	for index, slow := range isSlow {
		r.subscribers = append(r.subscribers, r.newSubscriber(index, slow))
	}
	return r, nil
}

func (r *run) newSubscriber(index int, isSlow bool) *subscriber {
	cell := r.cell
	s := &subscriber{
		shared: r.shared, index: index, topic: index % cell.Topics, shard: &r.shards[index%len(r.shards)],
		ledger: load.NewLedger(cell.Publishers, r.schedule.MessagesPerTopic()),
	}
	r.topics[s.topic].fanOut++
	if isSlow {
		s.class = 1
		delay := load.Nanoseconds(cell.SlowDelayMs / 1_000)
		s.digestion = load.NewDigestion(cell.SlowKind, delay, cell.SlowBurst, cell.Seed, index)
	} else {
		r.topics[s.topic].fastOut++
	}
	return s
}

func afterAll(group *sync.WaitGroup) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		group.Wait()
		close(done)
	}()
	return done
}

// setUp subscribes everybody and starts the publishers.
func (r *run) setUp() (publishersEnded, readersEnded <-chan struct{}) {
	var begun, readers, publishers sync.WaitGroup
	// What the harness has left behind is not the subscribers'.
	runtime.GC()
	r.heapBefore = newHeap().read().allocated
	begun.Add(len(r.subscribers))
	readers.Add(len(r.subscribers))
	for _, s := range r.subscribers {
		messages, err := r.broker.Subscribe(r.names[s.topic], s.index, r.cell.Capacity)
		if err != nil {
			r.state.fail("set-up: %v", err)
		}
		go func(s *subscriber) {
			defer readers.Done()
			begun.Done()
			s.read(messages)
		}(s)
	}
	begun.Wait()
	runtime.GC()
	r.heapAfter = newHeap().read().allocated
	time.Sleep(settling)
	r.state.phase.Store(warmup)
	r.write(protocol.Ready{Type: "ready"})
	start := now() + lead
	r.opens = start + r.schedule.Warmup
	r.sampler.opens.Store(r.opens)
	closes := int64(never)
	if r.schedule.Duration >= 0 {
		closes = r.opens + r.schedule.Duration
	}
	for number := 0; number < r.cell.Publishers; number++ {
		p := &publisher{
			number: number, schedule: r.schedule, start: start, opens: r.opens, closes: closes, broker: r.broker,
			names: r.names, topics: r.topics, state: r.state, sendDelays: histogram.New(), services: histogram.New(),
		}
		r.publishers = append(r.publishers, p)
		publishers.Add(1)
		go func() {
			defer publishers.Done()
			p.run()
		}()
	}
	return afterAll(&publishers), afterAll(&readers)
}

func (r *run) measure(publishersEnded <-chan struct{}) {
	r.state.wait(r.opens, nil)
	if r.state.isEnding() {
		return
	}
	if err := r.profile.Begin(); err != nil {
		r.state.fail("profile: %v", err)
	}
	h := newHeap()
	r.heapStart = h.read().allocated
	r.state.phase.Store(window)
	r.started, r.usage[0] = now(), usage()
	if r.schedule.Duration >= 0 {
		r.state.wait(r.opens+r.schedule.Duration, nil)
	} else {
		r.state.wait(never, publishersEnded)
	}
	r.usage[1], r.ended = usage(), now()
	r.state.phase.Store(drain)
	r.heapEnd = h.read().allocated
	r.isMeasured = true
	if err := r.profile.End(); err != nil {
		r.state.fail("profile: %v", err)
	}
}

func (r *run) drain(publishersEnded <-chan struct{}) {
	r.state.phase.Store(drain)
	limit := now() + load.Nanoseconds(r.cell.DrainLimitS)
	for !r.state.isEnding() && now() < limit && !(isClosed(publishersEnded) && r.isDrained()) {
		time.Sleep(time.Millisecond)
	}
	r.state.isPublishingOver.Store(true)
	r.sendersEnd = r.broker.Senders().Now()
	runtime.GC()
	r.heapDrained = newHeap().read().allocated
}

func isClosed(done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}

// isDrained: no broadcast is under way, and the fast class has received whatever it was not denied.
func (r *run) isDrained() bool {
	received := int64(0)
	for i := range r.shards {
		received += r.shards[i].unique[0].Load()
	}
	return r.broker.Senders().Now() == 0 && received+r.observer.classes[0].total() >= expectedFast(r.topics)
}

// close closes the accounts, then the broker; true once everybody has ended.
func (r *run) close(publishersEnded, readersEnded <-chan struct{}) bool {
	r.state.phase.Store(stopping)
	close(r.shared.awake)
	closed := make(chan struct{})
	go func() {
		r.broker.Close()
		close(closed)
	}()
	limit := time.After(closeLimit)
	for _, done := range []<-chan struct{}{closed, readersEnded, publishersEnded} {
		select {
		case <-done:
		case <-limit:
			r.state.fail("%v after the broker was to close, not everybody has ended", closeLimit)
			return false
		}
		if done == closed {
			close(r.shared.gate)
		}
	}
	return true
}
