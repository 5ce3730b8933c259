"""A fractal as a script sees it: short spellings of requests and of what they answer."""

import uuid
from dataclasses import dataclass
from typing import Any

import httpx
from litestar.testing import TestClient
from litestar.types import ASGIApp

Client = TestClient[ASGIApp]
# Status, code, and the pointer of the first wrong field ("-" where none is named).
Refusal = tuple[int, str, str]

# Bodies that no operation accepts, with what is answered.
UNREADABLE: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 422, "invalid"),
    "not a number": (b'{"name": NaN}', 400, "malformed"),
    "no JSON": (b"name: Scales", 400, "malformed"),
    "half a document": (b'{"name": "Scal', 400, "malformed"),
    "invalid UTF-8": (b'{"name": "\xff\xfe"}', 400, "malformed"),
    "half a surrogate pair": (b'{"name": "\\ud800"}', 400, "malformed"),
    "nested too deeply": (b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400, "malformed"),
    "ten megabytes": (b'{"name": "' + b"x" * 10_000_000 + b'"}', 413, "too_large"),
    "a list": (b"[]", 422, "invalid"),
    "a text": (b'"Scales"', 422, "invalid"),
    "null": (b"null", 422, "invalid"),
    "an unknown field": (b'{"nonsense": 1}', 422, "invalid"),
}


@dataclass(frozen=True)
class FractalApi:
    """Requests about one fractal. Paths begin behind `/api/v1/fractals/{f}`."""

    client: Client
    id: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """The answer, whatever it is; `if_match` and the like are headers."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        url = f"/api/v1/fractals/{self.id}{path}"
        if isinstance(body, bytes):
            sent["content-type"] = "application/json"
            return self.client.request(method, url, content=body, headers=sent)
        if body is None:
            return self.client.request(method, url, headers=sent)
        return self.client.request(method, url, json=body, headers=sent)

    def read(self, path: str, **query: Any) -> Any:
        """What a GET answers with 200."""
        answer = self.client.get(f"/api/v1/fractals/{self.id}{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def items(self, path: str, **query: Any) -> list[Any]:
        """A whole list, page by page of two rows, which together must be every row once."""
        found: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.read(path, limit=2, **query, **cursor)
            found += page["items"]
            if page["next_cursor"] is None:
                assert len({row["id"] for row in found}) == len(found)
                return found
            cursor = {"cursor": page["next_cursor"]}

    def make(self, path: str, **body: Any) -> Any:
        """The row that a POST makes."""
        answer = self.ask("POST", path, body)
        assert answer.status_code == 201, answer.text
        row = answer.json()
        assert answer.headers["location"] == f"/api/v1/fractals/{self.id}{path}/{row['id']}"
        assert row == self.client.get(answer.headers["location"]).json()
        return row

    def edit(self, path: str, **body: Any) -> Any:
        """The row as a PATCH leaves it, which must be what is read afterwards."""
        answer = self.ask("PATCH", path, body)
        assert answer.status_code == 200, answer.text
        assert answer.json() == self.read(path)
        return answer.json()

    def put(self, path: str, **body: Any) -> Any:
        """What a PUT answers with 200."""
        answer = self.ask("PUT", path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def remove(self, path: str) -> str:
        """DELETE; the deletion's id."""
        answer = self.ask("DELETE", path)
        assert answer.status_code == 204, answer.text
        assert self.ask("GET", path).status_code == 404
        return str(answer.headers["deletion-id"])

    def restore(self, deletion_id: str) -> httpx.Response:
        """Ask for what a deletion took."""
        return self.ask("POST", f"/trash/{deletion_id}/restoration")

    def refusal(self, method: str, path: str, body: Any = None, **headers: str) -> Refusal:
        """How a request is refused."""
        return refused(self.ask(method, path, body, **headers))


def refused(answer: httpx.Response) -> Refusal:
    """The status, code and pointer of a problem."""
    assert answer.status_code >= 400, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["detail"]
    errors = problem.get("errors", [])
    assert all(one["message"] for one in errors)
    return answer.status_code, problem["code"], errors[0]["pointer"] if errors else "-"


def new_fractal(client: Client, name: str | None = None) -> FractalApi:
    """A fresh fractal; one without a name gets one that no other has."""
    answer = client.post("/api/v1/fractals", json={"name": name or uuid.uuid4().hex})
    assert answer.status_code == 201, answer.text
    return FractalApi(client, answer.json()["id"])
