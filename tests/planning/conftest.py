"""Activities to plan with."""

import pytest

from tests.support.api import FractalApi


@pytest.fixture
def drills(fractal: FractalApi) -> dict[str, str]:
    """The ids of some activities by name."""
    return {
        name: fractal.make("/activities", name=name)["id"] for name in ("Scales", "Fugue", "Étude")
    }
