"""`python -m binhyen.project` is the `binhyen` command."""

import sys

from binhyen.project.command import main

if __name__ == "__main__":
    sys.exit(main())
