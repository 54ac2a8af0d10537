"""Pages about clocks: the month, its export, what a unit says of its clocks."""
