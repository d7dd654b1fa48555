/// Writes the catalogue: every SKU with its name, GTIN, supplier's part and whether serials are required.
struct CatalogueWriter {
    /// Writes the catalogue to `path`. Returns the size of the file.
    func write(to path: String) throws(BenchError) -> Int {
        var file = try ByteWriter(path: path)
        file.append("sku,name,gtin,supplier_parts,serials,warranty_months,brand,category\n")
        for sku in 0..<WorkloadPlan.skus {
            file.append(sku: sku)
            file.append(",")
            file.append(nameOf: sku)
            file.append(",")
            file.append(number: Goods.gtin(sku), width: 14)
            file.append(",")
            file.append(partOf: sku)
            file.append(",")
            file.append(Goods.serialPolicy(sku))
            file.append(sku % 3 == 0 ? ",36," : ",24,")
            file.append(Goods.brand(sku))
            file.append(",")
            file.append(Goods.category(sku))
            file.append("\n")
        }
        return try file.close()
    }
}
