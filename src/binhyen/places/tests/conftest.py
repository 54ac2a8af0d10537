"""Loaded tables for the tests of this room. Models are imported late: pytest reads this file before Django is set up."""

import pytest


@pytest.fixture(scope="module")
def all_units(django_db_setup, django_db_blocker):
    """The whole pack in the database, once for the tests of a module that only read."""
    from binhyen.audit.models import Entry
    from binhyen.places import actions
    from binhyen.places.models import Succession, Unit
    from binhyen.places.tests import factories

    with django_db_blocker.unblock():
        actions.load_pack(actor="shell", at=factories.AT)
        yield
        Succession.objects.all().delete()
        for level in ("COMMUNE", "DISTRICT", "PROVINCE"):
            units = Unit.objects.filter(level=level)
            units._raw_delete(units.db)
        Entry.objects.all().delete()


@pytest.fixture
def tay_ninh(db):
    """The units of Long An and Tây Ninh."""
    from binhyen.places.tests import factories

    factories.load_tay_ninh()
