"""Bounds of metrics against what was recorded within the older ones."""

from collections.abc import Iterator

from fractal_goals.activities.commands.parts import Replacement
from fractal_goals.activities.queries import values_outside
from fractal_goals.activities.rules import Metric, is_narrower, outside_message
from fractal_goals.infra.work import Work, fields_of
from fractal_goals.kit.errors import FieldError, Invalid


def check_bounds_hold(work: Work, metrics: Replacement[Metric]) -> None:
    """Raise `Invalid` (`values_outside`) where a bound is narrowed past recorded values."""
    errors = tuple(_broken_bounds(work, metrics))
    if errors:
        raise Invalid(*errors, code="values_outside")


def _broken_bounds(work: Work, metrics: Replacement[Metric]) -> Iterator[FieldError]:
    stored = {row.id: fields_of(row) for row in metrics.stored}
    for place, (metric_id, metric) in enumerate(zip(metrics.ids, metrics.definitions, strict=True)):
        if metric_id not in stored:
            continue
        for name, bound in (("min_value", metric.min_value), ("max_value", metric.max_value)):
            if bound is None or not is_narrower(name, stored[metric_id][name], bound):
                continue
            found = values_outside(work, metric_id, name, bound)
            if found is not None:
                message = outside_message(found.number, found.smallest, found.largest)
                yield FieldError(f"{metrics.kind.pointer}/{place}/{name}", message)
