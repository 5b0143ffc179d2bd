"""Checks of responsible units."""
