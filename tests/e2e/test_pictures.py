"""The pictures in the documentation are the product's own.

    PICTURES=1 bin/test tests/e2e/test_pictures.py

makes them again; without it each is made beside and only looked at.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site

IMAGES = Path(__file__).parents[2] / "docs" / "images"
PNG = b"\x89PNG"
PLACES = {"tree": "tree", "insights": "insights", "today": "today"}


@pytest.fixture(scope="module")
def root(site: Site) -> str:
    """A demonstration fractal."""
    made: str = site.call("POST", "/demonstration")["id"]
    return made


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
@pytest.mark.parametrize("name", PLACES)
def test_the_documentation_shows_the_product(
    page: Page, site: Site, root: str, name: str, tmp_path: Path
) -> None:
    folder = IMAGES if os.environ.get("PICTURES") else tmp_path
    page.goto(f"{site.address}/fractals/{root}/{PLACES[name]}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    picture = page.screenshot(path=folder / f"{name}.png")
    assert picture.startswith(PNG)
