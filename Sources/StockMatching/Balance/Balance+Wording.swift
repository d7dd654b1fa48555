import StockModel

extension FindingWording {
    func oversell(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "\(startName(row.line)) cannot be filled: \(units(row.quantity)) of \(sku(row)) short. "
                + "There is not enough for all open orders, and earlier ones come first.",
            suggestion:
                "Order more or move stock in before the promised date, or tell this buyer and cancel what is short.")
    }

    func shippedBeyondSupply(_ row: FindingRow) -> Sentences {
        Sentences(
            detail: "More of \(sku(row)) has shipped than was ever received: \(units(row.quantity)) missing.",
            suggestion: "Look for a despatch advice or stock-take that was not read, or an order counted as shipped by "
                + "mistake; then count the shelf.")
    }
}
