"""Checks of deadlines."""
