import FoundationEssentials
import HistogramEncoding

/// Text for a script element: compressed by zlib, in base64, so that nothing in it can end the element.
struct PackedText: Sendable {
    let base64: String

    init(_ bytes: [UInt8]) {
        base64 = Data(Zlib.deflated(bytes)).base64EncodedString()
    }

    /// Of bytes that are compressed already.
    init(compressed bytes: UnsafeRawBufferPointer) {
        base64 = Data(bytes).base64EncodedString()
    }

    /// Bytes that it takes.
    var length: Int { base64.utf8.count }
}
