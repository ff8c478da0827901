import Testing

/// The suites that run the real child: one after the other, since their trials would take each other's cores.
@Suite(.serialized)
enum RealRuns {}
