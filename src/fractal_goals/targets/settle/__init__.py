"""Completion follows the evidence: the one place where targets and goals are settled."""

from fractal_goals.targets.settle.settling import settle

__all__ = ["settle"]
