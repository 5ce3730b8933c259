"""Reads of targets, and of what settles completion."""
