"""The rows of what is practised: groups, activities, metrics, splits and templates."""

from datetime import datetime

from fractal_goals.activities.models import (
    ActivityDefinition,
    ActivityGroup,
    MetricDefinition,
    SplitDefinition,
)
from fractal_goals.demonstration.book import Book
from fractal_goals.demonstration.pursuits import Drill, Plan, Pursuit
from fractal_goals.planning.models import SessionTemplate, TemplateActivity, TemplateSection

MINUTE = 60


def write_catalogue(book: Book, pursuit: Pursuit, at: datetime) -> None:
    """Write what a pursuit's sessions refer to; `book.ids` has it by its names afterwards."""
    groups = dict.fromkeys(drill.group for drill in pursuit.drills)
    for place, name in enumerate(groups):
        book.ids["group", name] = book.add(ActivityGroup, at, name=name, sort_order=place)
    for place, drill in enumerate(pursuit.drills):
        _write_drill(book, drill, place, at)
    for plan in pursuit.plans:
        _write_plan(book, plan, at)


def planned_seconds(plan: Plan) -> int:
    """How long a session of this plan is meant to be."""
    return MINUTE * sum(section.minutes for section in plan.sections)


def _write_drill(book: Book, drill: Drill, place: int, at: datetime) -> None:
    activity_id = book.add(
        ActivityDefinition,
        at,
        group_id=book.ids["group", drill.group],
        name=drill.name,
        description=drill.description,
        has_sets=drill.sets is not None,
        has_splits=bool(drill.splits),
        has_metrics=bool(drill.metrics),
        sort_order=place,
    )
    book.ids["drill", drill.name] = activity_id
    for number, metric in enumerate(drill.metrics):
        book.ids["metric", drill.name, metric.name] = book.add(
            MetricDefinition,
            at,
            activity_id=activity_id,
            name=metric.name,
            unit=metric.unit,
            is_top_set_metric=metric.decides and drill.sets is not None,
            is_multiplicative=metric.multiplies,
            higher_is_better=metric.higher_is_better,
            max_value=metric.maximum,
            sort_order=number,
        )
    for number, split in enumerate(drill.splits):
        book.ids["split", drill.name, split] = book.add(
            SplitDefinition, at, activity_id=activity_id, name=split, sort_order=number
        )


def _write_plan(book: Book, plan: Plan, at: datetime) -> None:
    template_id = book.add(SessionTemplate, at, name=plan.name, description=plan.description)
    book.ids["plan", plan.name] = template_id
    for number, section in enumerate(plan.sections):
        section_id = book.add(
            TemplateSection,
            at,
            session_template_id=template_id,
            name=section.name,
            planned_duration_seconds=section.minutes * MINUTE,
            sort_order=number,
        )
        for place, drill in enumerate(section.drills):
            book.add(
                TemplateActivity,
                at,
                session_template_id=template_id,
                template_section_id=section_id,
                activity_definition_id=book.ids["drill", drill],
                sort_order=place,
            )
