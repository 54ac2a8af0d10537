"""The desk's pages of the grassroots force: teams and their rating."""
