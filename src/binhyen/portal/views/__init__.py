"""The residents' pages. Each works without scripts and keeps nothing: no session, no address, no trace of who reads."""
