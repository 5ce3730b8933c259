"""What the product stands on: settings, database, the unit of work, logging."""
