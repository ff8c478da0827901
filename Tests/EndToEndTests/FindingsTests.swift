import Experiment
import Testing

extension RealRuns {
    /// What laggard is there to show, read off the CSV of real runs with the real child.
    ///
    /// Each test asserts an effect (a count, a ratio within one run), never how fast this machine is.
    @Suite
    struct FindingsTests {
        private static let slow = """
              subscribers: 200
              warmup: 0s
              slow_fraction: 0.2
              slow_delay: 100ms
              capacity: 2
              rate: 100
            """

        @Test func sharedTicker_TimesNobodyOutAndPilesSendersUp_WhenDetached() throws {
            let run = try RealRun(
                """
                  stuck:
                    strategy: shared-ticker
                    dispatch: detached
                \(Self.slow.indented)
                    duration: 500ms
                    drain_limit: 300ms
                """)
            let row = try run.row(.sharedTicker)
            #expect(try row.figure(.dropsTimedOut(.fast)) == 0)
            #expect(try row.figure(.dropsTimedOut(.slow)) == 0)
            #expect(try row.figure(.sendersAliveEnd) > 0)
            #expect(try row.figure(.pending(.fast)) > 0)
            #expect(try row.figure(.pending(.slow)) > 0)
        }

        // A p99 takes 100 messages.
        @Test func sharedTimer_WaitsFarBeyondItsTimeout_WhenPartitionsShareIt() throws {
            let run = try RealRun(
                """
                  waits:
                    strategy: [shared-timer, timer]
                    dispatch: detached
                    timeout: 50ms
                \(Self.slow.replacing("100ms", with: "250ms").indented)
                    duration: 1s
                """)
            #expect(run.rows.allSatisfy { $0.cell.partitions == 2 })
            let (shared, own) = (try run.row(.sharedTimer), try run.row(.timer))
            let timeout = try #require(shared.cell.timeoutMs) * 1e6
            let longest = try shared.figure(.sendWaitMax)
            // Two timeouts, since a tick frees one of two; many, where resets push it out. Busy cores lengthen both.
            #expect(longest > 2 * timeout)
            #expect(longest > (try own.figure(.sendWaitP99)))
            #expect(try own.figure(.sendWaitP99) > 0.9 * timeout)
        }

        @Test func messages_OvertakeEachOther_OnlyWhenDetached() throws {
            let run = try RealRun(
                """
                  order:
                    strategy: [shared-timer, timer]
                    dispatch: [detached, awaited]
                    timeout: 20ms
                \(Self.slow.indented)
                    duration: 500ms
                    drain_limit: 1s
                """)
            func outOfOrder(_ dispatch: Dispatch) throws -> Double {
                let rows = run.rows.filter { $0.cell.dispatch == dispatch }
                #expect(rows.count == 2)
                return try rows.reduce(0) { try $0 + $1.figure(.outOfOrder(.fast)) + $1.figure(.outOfOrder(.slow)) }
            }
            #expect(try outOfOrder(.detached) > 0)
            #expect(try outOfOrder(.awaited) == 0)
        }

        // Saturated and awaited: when the last publish has returned, every send has armed its timer.
        @Test func after_GrowsByATimerPerSend_WhenTheTimeoutIsLong() throws {
            let run = try RealRun(
                """
                  leak:
                    strategy: [after, timer]
                    timer_source: [task, dispatch]
                    timeout: 3min
                    load_model: saturated
                    subscribers: 200
                    messages: 200
                    warmup: 0s
                """)
            for (source, bytes) in [(TimerSourceName.dispatch, 300.0...700), (.task, 1_800...2_800)] {
                let leaking = try run.row(.after, source)
                let growth = try leaking.figure(.heapGrowth)
                let sends = try leaking.figure(.published) * leaking.figure(.fanOut)
                #expect(bytes.contains(growth / sends), "\(source): \(growth / sends) bytes a send")
                #expect(try run.row(.timer, source).figure(.heapGrowth) < growth / 10)
            }
        }

        @Test func after_EndsAsHeapLimitWithFigures_WhenTheHeapIsBounded() throws {
            let run = try RealRun(
                """
                  leak:
                    strategy: after
                    timer_source: task
                    timeout: 3min
                    subscribers: 200
                    rate: 1000
                    warmup: 0s
                    duration: 20s
                """, options: ["--heap-limit", "32MiB"])
            let row = try run.row(.after)
            #expect(row.status == .heapLimit)
            #expect(row.statusDetail != nil)
            #expect(try row.figure(.published) > 0)
            #expect(try row.figure(.deliveries(.fast)) > 0)
            #expect(try row.figure(.heapPeak) > 16 * 1_048_576)
        }

        // A fast subscriber loses nothing unless it is kept from its turn for 250 ms.
        @Test func dropNewest_SparesTheFast_WhenTheSlowAreFull() throws {
            let run = try RealRun(
                """
                  spared:
                    strategy: drop-newest
                    subscribers: 100
                    slow_fraction: 0.1
                    slow_kind: stalled
                    capacity: 50
                    rate: 200
                    warmup: 0s
                    duration: 500ms
                """)
            let row = try run.row(.dropNewest)
            #expect(try row.figure(.dropsRejectedNewest(.fast)) == 0)
            #expect(try row.figure(.deliveries(.fast)) == 90 * row.figure(.published))
            #expect(try row.figure(.dropsRejectedNewest(.slow)) > 0)
        }

        @Test func publisher_IsHeldUp_WhenAWaitingStrategyIsAwaited() throws {
            let run = try RealRun(
                """
                  held:
                    strategy: [after, shared-timer, shared-ticker, timer, ticker]
                    dispatch: awaited
                    subscribers: 200
                    slow_fraction: 0.1
                    slow_kind: stalled
                    capacity: 2
                    rate: 100
                    warmup: 0s
                    duration: 500ms
                    drain_limit: 100ms
                """)
            #expect(run.rows.count == 5)
            for row in run.rows {
                #expect(row.behind == true, "\(row.cell.strategy)")
                #expect(try row.figure(.unpublished) > 0, "\(row.cell.strategy)")
                #expect(row.latencyBound == true, "\(row.cell.strategy)")
            }
        }
    }
}

extension String {
    /// Two spaces further to the right.
    fileprivate var indented: String { split(separator: "\n").map { "  \($0)" }.joined(separator: "\n") }
}
