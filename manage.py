#!/usr/bin/env python3
"""Django's own door, for those whose fingers know it; `binhyen` is the same and more."""

import sys

from binhyen.project.command import main

if __name__ == "__main__":
    sys.exit(main())
