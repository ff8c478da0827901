import Experiment

extension TrialEnvironment {
    /// What can be read while everything runs: counts of the window's messages so far.
    var cumulativeMetrics: Measurements {
        var metrics = Measurements()
        metrics[.published] = Double(topics.published)
        metrics[.fanOut] = Double(cell.fanOut)
        let counts = recorder.counts()
        for subscriberClass in SubscriberClass.allCases {
            metrics[.deliveries(subscriberClass)] = Double(counts.unique(subscriberClass))
            metrics.set(observer.drops(subscriberClass), of: subscriberClass)
        }
        return metrics
    }

    /// Whether the broker says that no broadcast is under way, and the fast class has received whatever it was not
    /// denied. A broker that does not know its senders is taken to have none.
    var isDrained: Bool {
        guard broker.gauges.sendersAlive ?? 0 == 0 else { return false }
        return recorder.counts().uniqueFast + observer.drops(.fast).total >= topics.expectedFastOfWindow
    }

    /// Whether everybody, the slow class included, has received whatever it was not denied, of all messages so far.
    var isEmptied: Bool {
        guard broker.gauges.sendersAlive ?? 0 == 0 else { return false }
        return recorder.counts().received + observer.allDrops >= topics.expectedDeliveries
    }

    /// Every subscriber's account. Only once all readers and broadcasts have ended.
    var accounts: [SubscriberAccount] {
        subscribers.map {
            SubscriberAccount(
                subscriber: $0.index, subscriberClass: $0.isSlow ? .slow : .fast,
                published: topics.published(topic: $0.topic), received: $0.tally,
                drops: observer.drops(subscriber: $0.index), pending: observer.pending(subscriber: $0.index))
        }
    }
}
