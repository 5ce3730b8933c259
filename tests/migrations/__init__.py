"""The history of the schema: every step, on both databases, with rows in it."""
