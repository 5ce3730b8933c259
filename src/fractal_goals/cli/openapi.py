"""`fractal openapi`: the API's description."""

from fractal_goals.cli.common import print_json


def openapi() -> None:
    """Print the OpenAPI document of the API."""
    from fractal_goals.app import describe

    print_json(describe())
