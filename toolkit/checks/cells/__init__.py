"""Checks of the sheet itself: heads, merges, cells that are not as they must be."""
