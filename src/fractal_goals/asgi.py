"""The ASGI entry point for servers: `fractal_goals.asgi:app`, settings from the environment."""

from fractal_goals.app import create_app
from fractal_goals.infra import logging
from fractal_goals.infra.settings import load

_settings = load()
logging.configure(_settings.log_level)
app = create_app(_settings)
