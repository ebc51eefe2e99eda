"""Rows to engine and back."""
