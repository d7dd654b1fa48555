// StockWriting
