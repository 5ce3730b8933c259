"""Chance that a seed decides, so that the same seed tells the same story."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from ulid import ULID

T = TypeVar("T")


class Chance:
    """Draws from one seed. Text seeds give the same draws on every machine."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - plausible, not secret

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self._random.random() < probability

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self._random.random() * len(options))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Up to `count` different options, in the order in which they stand."""
        keys = sorted(range(len(options)), key=lambda _: self._random.random())
        return [options[index] for index in sorted(keys[:count])]

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """A number between two others."""
        return low + self._random.random() * (high - low)

    def near(self, mean: float, spread: float) -> float:
        """A number around `mean`, two thirds of them within `spread`."""
        return self._random.gauss(mean, spread)

    def new_id(self, at: datetime) -> str:
        """An id as rows made at that instant have, so that ids sort as time does."""
        milliseconds = int(at.timestamp() * 1000)
        return str(ULID(milliseconds.to_bytes(6, "big") + self._random.randbytes(10))).lower()


def score(value: float) -> int:
    """A person's score, 1 to 10."""
    return max(1, min(10, round(value)))
