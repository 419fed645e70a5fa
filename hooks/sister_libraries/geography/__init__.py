"""The map: the projection, the land, and dots and lines that are drawn at build time."""
