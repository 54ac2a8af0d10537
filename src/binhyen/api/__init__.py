"""The outside for machines: Open311 GeoReport v2 and JSON. It keeps nothing and decides nothing. Filled by a later release."""
