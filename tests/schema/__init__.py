"""What the database itself guarantees, on both databases, without any code of ours between."""
