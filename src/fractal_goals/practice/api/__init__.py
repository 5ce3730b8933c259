"""The HTTP operations of the practice slice."""

from fractal_goals.practice.api.instances import InstancesApi
from fractal_goals.practice.api.sessions import SessionsApi, sessions_of_goal

__all__ = ["InstancesApi", "SessionsApi", "sessions_of_goal"]
