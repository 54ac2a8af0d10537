"""A result as files: JSON, CSV, GeoJSON, KML, a map and a time picture as SVG, words for people."""
