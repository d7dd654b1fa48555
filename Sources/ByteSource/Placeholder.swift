// ByteSource
