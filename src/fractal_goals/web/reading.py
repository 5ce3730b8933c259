"""Reading a request's body: unreadable JSON is the client's fault, never a 500."""

from typing import Any

import msgspec
from litestar import Request

from fractal_goals.kit.errors import Malformed
from fractal_goals.web.errors import invalid_of

JSON_TYPES = frozenset({"application/json", "application/merge-patch+json"})


class ApiRequest(Request[Any, Any, Any]):
    """A request whose JSON is decoded strictly, straight into what the handler takes.

    Litestar would convert the decoded body leniently, as it must with a query string:
    `"5"` for a number and 1 for true.
    """

    async def json(self) -> Any:
        """The decoded body. Raises `Malformed` where it is not JSON in UTF-8, and `Invalid`."""
        if self.content_type[0] not in JSON_TYPES:
            message = "Send JSON, with the content type application/json."
            raise Malformed(message, code="not_json")
        try:
            return _decoded(await self.body(), self._wanted())
        except UnicodeDecodeError as error:
            message = "The body is not valid UTF-8."
            raise Malformed(message) from error
        except RecursionError as error:
            message = "The body is nested too deeply."
            raise Malformed(message) from error
        except msgspec.MsgspecError as error:
            message = f"The body is not valid JSON: {error}."
            raise Malformed(message) from error

    def _wanted(self) -> Any:
        """The type of the body that the request's handler takes."""
        field = self.route_handler.parsed_data_field
        return Any if field is None else field.annotation


def _decoded(body: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        # A body that cannot be read to its end is the greater fault, and raises here.
        msgspec.json.decode(body)
        raise invalid_of(error) from error
