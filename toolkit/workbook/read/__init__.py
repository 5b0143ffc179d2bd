"""Readers of workbook formats, each a function from a source to sheets."""
