"""The practice slice."""
