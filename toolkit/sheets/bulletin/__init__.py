"""The month's bulletin, as a workbook and as an official document."""
