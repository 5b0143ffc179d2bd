"""Task sheets: what every unit gets on paper."""
