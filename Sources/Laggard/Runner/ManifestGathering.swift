import Experiment
import Foundation
import Results

/// Puts a run's manifest together. What cannot be found out is left out.
struct ManifestGathering {
    let facts: MachineFacts

    func manifest(runID: String, plan: Plan, startedAt: String, commandLine: [String]) async -> Manifest {
        var manifest = Manifest(runID: runID, plan: plan, commandLine: commandLine, startedAt: startedAt)
        manifest.machine = machine
        manifest.build = await build()
        manifest.measurements = DoctorFile.usual.measurements(of: facts.fingerprint)
        return manifest
    }

    private var machine: Manifest.Machine {
        var machine = Manifest.Machine()
        machine.host = facts.host
        machine.cpuModel = facts.cpuModel
        machine.cores = facts.usableCores ?? facts.cores
        machine.kernel = facts.kernel
        machine.governor = facts.governor
        machine.memoryBytes = facts.memoryBytes
        machine.loadAverage = facts.loadAverage
        return machine
    }

    private func build() async -> Manifest.Build {
        var build = Manifest.Build()
        build.version = LaggardVersion.current
        build.optimisation = facts.isOptimised ? "release" : "debug"
        build.compiler = Self.compiler
        if let root = SourceTree.root {
            build.revision = await SourceTree.revision(root)
            build.isDirty = await SourceTree.isDirty(root)
            build.packages = SourceTree.packages(root)
        }
        return build
    }

    /// The least version that the compiler is known to have: the language offers no more than comparisons.
    private static var compiler: String {
        #if compiler(>=6.4)
            "Swift 6.4 or later"
        #elseif compiler(>=6.3)
            "Swift 6.3"
        #else
            "Swift 6.2"
        #endif
    }
}
