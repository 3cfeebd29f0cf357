"""Files that people bring: received piece by piece, checked, prepared, served. No domain."""
