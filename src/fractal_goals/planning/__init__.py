"""The planning slice."""
