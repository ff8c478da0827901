import Foundation
import Results

/// What `doctor` has found, for programs.
struct DoctorJSON: Encodable {
    let checks: [Check]
    /// Absent unless measured.
    let findings: [MachineVerdict.Finding]?
    let measurements: MachineMeasurements?

    /// With a newline at its end.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
