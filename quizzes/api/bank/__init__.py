"""The item bank, for those who write and review items."""
