"""The pages of the officers' face."""
