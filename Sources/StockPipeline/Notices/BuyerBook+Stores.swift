import StockMatching
import StockModel

extension BuyerBook {
    /// The buyers of records that several workers have read. Each record's `buyer` becomes an id over all stores.
    convenience init(of stores: [RecordStore]) {
        var bases: [Int32] = []
        var base: Int32 = 0
        for store in stores {
            bases.append(base)
            for list in store.partitions {
                list.forEachPointer { if $0.pointee.buyer >= 0 { $0.pointee.buyer += base } }
            }
            base += Int32(store.buyers.count)
        }
        self.init { [bases] id in
            // As few stores as workers, and as many more for each huge file.
            let store = bases.lastIndex { $0 <= id } ?? 0
            return stores[store].buyers[Int(id - bases[store])]
        }
    }
}
