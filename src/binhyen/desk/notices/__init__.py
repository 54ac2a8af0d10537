"""Pages on which an officer reads what they were told, and chooses how to be told."""
