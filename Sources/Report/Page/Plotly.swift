import CPlotly

/// plotly.js as it comes with laggard.
enum Plotly {
    static let version = CPLOTLY_VERSION

    /// gzip of plotly.min.js.
    static var packed: PackedText {
        PackedText(compressed: UnsafeRawBufferPointer(start: cplotly_gzip_bytes(), count: cplotly_gzip_length()))
    }

    static var licence: String {
        String(
            decoding: UnsafeRawBufferPointer(start: cplotly_licence_bytes(), count: cplotly_licence_length()),
            as: UTF8.self)
    }
}
