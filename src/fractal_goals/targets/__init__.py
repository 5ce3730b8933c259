"""The targets slice."""
