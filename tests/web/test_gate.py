"""In personal mode there is no sign-in: what comes from elsewhere never reaches the product."""

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

Client = TestClient[ASGIApp]
FRACTALS = "/api/v1/fractals"


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1234", "[::1]:8000", "127.0.0.1"]
)
def test_loopback_names_are_accepted(client: Client, host: str) -> None:
    assert client.get(FRACTALS, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::1", "10.0.0.1"],
)
def test_a_foreign_host_is_refused(client: Client, host: str) -> None:
    answer = client.get(FRACTALS, headers={"host": host})
    assert answer.status_code == 403
    assert answer.json()["code"] == "foreign_host"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_write_from_another_site_is_refused_and_stores_nothing(
    client: Client, headers: dict[str, str]
) -> None:
    answer = client.post(FRACTALS, json={"name": "Foreign"}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["code"] == "foreign_origin"
    assert client.get(FRACTALS).json()["items"] == []


def test_a_write_from_our_own_page_passes(client: Client) -> None:
    headers = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    assert client.post(FRACTALS, json={"name": "Own"}, headers=headers).status_code == 201


def test_a_form_of_another_kind_than_json_is_refused(client: Client) -> None:
    answer = client.post(FRACTALS, data={"name": "Form"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "not_json"


def test_a_body_that_is_too_large_is_refused(client: Client) -> None:
    answer = client.post(FRACTALS, json={"name": "x", "description": "y" * 5_000_000})
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_a_nul_in_the_address_is_refused(client: Client) -> None:
    assert client.get(f"{FRACTALS}/a%00b").status_code == 400
    assert client.get(f"{FRACTALS}/x/goals?q=%00").status_code == 400


def test_every_answer_carries_the_security_headers(client: Client) -> None:
    for path in ("/", "/healthz", FRACTALS, "/api/v1/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-request-id"]


def test_probes_answer(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert "python_info" in client.get("/metrics").text


def test_unknown_paths_are_problems_for_programs_and_pages_for_people(client: Client) -> None:
    for path in ("/api/v1/nothing", "/api/v1/fractals/absent"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("application/problem+json")
    page = client.get("/fractals/absent/tree")
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
