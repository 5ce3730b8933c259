"""Rules about the source itself, which a machine keeps better than a reader."""
