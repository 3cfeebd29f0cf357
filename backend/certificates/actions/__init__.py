"""What changes a certificate."""
