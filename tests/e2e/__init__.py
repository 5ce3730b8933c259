"""The product in a real browser, by what a person wants to do."""
