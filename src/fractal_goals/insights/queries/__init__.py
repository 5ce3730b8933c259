"""Reads over many sessions: series, totals, days."""
