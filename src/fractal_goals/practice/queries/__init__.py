"""Reads of sessions, their instances, and what was recorded in them."""
