package trial

import (
	"math"

	"laggard-go-peer/broker"
	"laggard-go-peer/internal/histogram"
	"laggard-go-peer/internal/load"
)

// publisher sends its share of the load.
type publisher struct {
	number               int
	schedule             load.Schedule
	start, opens, closes int64
	broker               *broker.Broker[Message]
	names                []string
	topics               []topic
	state                *state
	sendDelays, services *histogram.Histogram
	inTime               int64
}

func (p *publisher) run() {
	if p.schedule.IsOpen {
		p.runOpen()
	} else {
		p.runSaturated()
	}
}

// runOpen goes by schedule, whatever happened to the message before; late ones go out back to back.
func (p *publisher) runOpen() {
	end := p.schedule.MessagesOf(p.number)
	for position := p.schedule.First(p.number); position < end; position++ {
		intended := p.opens + p.schedule.Offset(position, p.number)
		if intended < p.start {
			continue
		}
		actual := now()
		if actual < intended {
			sleepUntil(intended, p.state.isPublishingOver.Load)
			actual = now()
		}
		if p.state.isPublishingOver.Load() || actual < intended || !p.send(position, intended, actual) {
			return
		}
	}
}

// runSaturated goes as fast as publish returns: the warm-up, then the window from its message 0.
func (p *publisher) runSaturated() {
	end := p.schedule.MessagesOf(p.number)
	if end < 0 {
		end = math.MaxInt32
	}
	position := p.schedule.First(p.number)
	for actual := now(); actual < p.closes && !p.state.isPublishingOver.Load(); actual = now() {
		if position < 0 && actual >= p.opens {
			position = 0
		}
		if position >= end || !p.send(position, actual, actual) {
			return
		}
		position++
	}
}

func (p *publisher) send(position int, intended, actual int64) bool {
	number, index := p.schedule.Place(position, p.number)
	topic := &p.topics[number]
	message := Message{intended, actual, int32(index), int32(p.number)}
	topic.all.Add(1)
	if index >= 0 {
		topic.window.Add(1)
	}
	if err := p.broker.Publish(p.names[number], message); err != nil {
		topic.all.Add(-1)
		if index >= 0 {
			topic.window.Add(-1)
		}
		if p.state.phase.Load() != stopping {
			p.state.fail("publish: %v", err)
		}
		return false
	}
	if index >= 0 {
		if actual < p.closes {
			p.inTime++
		}
		if !p.sendDelays.Record(actual-intended) || !p.services.Record(now()-actual) {
			p.state.fail("publisher %d: a time that is negative or above one hour", p.number)
		}
	}
	return true
}
