"""Plausible practice."""
