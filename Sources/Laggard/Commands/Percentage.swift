import ArgumentParser
import Experiment

/// A share on the command line: `5%`.
struct Percentage: ExpressibleByArgument, Equatable {
    /// From 0 to below 1.
    let fraction: Double

    init?(argument: String) {
        guard argument.hasSuffix("%"), let number = Numeral.decimal(String(argument.dropLast())),
            (0..<100).contains(number)
        else { return nil }
        fraction = number / 100
    }
}
