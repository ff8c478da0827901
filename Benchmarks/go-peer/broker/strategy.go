package broker

import "fmt"

// Names of the strategies: laggard's words.
const (
	After        = "after"
	SharedTimer  = "shared-timer"
	SharedTicker = "shared-ticker"
	Timer        = "timer"
	Ticker       = "ticker"
	DropNewest   = "drop-newest"
)

// Strategies are the names of all strategies.
func Strategies() []string {
	return []string{After, SharedTimer, SharedTicker, Timer, Ticker, DropNewest}
}

// strategy gives, for one broadcast, what serves a partition, and what is done when the broadcast call returns.
type strategy[M any] func(*broadcast[M]) (serve func(partition int), returned func())

func strategyNamed[M any](name string) (strategy[M], error) {
	switch name {
	case After:
		return after[M], nil
	case SharedTimer:
		return sharedTimer[M], nil
	case SharedTicker:
		return sharedTicker[M], nil
	case Timer:
		return ownTimer[M], nil
	case Ticker:
		return ownTicker[M], nil
	case DropNewest:
		return nil, nil
	}
	return nil, fmt.Errorf("there is no strategy '%s'", name)
}

func nothing() {}
