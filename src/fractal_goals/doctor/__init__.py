"""The doctor: looks for what the database cannot hold by itself, and says what to do."""
