"""Papers on the desk: what waits for whom, the life of one, the registers. It keeps nothing and decides nothing."""
