"""Organisations, registration and sessions over HTTP."""
