"""The kinds of fractals that a demonstration shows."""

from fractal_goals.demonstration.pursuits.guitar import GUITAR
from fractal_goals.demonstration.pursuits.japanese import JAPANESE
from fractal_goals.demonstration.pursuits.kinds import Drill, Metric, Plan, Pursuit
from fractal_goals.demonstration.pursuits.programming import PROGRAMMING
from fractal_goals.demonstration.pursuits.running import RUNNING

PURSUITS = (GUITAR, RUNNING, JAPANESE, PROGRAMMING)

__all__ = ["PURSUITS", "Drill", "Metric", "Plan", "Pursuit"]
