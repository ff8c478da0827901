// Package histogram counts times in log-linear buckets, as HdrHistogram does with 3 significant digits: from 512 ns to
// 1 hour, the layout of laggard's own.
package histogram

import (
	"math"
	"math/bits"
	"sync/atomic"
)

// Longest is the longest time that is told apart: one hour, in nanoseconds.
const Longest = 3_600_000_000_000

const (
	unitMagnitude      = 9
	halfCountMagnitude = 10
	mask               = 2047 << unitMagnitude
	zerosOfFirst       = 64 - unitMagnitude - halfCountMagnitude - 1
)

var capacity = index(Longest) + 1

// Histogram is written from any goroutine, without a lock, and read when nobody writes any more.
type Histogram struct {
	counts  []uint64
	largest uint64
}

// New makes an empty histogram: 188 KB.
func New() *Histogram { return &Histogram{counts: make([]uint64, capacity)} }

// Record counts a time in nanoseconds; false if it is negative or above one hour.
func (h *Histogram) Record(time int64) bool {
	value := uint64(time)
	if value > Longest {
		return false
	}
	atomic.AddUint64(&h.counts[index(value)], 1)
	for largest := atomic.LoadUint64(&h.largest); value > largest; largest = atomic.LoadUint64(&h.largest) {
		if atomic.CompareAndSwapUint64(&h.largest, largest, value) {
			break
		}
	}
	return true
}

// Add adds all that another one has counted.
func (h *Histogram) Add(other *Histogram) {
	for i, count := range other.counts {
		h.counts[i] += count
	}
	if other.largest > h.largest {
		h.largest = other.largest
	}
}

// Total is how many times were counted.
func (h *Histogram) Total() uint64 {
	total := uint64(0)
	for _, count := range h.counts {
		total += count
	}
	return total
}

// Max is the largest time; ok is false without any.
func (h *Histogram) Max() (max float64, ok bool) { return float64(h.largest), h.Total() > 0 }

// Mean takes the middle of each bucket; ok is false without any time.
func (h *Histogram) Mean() (mean float64, ok bool) {
	total, sum := h.Total(), 0.0
	if total == 0 {
		return 0, false
	}
	for i, count := range h.counts {
		if count > 0 {
			lowest, width := bucket(i)
			sum += float64(lowest+width/2) * float64(count)
		}
	}
	return sum / float64(total), true
}

// ValueAt is the largest time equivalent to the one at that percentile (0 to 100); ok is false where that rests on too
// few times or messages: see Allows.
func (h *Histogram) ValueAt(percentile float64, messages int) (value float64, ok bool) {
	total := h.Total()
	if !Allows(percentile, total, messages) {
		return 0, false
	}
	wanted := uint64(percentile/100*float64(total) + 0.5)
	if wanted < 1 {
		wanted = 1
	}
	seen := uint64(0)
	for i, count := range h.counts {
		if seen += count; seen >= wanted {
			lowest, width := bucket(i)
			return math.Min(float64(lowest+width-1), float64(h.largest)), true
		}
	}
	return float64(h.largest), true
}

// Allows tells whether a percentile may be reported: with at least 10/(1-p) times, and from the 99th on only with so
// many messages, since the deliveries of one message are no independent samples.
func Allows(percentile float64, samples uint64, messages int) bool {
	tail := math.Round(100_000 - percentile*1_000)
	if float64(samples)*tail < 10*100_000 {
		return false
	}
	switch {
	case percentile >= 99.9:
		return messages >= 1_000
	case percentile >= 99:
		return messages >= 100
	}
	return true
}

func index(value uint64) int {
	bucket := zerosOfFirst - bits.LeadingZeros64(value|mask)
	return (bucket+1)<<halfCountMagnitude + int(value>>uint(bucket+unitMagnitude)) - 1<<halfCountMagnitude
}

// bucket is the least value counted at an index, and how many values are counted there.
func bucket(index int) (lowest, width uint64) {
	number := index>>halfCountMagnitude - 1
	if number < 0 {
		number = 0
	}
	shift := uint(number + unitMagnitude)
	return uint64(index-number<<halfCountMagnitude) << shift, 1 << shift
}
