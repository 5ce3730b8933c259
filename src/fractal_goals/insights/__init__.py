"""The insights slice."""
