"""Targets, and the completion that follows from them."""
