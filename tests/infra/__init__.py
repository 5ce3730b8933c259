"""What the product stands on."""
