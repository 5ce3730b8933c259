"""The transfer slice."""
