// StockReading
