"""The HTTP operations of the fractal slice."""

from fractal_goals.fractals.api.fractals import FractalsApi
from fractal_goals.fractals.api.goals import GoalsApi

__all__ = ["FractalsApi", "GoalsApi"]
