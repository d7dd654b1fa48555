// StockPipeline
