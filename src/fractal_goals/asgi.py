"""The ASGI entry point for servers: `fractal_goals.asgi:app`, settings from the environment."""

from fractal_goals.app import create_app
from fractal_goals.infra import settings

app = create_app(settings.load())
