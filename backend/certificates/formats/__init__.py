"""Documents about certificates: read strictly, and written as they are kept."""
