// CSVStream
