"""`/fractals/{f}/templates`: plans of sessions."""

from typing import Annotated, Any

from litestar import Controller, Response

from fractal_goals.kit.paging import page_of
from fractal_goals.planning.commands.templates import (
    create_template,
    delete_template,
    edit_template,
)
from fractal_goals.planning.queries import list_templates, template_detail
from fractal_goals.planning.schemas import TemplateEdit, TemplateNew, TemplatePage, TemplateRow
from fractal_goals.web.answers import created, deleted, shaped
from fractal_goals.web.caller import Caller
from fractal_goals.web.operations import body_like, creates, edits, reads, removes

TAG = "Templates"
TEMPLATE: dict[str, Any] = {
    "name": "Morning practice",
    "sections": [
        {"name": "Warm-up", "planned_duration_seconds": 600, "activities": []},
        {"name": "Pieces"},
    ],
}
MADE = {
    "id": "01kt0000000000000000000000",
    "root_id": "01kf0000000000000000000000",
    "name": "Morning practice",
    "description": None,
    "version": 1,
    "created_at": "2026-01-31T09:30:00Z",
    "updated_at": "2026-01-31T09:30:00Z",
    "sections": [
        {
            "id": "01ks0000000000000000000000",
            "name": "Warm-up",
            "planned_duration_seconds": 600,
            "sort_order": 0,
            "activities": [
                {
                    "id": "01kp0000000000000000000000",
                    "activity_definition_id": "01ka0000000000000000000000",
                    "name": "Scales",
                    "sort_order": 0,
                }
            ],
        }
    ],
}


class TemplatesApi(Controller):
    """Session templates of one fractal."""

    path = "/fractals/{f:str}/templates"

    @reads("/", tag=TAG)
    async def list_templates(
        self, caller: Caller, f: str, limit: int | None = None, cursor: str | None = None
    ) -> TemplatePage:
        """Templates by name, each with its sections."""
        return shaped(TemplatePage, await caller.read(f, list_templates, page_of(limit, cursor)))

    @creates("/", tag=TAG, shape=TemplateRow, example=MADE)
    async def create_template(
        self, caller: Caller, f: str, data: Annotated[TemplateNew, body_like(TEMPLATE)]
    ) -> Response[Any]:
        """Add a template with its sections, in the order of the lists."""
        template_id, row, is_new = await caller.write(f, create_template, data)
        return created(row, f"/api/v1/fractals/{f}/templates/{template_id}", is_new=is_new)

    @reads("/{template_id:str}", tag=TAG)
    async def read_template(self, caller: Caller, f: str, template_id: str) -> TemplateRow:
        """One template; activities in the trash are left out."""
        return shaped(TemplateRow, await caller.read(f, template_detail, template_id))

    @edits("/{template_id:str}", tag=TAG)
    async def edit_template(
        self,
        caller: Caller,
        f: str,
        template_id: str,
        data: Annotated[TemplateEdit, body_like({"name": "Evening practice"})],
    ) -> TemplateRow:
        """Change a template. Sections that are sent replace the sections."""
        return shaped(TemplateRow, await caller.write(f, edit_template, template_id, data))

    @removes("/{template_id:str}", tag=TAG)
    async def delete_template(self, caller: Caller, f: str, template_id: str) -> Response[None]:
        """Put a template into the trash; sessions started from it stay."""
        return deleted(await caller.write(f, delete_template, template_id))
