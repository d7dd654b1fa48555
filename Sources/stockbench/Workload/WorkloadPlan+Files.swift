/// Where the files of a workload stand in its folders of inputs.
extension WorkloadPlan {
    /// The files that despatch advices before the night are written to, in order, with those that go into each.
    func adviceFiles(in inputs: String) -> [(path: String, advices: Range<Int>)] {
        if oneFile == .advices || oneFile == .both {
            return [("\(inputs)/despatch-advices/despatch-advices.xml", 0..<despatchAdvices)]
        }
        return (0..<despatchAdvices).map { (Self.path(ofAdvice: $0, in: inputs), $0..<$0 + 1) }
    }

    /// The files that order exports before the night are written to, in order, with those that go into each.
    func exportFiles(in inputs: String) -> [(path: String, exports: Range<Int>)] {
        if oneFile == .orders || oneFile == .both { return [("\(inputs)/orders/orders.csv", 0..<orderExports)] }
        return (0..<orderExports).map { (Self.path(ofExport: $0, in: inputs), $0..<$0 + 1) }
    }

    /// The file of one despatch advice.
    static func path(ofAdvice advice: Int, in inputs: String) -> String {
        "\(inputs)/despatch-advices/da-\(padded(advice + 1, 6)).xml"
    }

    /// The file of one order export.
    static func path(ofExport export: Int, in inputs: String) -> String {
        let channel = OrderExportWriter.channel(ofExport: export)
        return "\(inputs)/orders/orders-\(padded(export + 1, 4))-\(channel).csv"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
