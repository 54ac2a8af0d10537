"""What a comment of a guest may be, which ones are read where, and what is said of it. Of who wrote it nothing is known."""
