"""The console command, run as a person runs it."""
