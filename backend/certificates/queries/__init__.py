"""What is shown of certificates."""
