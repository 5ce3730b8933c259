"""Tests of the request plumbing and of what surrounds pages."""
