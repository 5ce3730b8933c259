"""Tables of the fractal slice: the tree, the sessions in it, the history."""

from fractal_goals.fractals.models.fractal import Fractal, History
from fractal_goals.fractals.models.goal import Goal
from fractal_goals.fractals.models.session import PracticeSession, SessionGoal, SessionTag

__all__ = ["Fractal", "Goal", "History", "PracticeSession", "SessionGoal", "SessionTag"]
