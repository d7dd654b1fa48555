extension Definitions {
    /// The built-in formats by file name. A test compares the list with the folder.
    static let builtInFormats: [(file: String, yaml: [UInt8])] = [
        ("house-catalogue.yaml", PackageResources.house_catalogue_yaml),
        ("house-opening.yaml", PackageResources.house_opening_yaml),
        ("house-orders.yaml", PackageResources.house_orders_yaml),
        ("house-copies.yaml", PackageResources.house_copies_yaml),
        ("house-fulfilments.yaml", PackageResources.house_fulfilments_yaml),
        ("house-returns.yaml", PackageResources.house_returns_yaml),
        ("house-adjustments.yaml", PackageResources.house_adjustments_yaml),
        ("house-identities.yaml", PackageResources.house_identities_yaml),
        ("shopify-orders.yaml", PackageResources.shopify_orders_yaml),
        ("amazon-all-orders.yaml", PackageResources.amazon_all_orders_yaml),
        ("not-orders.yaml", PackageResources.not_orders_yaml),
    ]
}
