"""Decisions on values. Pure Python."""
