"""What people do to groups, activities, their metrics and splits."""
