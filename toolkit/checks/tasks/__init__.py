"""Checks of tasks: content, numbers, ids."""
