"""The demonstration slice."""
