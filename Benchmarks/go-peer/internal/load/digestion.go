package load

import "math"

// Step is what follows the receipt of a message.
type Step int

const (
	// Nothing follows.
	Nothing Step = iota
	// Sleep for so many nanoseconds.
	Sleep
	// Compute for so many nanoseconds of CPU time.
	Compute
	// Stall: read nothing more.
	Stall
)

// paretoShape has a finite mean, and no finite variance.
const paretoShape = 1.5

// Digestion decides how a slow subscriber digests its messages.
type Digestion struct {
	kind            string
	delay           int64
	burst, received int
	random          SplitMix64
}

// NewDigestion gives each subscriber a random stream of its own.
func NewDigestion(kind string, delay int64, burst int, seed uint64, subscriber int) *Digestion {
	return &Digestion{kind: kind, delay: delay, burst: burst, random: NewSplitMix64(seed, uint64(subscriber)+1)}
}

// Next is the step after a message, which is of the window unless of the warm-up.
func (d *Digestion) Next(isOfWindow bool) (Step, int64) {
	d.received++
	switch d.kind {
	case "constant":
		return Sleep, d.delay
	case "bursty":
		if d.received%d.burst == 0 {
			return Sleep, d.delay
		}
	case "pareto":
		return Sleep, d.pareto()
	case "cpu":
		return Compute, d.delay
	case "stalled":
		if isOfWindow {
			return Stall, 0
		}
	}
	return Nothing, 0
}

// pareto is the inverse of the distribution function, scaled to the mean delay; one hour at most.
func (d *Digestion) pareto() int64 {
	scale := float64(d.delay) * (paretoShape - 1) / paretoShape
	return int64(math.Min(scale*math.Pow(1-d.random.Float64(), -1/paretoShape), 3.6e12))
}

// SplitMix64 is a small seeded generator (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators").
type SplitMix64 struct{ state uint64 }

// NewSplitMix64 makes generators that are independent for different streams of one seed.
func NewSplitMix64(seed, stream uint64) SplitMix64 {
	mixer := SplitMix64{seed}
	return SplitMix64{mixer.Next() ^ stream*0xd1342543de82ef95}
}

// Next is the next number.
func (s *SplitMix64) Next() uint64 {
	s.state += 0x9e3779b97f4a7c15
	z := s.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Float64 is uniform in [0, 1).
func (s *SplitMix64) Float64() float64 { return float64(s.Next()>>11) / (1 << 53) }
