"""The activities slice."""
