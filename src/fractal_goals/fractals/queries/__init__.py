"""Reads of the tree. Every SELECT starts from the fractal that the Work has entered."""
