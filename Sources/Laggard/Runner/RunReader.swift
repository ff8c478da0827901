import Experiment
import Foundation
import Results

/// Reads a run's files; what is wrong with them is said in words.
enum RunReader {
    /// The manifest of a run.
    /// - Throws: `Failure`, usage where the folder is not one of a run.
    static func manifest(folder: String) throws(Failure) -> Manifest {
        let path = RunFiles(folder: folder).manifest
        let bytes = try bytes(path, of: folder)
        do throws(Manifest.Malformed) {
            return try Manifest(json: bytes)
        } catch {
            throw Failure(.usage, "'\(path)' is not a manifest: \(error)")
        }
    }

    /// The rows of a run; a torn last one is left out.
    static func trials(folder: String) throws(Failure) -> [TrialRecord] {
        let path = RunFiles(folder: folder).trials
        return try rows(.trials, try bytes(path, of: folder), path).rows
    }

    static func rows<Row>(
        _ reader: CSVReader<Row>, _ bytes: [UInt8], _ path: String
    ) throws(Failure) -> CSVReader<Row>.Contents {
        do throws(CSVError) {
            return try reader.read(bytes, file: path)
        } catch {
            throw Failure(.usage, "\(error)")
        }
    }

    /// The bytes of one of a run's files.
    static func bytes(_ path: String, of folder: String) throws(Failure) -> [UInt8] {
        do throws(FileError) {
            return try RunFiles.read(path)
        } catch  where error.code == ENOENT || error.code == ENOTDIR {
            var status = stat()
            guard stat(folder, &status) == 0 else { throw Failure(.usage, "there is no folder '\(folder)'") }
            let name = URL(fileURLWithPath: path).lastPathComponent
            throw Failure(.usage, "'\(folder)' is not the folder of a run: it has no \(name)")
        } catch {
            throw error.failure
        }
    }
}
