package load

import (
	"math"
	"math/big"
	"testing"
)

func TestOffsetIsExact(t *testing.T) {
	for _, rate := range []float64{0.001, 0.3, 1, 3, 100, 333.3, 2000, 1e6 / 3, 1e9} {
		p := NewPacer(rate)
		for _, index := range []int{0, 1, -1, 7, -7, 12345, -99999, 1 << 30} {
			if rate < 1 && (index > 20000 || index < -200000) {
				continue
			}
			exact := new(big.Rat).SetFloat64(rate)
			exact.Quo(new(big.Rat).SetInt64(int64(index)*1_000_000_000), exact)
			want := new(big.Int).Div(exact.Num(), exact.Denom()).Int64()
			if got := p.Offset(index); got != want {
				t.Errorf("rate %v, message %d: %d, not %d", rate, index, got, want)
			}
		}
		if count := p.Count(1_000_000_000); rate >= 1 && count != int(math.Ceil(rate)) {
			t.Errorf("rate %v: %d in a second", rate, count)
		}
	}
}

func TestPlaceRoundsDown(t *testing.T) {
	s := Schedule{Publishers: 2, Topics: 3}
	for _, c := range [][4]int{{0, 1, 0, 1}, {4, 0, 1, 2}, {-1, 0, 2, -2}, {-4, 1, 2, -3}} {
		if topic, index := s.Place(c[0], c[1]); topic != c[2] || index != c[3] {
			t.Errorf("%v: topic %d, index %d", c, topic, index)
		}
	}
}

func TestLedgerTellsDuplicatesAndReordering(t *testing.T) {
	for _, messages := range []int{100_000, -1} {
		l := NewLedger(2, messages)
		for _, c := range []struct {
			index, publisher int
			want             Receipt
		}{
			{0, 0, InOrder}, {4, 0, InOrder}, {2, 0, OutOfOrder}, {2, 0, Duplicate}, {1, 1, InOrder},
			{1, 0, Foreign}, {-1, 0, Foreign}, {0, 2, Foreign}, {90_000, 0, InOrder}, {90_000, 0, Duplicate},
		} {
			if got := l.Enter(c.index, c.publisher); got != c.want {
				t.Errorf("%d messages, %d of %d: %v, not %v", messages, c.index, c.publisher, got, c.want)
			}
		}
		want := map[bool]Receipt{true: TooOld, false: OutOfOrder}[messages < 0]
		if got := l.Enter(6, 0); got != want {
			t.Errorf("%d messages: %v, not %v", messages, got, want)
		}
	}
}

func TestSpreadIsEven(t *testing.T) {
	slow := Spread(1000, 50, 2, 2)
	counts := map[[2]int]int{}
	for i, isSlow := range slow {
		if isSlow {
			counts[[2]int{i % 2, i / 2 % 2}]++
		}
	}
	for place, count := range counts {
		if count < 12 || count > 13 {
			t.Errorf("topic %d, partition %d: %d slow ones", place[0], place[1], count)
		}
	}
}

func TestDigestion(t *testing.T) {
	bursty := NewDigestion("bursty", 5, 3, 1, 0)
	for i := 1; i <= 6; i++ {
		if step, _ := bursty.Next(true); (step == Sleep) != (i%3 == 0) {
			t.Errorf("message %d: %v", i, step)
		}
	}
	a, b, sum := NewDigestion("pareto", 1000, 1, 9, 4), NewDigestion("pareto", 1000, 1, 9, 4), 0.0
	for i := 0; i < 100_000; i++ {
		_, x := a.Next(true)
		if _, y := b.Next(true); x != y {
			t.Fatal("the seed does not decide")
		}
		sum += float64(x)
	}
	if mean := sum / 100_000; mean < 700 || mean > 1500 {
		t.Errorf("mean %v", mean)
	}
	stalled := NewDigestion("stalled", 0, 1, 1, 0)
	if step, _ := stalled.Next(false); step != Nothing {
		t.Error("stalls in the warm-up")
	}
}

func TestTheilSenIgnoresAnOutlier(t *testing.T) {
	x, y := make([]float64, 50), make([]float64, 50)
	for i := range x {
		x[i], y[i] = float64(i), 3*float64(i)
	}
	y[7] = 1e9
	if slope, ok := TheilSen(x, y); !ok || slope != 3 {
		t.Error(slope)
	}
}
