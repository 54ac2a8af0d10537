"""`python -m hotscan`."""

import sys

from hotscan.command import main

sys.exit(main())
