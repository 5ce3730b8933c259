"""Databases without tables, and a history that is one revision longer than ours."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from fractal_goals.infra import migrations
from fractal_goals.infra.database import make_engine
from fractal_goals.infra.settings import Settings, load

NEXT = "9999"
NEXT_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("activity_sets", recreate="{recreate}") as batch:
        batch.add_column(sa.Column("mood", sa.Text()))
    {then}


def downgrade():
    with op.batch_alter_table("activity_sets", recreate="{recreate}") as batch:
        batch.drop_column("mood")
"""


@pytest.fixture
def settings(unmigrated_url: str, tmp_path: Path) -> Settings:
    """Settings of a database without tables, of each kind."""
    return load({"DATABASE_URL": unmigrated_url}, tmp_path / "data")


@pytest.fixture
def engine(settings: Settings) -> Iterator[sa.Engine]:
    """An engine on a database without tables, of each kind."""
    made = make_engine(settings)
    yield made
    made.dispose()


class Future:
    """Our migrations and one more, which rebuilds a table that others point at."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch

    def begin(self, then: str = "pass") -> None:
        """From now on there is a next revision; `then` is its last statement."""
        head = migrations.head()
        shutil.copytree(migrations.scripts(), self._folder)
        text = NEXT_MIGRATION.format(next=NEXT, head=head, then=then, recreate="auto")
        always = text.replace(
            '"auto"', '"always" if op.get_bind().dialect.name == "sqlite" else "auto"'
        )
        (self._folder / "versions" / f"{NEXT}_next.py").write_text(always, encoding="utf-8")
        self._monkeypatch.setattr(migrations, "scripts", lambda: self._folder)
        migrations.revisions.cache_clear()


@pytest.fixture
def future(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Future]:
    """A next revision, once the test begins it."""
    yield Future(tmp_path / "migrations", monkeypatch)
    migrations.revisions.cache_clear()
