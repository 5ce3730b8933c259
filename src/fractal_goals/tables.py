"""Every table of the product, imported in one place for Alembic and for bulk copies."""

from fractal_goals.accounts.models import Membership, User
from fractal_goals.activities.models import (
    ActivityDefinition,
    ActivityGroup,
    MetricDefinition,
    SplitDefinition,
)
from fractal_goals.fractals.models import (
    Fractal,
    Goal,
    History,
    PracticeSession,
    SessionGoal,
    SessionTag,
)
from fractal_goals.infra.schema import Base
from fractal_goals.planning.models import SessionTemplate, TemplateActivity, TemplateSection
from fractal_goals.practice.models import (
    ActivityInstance,
    ActivitySet,
    InstancePause,
    MetricValue,
    SessionPause,
)
from fractal_goals.targets.models import Target, TargetCondition

metadata = Base.metadata

__all__ = [
    "ActivityDefinition",
    "ActivityGroup",
    "ActivityInstance",
    "ActivitySet",
    "Fractal",
    "Goal",
    "History",
    "InstancePause",
    "Membership",
    "MetricDefinition",
    "MetricValue",
    "PracticeSession",
    "SessionGoal",
    "SessionPause",
    "SessionTag",
    "SessionTemplate",
    "SplitDefinition",
    "Target",
    "TargetCondition",
    "TemplateActivity",
    "TemplateSection",
    "User",
    "metadata",
]
