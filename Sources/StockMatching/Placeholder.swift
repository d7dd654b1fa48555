// StockMatching
