"""Requests that schemathesis makes up from our own OpenAPI document, good and bad."""

from typing import Any

import httpx
import pytest
import schemathesis
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.fuzzing.test_bad_input import NAMES
from tests.fuzzing.world import make_world
from tests.support.api import Client

# By database: what differs between the two is only below the operations.
EXAMPLES = {"sqlite": 20, "postgresql": 6}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def schema(shared_client: Client) -> Any:
    """Our document, as schemathesis reads it."""
    return schemathesis.openapi.from_dict(shared_client.get("/api/openapi.json").json())


@pytest.mark.parametrize("name", NAMES)
def test_no_request_breaks_the_server_or_its_promise(
    shared_client: Client, shared_engine: sa.Engine, schema: Any, name: str
) -> None:
    """Every answer is one that the document names, in the shape that it gives."""
    operation = schema.find_operation_by_id(name)
    world = make_world(shared_client)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)

    # What is found is small already; making it smaller takes minutes.
    @settings(
        max_examples=EXAMPLES[shared_engine.dialect.name],
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        database=None,
    )
    @given(case=st.one_of(right, wrong), is_about_mine=st.booleans())
    def ask(case: Any, is_about_mine: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
        if is_about_mine:
            case.path_parameters.update(
                {key: world.mine[key] for key in case.path_parameters if key in world.mine}
            )
        answer = send(shared_client, case)
        case.validate_response(answer, checks=CHECKS)

    ask()


def send(client: Client, case: Any) -> httpx.Response:
    """Send what was made up, without the cookies of which there are none."""
    sent = case.as_transport_kwargs(base_url="http://127.0.0.1:8000")
    del sent["cookies"]
    if "data" in sent:
        sent["content"] = sent.pop("data")
    return client.request(**sent)
