"""The fractals slice."""
