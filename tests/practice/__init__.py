"""Tests of sessions, instances, timers, sets and values."""
