"""Changes of stored files."""
