/// A program that a user would write instead, in `scripts/bench-rivals`.
enum Rival: String, CaseIterable {
    case duckdb
    case polars
    case pandas

    /// What it is made of.
    var title: String {
        switch self {
        case .duckdb: "lxml + DuckDB"
        case .polars: "2 × lxml + Polars"
        case .pandas: "lxml + pandas"
        }
    }
}
