"""Fractals of their own on one database of each kind per module."""

from tests.support.houses import client, database_url, fractal, gym, house

__all__ = ["client", "database_url", "fractal", "gym", "house"]
