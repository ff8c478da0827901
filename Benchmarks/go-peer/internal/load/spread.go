package load

// Spread says for each subscriber whether it is slow: evenly over the topics, over the partitions of a broadcast, and
// within each partition.
//
// Subscriber s belongs to topic s % topics, at position s / topics of its list; partition w serves the positions w,
// w + partitions, ...
func Spread(subscribers, slow, topics, partitions int) []bool {
	result := make([]bool, subscribers)
	before, placed := 0, 0
	for topic := 0; topic < topics; topic++ {
		through := (topic + 1) * slow / topics
		fanOut := FanOut(subscribers, topics, topic)
		count := through - before
		if count > fanOut {
			count = fanOut
		}
		for _, position := range positions(fanOut, count, partitions, before) {
			result[position*topics+topic] = true
			placed++
		}
		before = through
	}
	// Where topics differ in size, one may have had no place for its share.
	for i := 0; i < subscribers && placed < slow; i++ {
		if !result[i] {
			result[i] = true
			placed++
		}
	}
	return result
}

// FanOut is the number of subscribers of one topic.
func FanOut(subscribers, topics, topic int) int {
	if topic < subscribers%topics {
		return subscribers/topics + 1
	}
	return subscribers / topics
}

// positions are those of the slow ones in one topic's list; partition first takes the first of them.
func positions(fanOut, slow, partitions, first int) []int {
	sizes, shares := make([]int, partitions), make([]int, partitions)
	for partition := range sizes {
		if fanOut > partition {
			sizes[partition] = (fanOut - partition + partitions - 1) / partitions
		}
	}
	partition := first % partitions
	for i := 0; i < slow; i++ {
		for shares[partition] == sizes[partition] {
			partition = (partition + 1) % partitions
		}
		shares[partition]++
		partition = (partition + 1) % partitions
	}
	var result []int
	for partition, share := range shares {
		for turn := 0; turn < share; turn++ {
			result = append(result, partition+partitions*((2*turn+1)*sizes[partition]/(2*share)))
		}
	}
	return result
}
