"""From facts to a page: words, widths, drawing, PDF. No database."""
