package load

import "sort"

// mostPoints bounds the pairs, which grow with the square.
const mostPoints = 1_200

// TheilSen is the median of the slopes between all pairs of points; ok is false with fewer than two different x.
func TheilSen(x, y []float64) (slope float64, ok bool) {
	count := len(x)
	at := func(i int) int { return i }
	if count > mostPoints {
		at = func(i int) int { return i * (len(x) - 1) / (mostPoints - 1) }
		count = mostPoints
	}
	var slopes []float64
	for i := 0; i < count; i++ {
		for j := i + 1; j < count; j++ {
			if dx := x[at(j)] - x[at(i)]; dx != 0 {
				slopes = append(slopes, (y[at(j)]-y[at(i)])/dx)
			}
		}
	}
	if len(slopes) == 0 {
		return 0, false
	}
	sort.Float64s(slopes)
	middle := len(slopes) / 2
	if len(slopes)%2 == 0 {
		return (slopes[middle-1] + slopes[middle]) / 2, true
	}
	return slopes[middle], true
}
