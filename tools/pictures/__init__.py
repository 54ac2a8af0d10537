"""The pictures of the README and of the help pages: who walks where, and what is kept of it."""
