"""The desk's pages of direction: committees, initiatives, model units."""
