/// Works out how much of each order line has left.
enum ShippedParts {
    static func set(_ orders: [DocumentLine], kits: Kits) {
        for line in orders {
            switch line.status {
            case "shipped": line.shippedPart = line.quantity
            case "cancelled": line.shippedPart = 0
            default: line.shippedPart = min(line.quantity, max(line.shippedQuantity, absorbed(line, kits)))
            }
        }
    }

    /// What a line absorbed; of a kit, as many as all components it absorbed any of are enough for.
    private static func absorbed(_ line: DocumentLine, _ kits: Kits) -> Int {
        let itself = line.absorbed[line.sku, default: 0]
        guard kits.isKit(line.sku) else { return itself }
        let wholeKits = kits.components(line.sku).filter { line.absorbed[$0.sku, default: 0] > 0 }
            .map { line.absorbed[$0.sku, default: 0] / $0.count }
        return max(itself, wholeKits.min() ?? 0)
    }
}
