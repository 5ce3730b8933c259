"""The tests; they mirror `src/fractal_goals`."""
