"""The newsroom of the commune, and a way to write in it."""

from functools import partial

import pytest


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    """Pictures lie in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def photo(commune, editor):
    """A picture on which nobody can be recognised."""
    from binhyen.newsroom.tests import factories

    return factories.photo(commune, editor)


@pytest.fixture
def write(commune, editor):
    """A way to write an article."""
    from binhyen.newsroom.tests import factories

    return partial(factories.article, commune, editor)


@pytest.fixture
def publish(head):
    """A way to let an article out."""
    from binhyen.newsroom.tests import factories

    return partial(factories.release, by=head)
