"""What every test stands on: secrets of its own, a folder of its own, sockets closed, the fixed cast."""

import os
import tempfile

os.environ.setdefault("BINHYEN_HOME", tempfile.mkdtemp(prefix="binhyen-test-"))
os.environ.setdefault(
    "BINHYEN_SECRET_KEY", "only-for-tests-0123456789-abcdefghij-klmnopqrst-uvwxyz"
)
os.environ.setdefault("BINHYEN_IDENTITY_KEY", "only-for-tests-too-9876543210-zyxwvutsrq-ponmlkjihg")
os.environ.setdefault(
    "BINHYEN_DEBUG", "1"
)  # plain static files: nothing is collected for a unit test
