"""Collects rows for our tables, each with an id and the instant at which it was made."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from fractal_goals.demonstration.chance import Chance
from fractal_goals.infra.work import Model, table_of

Rows = dict[Model, list[dict[str, Any]]]


class Book:
    """The rows of one fractal. `ids` remembers ids by what they stand for."""

    def __init__(self, chance: Chance, root_id: str) -> None:
        self._chance = chance
        self.root_id = root_id
        self.rows: Rows = defaultdict(list)
        self.ids: dict[tuple[str, ...], str] = {}

    def add(self, model: Model, at: datetime, **values: Any) -> str:
        """Add a row as if made at that instant; its id, where its table has ids."""
        columns = table_of(model).c
        row = {"root_id": self.root_id, "created_at": at, **values}
        if "updated_at" in columns:
            row["updated_at"] = at
        if "id" in columns:
            row.setdefault("id", self._chance.new_id(at))
        self.rows[model].append(row)
        return str(row.get("id", ""))
