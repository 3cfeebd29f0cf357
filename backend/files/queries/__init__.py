"""Stored files as they are shown."""
