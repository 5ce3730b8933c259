"""Making, editing and deleting session templates."""

from msgspec import UNSET

from fractal_goals.fractals.commands.trash import trash
from fractal_goals.infra.creation import digest_of, is_retry
from fractal_goals.infra.names import check_name_is_free
from fractal_goals.infra.work import Work
from fractal_goals.kit.ids import new_id
from fractal_goals.kit.patch import sent_fields
from fractal_goals.kit.text import trimmed_name
from fractal_goals.planning.commands.sections import edited_plan, new_plan, save_plan
from fractal_goals.planning.models import SessionTemplate
from fractal_goals.planning.queries import template, template_detail
from fractal_goals.planning.schemas import TemplateEdit, TemplateNew

WHAT = "a template"


def create_template(work: Work, new: TemplateNew) -> tuple[str, bytes, bool]:
    """Make a template with its sections; its id, its row, and whether it is new."""
    digest = digest_of(new)
    template_id = new.id or new_id()
    if is_retry(work, SessionTemplate, new.id, digest):
        return template_id, template_detail(work, template_id), False
    name = trimmed_name(new.name)
    check_name_is_free(work, SessionTemplate, name, WHAT)
    plan = new_plan(work, new.sections)
    work.insert(
        SessionTemplate,
        id=template_id,
        name=name,
        description=new.description,
        creation_digest=digest if new.id else None,
    )
    save_plan(work, template_id, plan)
    return template_id, template_detail(work, template_id), True


def edit_template(work: Work, template_id: str, edit: TemplateEdit) -> bytes:
    """Change a template; sections that are sent replace its sections."""
    row = template(work, template_id)
    work.expect_version(row.version)
    values = sent_fields(edit)
    values.pop("sections", None)
    if "name" in values:
        values["name"] = trimmed_name(values["name"])
        check_name_is_free(work, SessionTemplate, values["name"], WHAT, template_id)
    plan = None if edit.sections is UNSET else edited_plan(work, template_id, edit.sections)
    changed = work.update(SessionTemplate, row, **values)
    if plan is not None and save_plan(work, template_id, plan) and not changed:
        work.touch(SessionTemplate, row)
    return template_detail(work, template_id)


def delete_template(work: Work, template_id: str) -> str:
    """Put a template with its sections into the trash; sessions started from it stay."""
    row = template(work, template_id)
    work.expect_version(row.version)
    return trash(work, SessionTemplate, row)
