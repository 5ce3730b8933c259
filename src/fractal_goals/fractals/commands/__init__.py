"""What people do to fractals and goals; every command runs inside a Work."""
