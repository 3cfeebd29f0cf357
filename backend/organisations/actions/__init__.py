"""What changes organisations and memberships."""
