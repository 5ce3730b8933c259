"""Fractal Goals: a deep goal tree joined to measured practice."""
