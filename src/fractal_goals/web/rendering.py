"""Pages: minijinja templates of all slices, the built assets, and the frame around a page."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from litestar import MediaType, Response
from minijinja import Environment

from fractal_goals.infra.work import Work
from fractal_goals.web.caller import Caller
from fractal_goals.web.formats import FILTERS

PACKAGE = Path(__file__).parent.parent
ASSETS = Path(__file__).parent / "assets"
Query = Callable[[Work], Any]


class Templates:
    """Renders `<slice>/<page>.html` from `src/fractal_goals/<slice>/templates/<page>.html`."""

    def __init__(self, assets: Path = ASSETS) -> None:
        self._manifest: dict[str, str] = msgspec.json.decode(
            (assets / "manifest.json").read_bytes()
        )
        self._environment = Environment(
            loader=_load,
            auto_escape_callback=_escape,
            filters=FILTERS,
            globals={"asset": self.asset},
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def asset(self, name: str) -> str:
        """The URL of a built asset; `KeyError` where the build did not write it."""
        return f"/assets/{self._manifest[name]}"

    def render(self, template: str, context: Mapping[str, Any], status: int = 200) -> Response[Any]:
        """An HTML answer."""
        html = self._environment.render_template(template, **context)
        return Response(html, status_code=status, media_type=MediaType.HTML)


class Pages:
    """Shows pages to the person behind a request: every query of a page runs in one Work."""

    def __init__(self, caller: Caller, templates: Templates, frame: Query) -> None:
        self._caller = caller
        self._templates = templates
        self._frame = frame

    async def show(
        self,
        template: str,
        /,
        *,
        fractal_id: str | None = None,
        section: str = "",
        **queries: Query,
    ) -> Response[Any]:
        """Render a template with the frame's context and the answer of each named query.

        Queries that answer JSON are decoded; what they raise becomes an error page.
        """

        def run(work: Work) -> dict[str, Any]:
            answers = {name: query(work) for name, query in queries.items()}
            return {"section": section, **self._frame(work), **answers}

        if fractal_id is None:
            found = await self._caller.read_own(run)
        else:
            found = await self._caller.read(fractal_id, run)
        context = {name: _decoded(value) for name, value in found.items()}
        return self._templates.render(template, context)


def _decoded(value: Any) -> Any:
    return msgspec.json.decode(value) if isinstance(value, bytes) else value


def _load(name: str) -> str | None:
    slice_name, _, file = name.partition("/")
    path = PACKAGE / slice_name / "templates" / file
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _escape(name: str) -> str | bool:
    return "html" if name.endswith(".html") else False
