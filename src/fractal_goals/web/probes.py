"""Liveness, readiness and Prometheus metrics, outside `/api`."""

from typing import Any

from litestar import Response, get
from litestar.datastructures import State
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


@get("/healthz", include_in_schema=False)
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@get("/readyz", include_in_schema=False)
async def readyz(state: State) -> dict[str, str]:
    """The database answers; 503 where it does not."""
    state.database.ping()
    return {"status": "ready"}


@get("/metrics", include_in_schema=False)
async def metrics() -> Response[Any]:
    """What Prometheus scrapes."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


PROBES = (healthz, readyz, metrics)
