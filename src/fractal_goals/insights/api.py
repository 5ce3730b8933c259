"""Series of metrics and totals of spans."""

from typing import Annotated

from litestar import Controller
from litestar.params import Parameter

from fractal_goals.insights.queries.series import metric_series
from fractal_goals.insights.queries.summary import summary
from fractal_goals.insights.schemas import Series, Summary
from fractal_goals.web.answers import shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import reads

TAG = "Insights"
From = Annotated[
    str | None, Parameter(query="from", description="first of your days, or an instant")
]
To = Annotated[
    str | None, Parameter(query="to", description="last of your days, included, or an instant")
]


class InsightsApi(Controller):
    """What the practice of a fractal adds up to."""

    path = "/fractals/{f:str}"

    @reads("/metrics/{m:str}/values", tag=TAG)
    async def read_series(
        self,
        caller: Caller,
        f: str,
        m: str,
        start: From = None,
        end: To = None,
        split_id: str | None = None,
    ) -> Series:
        """Every value of a metric, oldest first."""
        raw = await caller.read(f, metric_series, m, start=start, end=end, split_id=split_id)
        return shaped(Series, raw)

    @reads("/summary", tag=TAG)
    async def read_summary(
        self, caller: Caller, f: str, start: From = None, end: To = None
    ) -> Summary:
        """Totals of a span: sessions, seconds, goals, activities with their metrics, days."""
        return shaped(Summary, await caller.read(f, summary, start=start, end=end))
