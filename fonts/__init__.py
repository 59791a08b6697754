"""Makes the fonts of the bundle's PDF from those that come with matplotlib: `make fonts`."""
