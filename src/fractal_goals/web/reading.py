"""Reading a request's body: unreadable JSON is the client's fault, never a 500."""

from typing import Any

import msgspec
from litestar import Request

from fractal_goals.kit.errors import Malformed

JSON_TYPES = frozenset({"application/json", "application/merge-patch+json"})


class ApiRequest(Request[Any, Any, Any]):
    """A request whose JSON is decoded strictly."""

    async def json(self) -> Any:
        """The decoded body; raises `Malformed` where it is not JSON in UTF-8."""
        if self.content_type[0] not in JSON_TYPES:
            message = "Send JSON, with the content type application/json."
            raise Malformed(message, code="not_json")
        try:
            return msgspec.json.decode(await self.body())
        except UnicodeDecodeError as error:
            message = "The body is not valid UTF-8."
            raise Malformed(message) from error
        except RecursionError as error:
            message = "The body is nested too deeply."
            raise Malformed(message) from error
        except msgspec.MsgspecError as error:
            message = f"The body is not valid JSON: {error}."
            raise Malformed(message) from error
