"""Hot spots: what a scan found, what was done about it, how the unit is warned, and a replay of two years."""
