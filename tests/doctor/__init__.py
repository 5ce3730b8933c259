"""The doctor finds what it looks for, and nothing where all is well."""
