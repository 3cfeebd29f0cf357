"""Files that organisations bring and take."""
