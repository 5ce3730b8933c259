"""Groups, activities, metrics and splits."""
