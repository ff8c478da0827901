/// `drop-newest`: tries each subscription once and never waits. A full one loses the new message; the others do not
/// notice. It needs neither sender nor timer, and publish does it all.
extension Broadcast {
    @inlinable
    func sendWithoutWaiting() {
        channels.withUnsafeBufferPointer { channels in
            for channel in channels {
                switch channel.trySend(message) {
                case .sent: break
                case .full: drop(channel, .rejectedNewest)
                case .closed: drop(channel, .closed)
                }
            }
        }
    }
}
