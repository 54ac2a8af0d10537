"""What linters cannot hold."""
