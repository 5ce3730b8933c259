"""The things that tests stand on are real, and closed to everything else."""

import socket
import sqlite3
from pathlib import Path

import httpx
import psycopg
import pytest
import sqlalchemy as sa
from playwright.sync_api import Error, Page

from tests.support.accessibility import axe
from tests.support.databases import Databases
from tests.support.isolation import ForbiddenInTests
from tests.support.server import running_server

PAGE = """<!doctype html><html lang="en"><title>A page</title>
<main><h1>Scales <span id="symbol">✓</span></h1>{}</main></html>"""


def test_postgresql_18_answers_with_an_empty_database_of_its_own(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.info.server_version // 10_000 == 18
        assert connection.info.dbname.startswith("fractal_test_")
        assert connection.execute("SELECT * FROM goals").fetchall() == []


def test_every_test_gets_another_database(databases: Databases, tmp_path: Path) -> None:
    with databases.postgresql() as one, databases.postgresql() as other:
        assert one != other
    assert databases.sqlite(tmp_path) != databases.sqlite(tmp_path)


def test_both_kinds_of_database_are_migrated(database_url: str) -> None:
    engine = sa.create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    assert "goals" in sa.inspect(engine).get_table_names()
    engine.dispose()


def test_an_unmigrated_database_has_no_tables(unmigrated_url: str) -> None:
    engine = sa.create_engine(unmigrated_url.replace("postgresql:", "postgresql+psycopg:"))
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_postgresql_database_that_tests_did_not_make_is_refused(databases: Databases) -> None:
    url = databases.administrator_url.replace("postgresql:", "postgresql+psycopg:")
    engine = sa.create_engine(url)
    with pytest.raises(ForbiddenInTests, match="they made"):
        engine.connect()


def test_a_file_outside_of_temporary_folders_is_refused() -> None:
    with pytest.raises(ForbiddenInTests, match="temporary"):
        sqlite3.connect("/var/lib/fractal.db")


def test_other_hosts_are_refused() -> None:
    with socket.socket() as client, pytest.raises(ForbiddenInTests):
        client.connect(("192.0.2.1", 80))
    with pytest.raises(ForbiddenInTests):
        socket.create_connection(("example.org", 80))


def test_a_real_server_answers_on_a_database_of_its_own(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_server(data) as address:
        assert httpx.get(f"{address}/readyz").status_code == 200
        assert (data / "fractal.db").exists()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/readyz")


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match="DATABASE_URL must begin with"),
        running_server(tmp_path / "data", DATABASE_URL="mysql://nowhere"),
    ):
        pass


def test_chromium_renders_text_with_a_width(page: Page) -> None:
    page.set_content(PAGE.format(""))
    for element in ("h1", "#symbol"):
        box = page.locator(element).bounding_box()
        assert box is not None
        assert box["width"] > 5


def test_chromium_reaches_this_machine_only(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")


def test_axe_accepts_a_good_page_and_names_what_is_wrong_on_a_bad_one(page: Page) -> None:
    page.set_content(PAGE.format(""))
    assert axe(page) == []
    page.set_content(PAGE.format("<input>"))
    (violation,) = axe(page)
    assert violation.startswith("critical label: <input>")
