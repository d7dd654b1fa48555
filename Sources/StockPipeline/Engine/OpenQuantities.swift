import StockMatching
import StockModel
import StockWriting

/// What each channel's own open orders have yet to get: of a SKU, under the name that the channel has for it.
///
/// Taken from the demands that balancing has anyway, so a run that writes no feeds pays nothing for it.
enum OpenQuantities {
    static func of(_ demands: [RowList<OpenDemand>], _ context: FoldContext) -> [OpenQuantity] {
        var sums: [Key: Int] = [:]
        for list in demands {
            list.forEachPointer { demand in
                let line = demand.pointee.line.pointee
                // A kit's line demands each of its components; the channel takes it off the kit's own listing, once.
                let info = context[line.sku]
                guard demand.pointee.sku == (info.isKit ? info.components[0].sku : line.sku) else { return }
                sums[Key(channel: line.scope, sku: line.sku, item: line.item), default: 0] +=
                    Int(line.quantity) - Int(line.shippedPart)
            }
        }
        return sums.map { key, quantity in
            let written = ItemIdentifiers(joined: context.name(key.item))?.sku ?? ""
            return OpenQuantity(
                channel: context.name(key.channel).description, sku: context[key.sku].name.description,
                listing: written, quantity: quantity)
        }
    }

    private struct Key: Hashable {
        let channel: Int32
        let sku: Int32
        let item: Int32
    }
}
