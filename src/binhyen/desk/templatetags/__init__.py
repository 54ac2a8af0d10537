"""What the templates of the officers' face ask of Python."""
