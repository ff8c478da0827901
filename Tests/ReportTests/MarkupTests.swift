import Testing

@testable import Report

@Suite
struct MarkupTests {
    @Test func text_IsEscaped_WhereverItIsInterpolated() {
        let name = "<script>alert('a' + \"b\" & `c`)</script>"
        let markup: Markup = "<td title=\"\(name)\">\(name)</td>"
        let escaped = "&lt;script&gt;alert(&#39;a&#39; + &quot;b&quot; &amp; &#96;c&#96;)&lt;/script&gt;"
        #expect(markup.text == "<td title=\"\(escaped)\">\(escaped)</td>")
    }

    @Test func markup_StaysAsItIs_WhenInterpolated() {
        let inner: Markup = "<b>\("<")</b>"
        let outer: Markup = "<p>\(inner)\(3)</p>"
        #expect(outer.text == "<p><b>&lt;</b>3</p>")
    }

    @Test func controlCharacters_AreReplaced_WhereHTMLCannotHoldThemOrTheyTurnTheText() {
        let name = "a\u{0}b\u{1B}[2Jc\rd\u{202E}e\u{2066}f\tg\nh"
        let markup: Markup = "\(name)"
        #expect(markup.text == "a\u{FFFD}b\u{FFFD}[2Jc\u{FFFD}d\u{FFFD}e\u{FFFD}f\tg\nh")
    }
}
