import Foundation
import Testing

/// Who may import whom: the table of docs/design.md, against the sources and against Package.swift.
@Suite struct ImportRulesTests {
    /// A module's line of the table, and what it says that it may import.
    private typealias Rules = [String: Set<String>]

    private static let anybodys: Set = ["Synchronization", "Dispatch", "Glibc", "Musl", "Runtime"]
    private static let sources = "\(Command.root)/Sources"

    private static func rules() throws -> Rules {
        let page = try String(contentsOfFile: "\(Command.root)/docs/design.md", encoding: .utf8)
        var rules = Rules()
        for line in page.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { cell in cell.matches(of: /`(\w+)`/).map { String($0.1) } }
            guard cells.count == 3, cells[1].isEmpty else { continue }
            for module in cells[0] { rules[module] = Set(cells[2]) }
        }
        return rules
    }

    /// What each module imports, with the first file that does.
    private static func imports(of module: String) throws -> [String: String] {
        var found: [String: String] = [:]
        let files = FileManager.default.enumerator(atPath: "\(sources)/\(module)")?.compactMap { $0 as? String } ?? []
        let pattern =
            /^\s*(?:@\S+ )*(?:(?:public|package|internal|private) )?import (?:struct |class |enum |func )?(\w+)/
        for file in files.sorted() where file.hasSuffix(".swift") {
            let text = try String(contentsOfFile: "\(sources)/\(module)/\(file)", encoding: .utf8)
            for line in text.split(separator: "\n") {
                guard let name = line.prefixMatch(of: pattern).map({ String($0.1) }) else { continue }
                found[name] = found[name] ?? file
            }
        }
        return found
    }

    @Test func everyModule_IsInTheTable() throws {
        let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources)
        #expect(try Set(modules) == Set(Self.rules().keys))
    }

    @Test func modules_ImportWhatTheyMay_AndNothingElse() throws {
        for (module, allowed) in try Self.rules() {
            let imports = try Self.imports(of: module)
            for (name, file) in imports where !allowed.union(Self.anybodys).contains(name) {
                Issue.record("\(module)/\(file) imports \(name): docs/design.md says that \(module) may not")
            }
            // One of C alone imports nothing.
            for name in allowed where imports[name] == nil && !imports.isEmpty {
                Issue.record("docs/design.md lets \(module) import \(name), and no file of it does")
            }
        }
    }

    @Test func package_DependsOnWhatIsImported_AndNothingElse() throws {
        let sandbox = try Sandbox()
        // A scratch folder of its own: that of the build is locked while a build runs.
        let dump = try Command.run(
            "/usr/bin/env", "swift", "package", "--package-path", Command.root, "--scratch-path",
            sandbox.path("scratch"), "dump-package", in: sandbox)
        try #require(dump.code == 0, "\(dump.errors)")
        let package = try JSONDecoder().decode(Package.self, from: Data(dump.output.utf8))
        for (module, allowed) in try Self.rules() {
            let target = try #require(package.targets.first { $0.name == module }, "no target \(module)")
            let declared = Set(target.dependencies.map(\.name))
            let expected = allowed.subtracting(["Foundation", "FoundationEssentials"])
            #expect(declared == expected, "the dependencies of \(module) in Package.swift, and what it may import")
        }
    }

    private struct Package: Decodable {
        struct Target: Decodable {
            let name: String
            let dependencies: [Dependency]
        }
        /// `{"byName": ["Broker", null]}`, `{"product": ["NIOCore", "swift-nio", null, null]}`.
        struct Dependency: Decodable {
            let name: String

            init(from decoder: any Decoder) throws {
                let kinds = try decoder.singleValueContainer().decode([String: [String?]].self)
                name = (kinds.values.first?.first ?? nil) ?? ""
            }
        }
        let targets: [Target]
    }
}
