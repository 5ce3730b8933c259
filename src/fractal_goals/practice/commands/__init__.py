"""What people do to sessions, instances, timers, sets and values."""
