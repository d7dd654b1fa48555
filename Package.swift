// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "serialstock",
    products: [
        .executable(name: "serialstock", targets: ["serialstock"]),
        .executable(name: "stockbench", targets: ["stockbench"]),
        .executable(name: "stockfuzz", targets: ["stockfuzz"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CAllocator"),
        .systemLibrary(name: "CPrefetch"),
        // Its declarations are public, not package: only public ones are inlined into other modules, and the folds are a
        // quarter slower without.
        .target(name: "StockModel", dependencies: ["CPrefetch"]),
        .target(name: "ByteSource", dependencies: ["CZlib", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "XMLStream", dependencies: ["CLibXML2", "ByteSource"]),
        .target(name: "CSVStream", dependencies: ["CLibCSV"]),
        .target(
            name: "StockReading",
            dependencies: [
                "StockModel", "ByteSource", "XMLStream", "CSVStream", .product(name: "Yams", package: "Yams"),
            ],
            exclude: ["BuiltIn"], plugins: ["EmbedDefinitions"]),
        .plugin(name: "EmbedDefinitions", capability: .buildTool(), dependencies: ["embed-definitions"]),
        .executableTarget(name: "embed-definitions"),
        .target(name: "StockMatching", dependencies: ["StockModel"]),
        .target(name: "StockNotices", dependencies: ["StockModel", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "StockLedger",
            dependencies: [
                "StockModel", "StockMatching", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"), "CSQLite",
            ]),
        .target(
            name: "StockWriting",
            dependencies: [
                "StockModel", "StockNotices", "ByteSource", "CSVStream",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        .target(
            name: "StockPipeline",
            dependencies: [
                "StockModel", "ByteSource", "StockReading", "StockMatching", "StockLedger", "StockNotices",
                "StockWriting",
                .product(name: "Yams", package: "Yams"),
            ]),
        .executableTarget(
            name: "serialstock",
            dependencies: [
                "CAllocator", "StockPipeline", "StockReading", "StockWriting", "StockModel",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "stockbench",
            dependencies: [
                "XMLStream", "CSVStream", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .systemLibrary(name: "CFuzzer"),
        .executableTarget(
            name: "stockfuzz",
            dependencies: [
                "CFuzzer", "XMLStream", "CSVStream", "StockModel", "StockReading", "StockMatching", "StockPipeline",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(name: "StockTestSupport", path: "Tests/StockTestSupport"),
        .testTarget(name: "StockModelTests", dependencies: ["StockModel", "StockTestSupport"]),
        .testTarget(name: "StockTestSupportTests", dependencies: ["StockTestSupport"]),
        .testTarget(name: "XMLStreamTests", dependencies: ["XMLStream"]),
        .testTarget(name: "CSVStreamTests", dependencies: ["CSVStream"]),
        .testTarget(name: "ByteSourceTests", dependencies: ["ByteSource"]),
        .testTarget(
            name: "StockReadingTests",
            dependencies: [
                "ByteSource", "StockModel", "StockReading", "StockTestSupport", "XMLStream",
                .product(name: "Yams", package: "Yams"),
            ]),
        .testTarget(name: "StockMatchingTests", dependencies: ["StockMatching", "StockTestSupport"]),
        .testTarget(name: "StockNoticesTests", dependencies: ["StockNotices", "StockModel", "StockTestSupport"]),
        .testTarget(
            name: "StockWritingTests", dependencies: ["StockWriting", "StockModel", "StockNotices", "StockTestSupport"]),
        .testTarget(
            name: "serialstockTests",
            dependencies: ["serialstock", "StockPipeline", "StockWriting", "StockModel", "StockTestSupport"]),
        .testTarget(
            name: "StockPipelineTests",
            dependencies: [
                "ByteSource", "StockPipeline", "StockReading", "StockMatching", "StockLedger", "StockNotices",
                "StockWriting",
                "StockModel", "StockTestSupport",
            ]),
        .testTarget(name: "StockBenchTests", dependencies: ["stockbench"]),
        .testTarget(name: "StockFuzzTests", dependencies: ["stockfuzz"], exclude: ["Found"]),
        .testTarget(name: "ArchitectureTests"),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system && target.type != .plugin {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
        // Debug builds, in which the tests run, check exclusive access; at run time the checks cost a tenth.
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
    ]
}

// `scripts/fuzz` names libFuzzer's library: then all targets are built so that it sees which code an input reaches.
if let library = Context.environment["STOCKFUZZ_LIBFUZZER"] {
    let tools = ["embed-definitions", "serialstock", "stockbench"]
    for target in package.targets where target.type != .system && target.type != .plugin && !tools.contains(target.name)
    {
        target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer"]))
    }
    for target in package.targets where target.name == "stockfuzz" {
        target.swiftSettings?.append(.define("STOCKFUZZ_LIBFUZZER"))
        target.linkerSettings = [.unsafeFlags([library]), .linkedLibrary("stdc++"), .linkedLibrary("m")]
    }
}
