// StockModel
