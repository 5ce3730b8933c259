"""The web slice."""
