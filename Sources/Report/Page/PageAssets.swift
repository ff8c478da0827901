/// The page's own style and scripts: the files of `Assets`, which Package.swift embeds.
enum PageAssets {
    static var style: Markup { text(PackageResources.report_css) }

    /// One script of all files, in the order in which they stand on one another.
    static var scripts: [Markup] {
        let files = [
            PackageResources.dom_js,
            PackageResources.format_js,
            PackageResources.statistics_js,
            PackageResources.unpack_js,
            PackageResources.data_js,
            PackageResources.details_js,
            PackageResources.look_js,
            PackageResources.plot_js,
            PackageResources.axes_js,
            PackageResources.points_js,
            PackageResources.chart_scaling_js,
            PackageResources.chart_overtime_js,
            PackageResources.chart_percentiles_js,
            PackageResources.chart_tradeoff_js,
            PackageResources.chart_deliveries_js,
            PackageResources.chart_compare_js,
            PackageResources.chart_series_js,
            PackageResources.legend_js,
            PackageResources.figure_js,
            PackageResources.panels_js,
            PackageResources.filter_js,
            PackageResources.csv_js,
            PackageResources.columns_js,
            PackageResources.facets_js,
            PackageResources.table_js,
            PackageResources.sheet_js,
            PackageResources.cell_view_js,
            PackageResources.trial_view_js,
            PackageResources.route_js,
            PackageResources.main_js,
        ]
        return [Markup(files.map(text), separator: "\n")]
    }

    /// Those of the page of flame graphs.
    static var flameStyle: Markup { text(PackageResources.flame_css) }
    static var flameScript: Markup {
        Markup(
            [PackageResources.dom_js, PackageResources.unpack_js, PackageResources.flame_js].map(text), separator: "\n")
    }

    private static func text(_ bytes: [UInt8]) -> Markup { Markup(trusted: String(decoding: bytes, as: UTF8.self)) }
}
