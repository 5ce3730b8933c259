"""Fractals, the goals in them, and the trash."""
