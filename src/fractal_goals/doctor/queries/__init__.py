"""The questions of the doctor. They span all fractals, so none of them is a `Work`'s."""
