"""Files that people bring along."""
