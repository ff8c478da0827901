// Package load has what is arithmetic in a trial's load: which message is intended when, who is slow and how, and what
// was received. Nothing here reads a clock.
package load

import (
	"math"
	"math/bits"
)

// Pacer is the schedule of an open load: message i is intended i/rate after the start of the window.
//
// The rate is taken as the exact fraction that its floating-point number is, and each offset is computed from the index
// alone in 128 bits: nothing drifts. Negative indices lie before the window.
type Pacer struct {
	rate float64
	// Nanoseconds per message are (high * 2^64 + low) / numerator.
	high, low, numerator uint64
}

// NewPacer takes messages per second, from 0.001 to 1e9.
func NewPacer(rate float64) Pacer {
	fraction, exponent := math.Frexp(rate)
	mantissa := uint64(math.Ldexp(fraction, 53))
	exponent -= 53
	zeros := bits.TrailingZeros64(mantissa)
	mantissa, exponent = mantissa>>zeros, exponent+zeros
	p := Pacer{rate: rate, low: 1_000_000_000, numerator: mantissa}
	if exponent > 0 {
		p.numerator <<= uint(exponent)
	} else if shift := uint(-exponent); shift >= 64 {
		p.high, p.low = p.low<<(shift-64), 0
	} else {
		p.high, p.low = p.low>>(64-shift), p.low<<shift
	}
	return p
}

// Offset is the nanoseconds from the start of the window to the intended time of a message, rounded down.
func (p Pacer) Offset(index int) int64 {
	magnitude := uint64(index)
	if index < 0 {
		magnitude = uint64(-index)
	}
	carry, low := bits.Mul64(p.low, magnitude)
	high := p.high*magnitude + carry
	_, rest := bits.Div64(0, high, p.numerator)
	quotient, rest := bits.Div64(rest, low, p.numerator)
	if index >= 0 {
		return int64(quotient)
	}
	if rest > 0 {
		quotient++
	}
	return -int64(quotient)
}

// Count is the number of messages intended in [0, duration).
func (p Pacer) Count(duration int64) int {
	count := int(float64(duration) * p.rate / 1e9)
	for p.Offset(count) < duration {
		count++
	}
	for count > 0 && p.Offset(count-1) >= duration {
		count--
	}
	return count
}
