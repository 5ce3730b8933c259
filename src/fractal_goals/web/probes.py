"""Liveness, readiness and Prometheus metrics, outside `/api`."""

from typing import Any

import sqlalchemy as sa
from litestar import Response, get
from litestar.datastructures import State
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

PING: sa.Select[Any] = sa.select(sa.literal_column("1"))


@get("/healthz", include_in_schema=False)
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@get("/readyz", include_in_schema=False)
async def readyz(state: State) -> dict[str, str]:
    """The database answers; 503 where it does not."""
    with state.database.engine.connect() as connection:
        connection.execute(PING)
    return {"status": "ready"}


@get("/metrics", include_in_schema=False)
async def metrics() -> Response[Any]:
    """What Prometheus scrapes."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


PROBES = (healthz, readyz, metrics)
