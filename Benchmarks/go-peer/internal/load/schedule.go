package load

import (
	"fmt"
	"math"

	"laggard-go-peer/internal/protocol"
)

// Schedule says which message a publisher sends when, and to which topic.
//
// Publisher p's k-th message goes to topic k % topics, where its index is (k / topics) * publishers + p; quotients are
// rounded down, so that the warm-up, negative k, has negative indices. In an open load message i of all is publisher
// i % publishers' message k = i / publishers.
type Schedule struct {
	Publishers, Topics int
	// Saturated loads have no pacer.
	IsOpen bool
	Pacer  Pacer
	// Messages of the window; -1 where the clock ends it.
	Messages int
	// Nanoseconds of the warm-up, and of the window: -1 where the number of messages ends it.
	Warmup, Duration int64
}

// NewSchedule refuses a load that makes no sense.
func NewSchedule(cell *protocol.Cell) (Schedule, error) {
	s := Schedule{Publishers: cell.Publishers, Topics: cell.Topics, Messages: -1, Duration: -1}
	switch {
	case cell.Publishers < 1 || cell.Topics < 1:
		return s, fmt.Errorf("publishers and topics must be 1 or more")
	case !(cell.WarmupS >= 0 && cell.WarmupS <= 86_400):
		return s, fmt.Errorf("warmup_s must be from 0 to 86400")
	case cell.Messages == nil && cell.DurationS == nil:
		return s, fmt.Errorf("the cell has neither duration_s nor messages")
	case cell.DurationS != nil && !(*cell.DurationS > 0 && *cell.DurationS <= 86_400):
		return s, fmt.Errorf("duration_s must be above 0 and at most 86400")
	}
	s.Warmup = Nanoseconds(cell.WarmupS)
	if cell.Messages != nil {
		s.Messages = *cell.Messages
	} else {
		s.Duration = Nanoseconds(*cell.DurationS)
	}
	if cell.LoadModel == "open" {
		if cell.OfferedRatePerS == nil || !(*cell.OfferedRatePerS >= 0.001 && *cell.OfferedRatePerS <= 1e9) {
			return s, fmt.Errorf("an open load needs an offered_rate_per_s from 0.001 to 1e9")
		}
		s.IsOpen = true
		s.Pacer = NewPacer(*cell.OfferedRatePerS)
		if s.Messages < 0 {
			s.Messages = s.Pacer.Count(s.Duration)
		} else {
			s.Duration = s.Pacer.Offset(s.Messages)
		}
	}
	if (s.Messages >= 0 || s.IsOpen) && (s.Messages < 1 || s.Messages > math.MaxInt32/2) {
		return s, fmt.Errorf("the window has %d messages: must be from 1 to 2^30", s.Messages)
	}
	return s, nil
}

// Nanoseconds are those of so many seconds, rounded.
func Nanoseconds(seconds float64) int64 { return int64(math.Round(seconds * 1e9)) }

// MessagesOf are the messages of the window that one publisher sends; -1 where the clock ends it.
func (s Schedule) MessagesOf(publisher int) int {
	if s.Messages < 0 {
		return -1
	}
	return (s.Messages - publisher + s.Publishers - 1) / s.Publishers
}

// MessagesPerTopic bounds the indices of one topic; -1 where the clock ends the window.
func (s Schedule) MessagesPerTopic() int {
	if s.Messages < 0 {
		return -1
	}
	return (s.MessagesOf(0) + s.Topics - 1) / s.Topics * s.Publishers
}

// First is the first message of a publisher's warm-up, 0 without one.
func (s Schedule) First(publisher int) int {
	switch {
	case s.Warmup <= 0:
		return 0
	case !s.IsOpen:
		// More than a saturated publisher can send before the window, and far from the end of 32 bits.
		return -(1 << 30) / (s.Publishers * s.Topics) * s.Topics
	}
	return floorDiv(-s.Pacer.Count(s.Warmup)-publisher, s.Publishers)
}

// Place is where a publisher's k-th message goes.
func (s Schedule) Place(position, publisher int) (topic, index int) {
	round := floorDiv(position, s.Topics)
	return position - round*s.Topics, round*s.Publishers + publisher
}

// Offset is when it is intended, from the start of the window. For an open load.
func (s Schedule) Offset(position, publisher int) int64 {
	return s.Pacer.Offset(position*s.Publishers + publisher)
}

// Intended are the messages of the window that an open load intends within so many nanoseconds of its start.
func (s Schedule) Intended(elapsed int64) int {
	if count := s.Pacer.Count(elapsed); count < s.Messages {
		return count
	}
	return s.Messages
}

func floorDiv(dividend, divisor int) int {
	quotient := dividend / divisor
	if dividend%divisor < 0 {
		quotient--
	}
	return quotient
}
