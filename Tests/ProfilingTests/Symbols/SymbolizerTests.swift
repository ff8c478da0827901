import Foundation
import Testing

@testable import Profiling

/// Functions of this program and of its libraries, looked up.
struct SymbolizerTests {
    private func symbols(_ addresses: some Sequence<UInt64>, patience: Int64 = .max / 2) -> SymbolTable {
        Symbolizer.symbols(
            of: Dictionary(addresses.map { ($0, 1) }, uniquingKeysWith: +), images: .capture(), patience: patience)
    }

    /// The addresses of the calls that are on this thread's stack.
    private func calls() -> [UInt64] { Thread.callStackReturnAddresses.map { $0.uint64Value - 1 } }

    @Test func own_HasNameFileAndLine() throws {
        let line = #line + 1
        let calls = calls()
        let frames = symbols(calls).frames.values.flatMap { $0 }
        #expect(
            frames.contains {
                $0.name == "SymbolizerTests.own_HasNameFileAndLine()" && $0.file.hasSuffix("SymbolizerTests.swift")
                    && $0.line == line
            })
    }

    @Test func exported_HasItsName_InALibraryThatWasStripped() throws {
        let address = UInt64(UInt(bitPattern: try #require(dlsym(nil, "deflate"))))
        #expect(symbols([address]).frames[address]?.map(\.linkName) == ["deflate"])
    }

    @Test func nowhere_HasNothing() {
        #expect(symbols([0x10, UInt64.max - 4]).frames.isEmpty)
        #expect(symbols([UInt64]()).frames.isEmpty)
    }

    @Test func withoutPatience_NamesAreThere_AndLinesAreCounted() throws {
        let table = symbols(calls(), patience: 0)
        let frames = table.frames.values.flatMap { $0 }
        #expect(frames.contains { $0.name == "SymbolizerTests.withoutPatience_NamesAreThere_AndLinesAreCounted()" })
        #expect(frames.allSatisfy { $0.line == 0 && $0.file.isEmpty })
        #expect(table.withoutLines == table.frames.count)
    }

    @Test func images_AreTheFilesThatWereLoaded() throws {
        let images = LoadedImages.capture()
        #expect(images.all.filter(\.isExecutable).count == 1)
        #expect(images.all.contains { $0.path.hasSuffix("/libc.so.6") })
        for image in images.all {
            #expect(images.index(of: image.addresses.lowerBound) != nil)
            #expect(!image.code.isEmpty)
            if !image.path.hasPrefix("[") { #expect(ELFFile.buildID(path: image.path) == image.buildID) }
        }
        #expect(images.index(of: 0) == nil)
    }

    @Test func replacedFile_IsNotReadForSymbols() throws {
        var image = try #require(LoadedImages.capture().all.first { $0.path.hasSuffix("/libc.so.6") })
        #expect(image.symbolFile == image.path)
        image.buildID = "00"
        #expect(image.symbolFile == nil)
        #expect(ELFFile.buildID(path: #filePath) == nil)
        #expect(ELFFile.buildID(path: "/nowhere") == nil)
    }
}
