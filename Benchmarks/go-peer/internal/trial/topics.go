package trial

import "sync/atomic"

// topic counts its messages, from just before their publish is called. Alone on its cache lines.
type topic struct {
	all, window     atomic.Int64
	fanOut, fastOut int64
	_               [96]byte
}

func published(topics []topic) (count int64) {
	for i := range topics {
		count += topics[i].window.Load()
	}
	return count
}

func expectedDeliveries(topics []topic) (count int64) {
	for i := range topics {
		count += topics[i].all.Load() * topics[i].fanOut
	}
	return count
}

func expectedFast(topics []topic) (count int64) {
	for i := range topics {
		count += topics[i].window.Load() * topics[i].fastOut
	}
	return count
}
