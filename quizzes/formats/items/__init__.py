"""Readers and writers of foreign item files."""
