"""The HTTP operations of the activities slice."""

from fractal_goals.activities.api.activities import ActivitiesApi
from fractal_goals.activities.api.groups import GroupsApi

__all__ = ["ActivitiesApi", "GroupsApi"]
