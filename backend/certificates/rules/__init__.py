"""Decisions on plain values: the code's spelling and the masking of names."""
