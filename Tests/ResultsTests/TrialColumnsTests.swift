import Testing

@testable import Experiment
@testable import Results

@Suite struct TrialColumnsTests {
    @Test func columns_AreThoseOfTheHeader_InItsOrder() throws {
        try expectGolden("Tests/Golden/trials-header.csv", CSVWriter<TrialRecord>.trials.header)
        try expectGolden("Tests/Golden/samples-header.csv", CSVWriter<SampleRow>.samples.header)
        try expectGolden("Tests/Golden/histograms-header.csv", CSVWriter<HistogramRow>.histograms.header)
    }

    @Test func pages_AreTheOnesInTheManual() throws {
        try expectGolden("docs/columns.md", ColumnsPage.markdown)
        try expectGolden("docs/parameters.md", ParametersPage.markdown)
    }

    @Test func histogramColumn_NamesEveryHistogram() throws {
        let meaning = try #require(HistogramColumns.all.first { $0.name == "metric" }).meaning
        #expect(meaning.hasSuffix(": " + HistogramName.allCases.map(\.rawValue).joined(separator: ", ")))
    }

    @Test func names_AreUnique() {
        #expect(Set(TrialColumns.all.map(\.name)).count == TrialColumns.all.count)
        #expect(Set(SampleColumns.all.map(\.name)).count == SampleColumns.all.count)
    }

    @Test func everyMetric_HasItsColumn() {
        let names = TrialColumns.all.map(\.name)
        #expect(Metric.all.allSatisfy { names.contains($0.name) })
        #expect(TrialColumns.named("heap_source")?.group == "heap")
    }

    @Test(arguments: Parameter.allCases)
    func everyParameter_HasItsColumn(parameter: Parameter) {
        #expect(TrialColumns.named(parameter.column) != nil)
    }

    @Test func everySampleField_HasItsColumn() {
        let keys = TrialLine.Sample.CodingKeys.allCases.map(\.rawValue)
        #expect(SampleColumns.all.map(\.name) == ["trial_id"] + keys)
    }
}
