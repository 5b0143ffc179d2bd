"""The only room that knows the workbook format: reading, filling templates, patching."""
