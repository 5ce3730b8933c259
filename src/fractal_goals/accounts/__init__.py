"""The accounts slice."""
