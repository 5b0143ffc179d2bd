"""Received and written files: bytes, kind, archive, encoding, saving, LibreOffice as converter."""
