"""What people do to session templates."""
