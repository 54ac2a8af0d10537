"""What every test stands on: secrets of its own, a folder of its own, and the fixed cast.

The cast is the same in every room. Hạnh is duty officer of the commune, Tâm of the level above (the province),
Lan of another commune who must never get in. All are invented; units are made without `load_places`.
"""

import os
import tempfile
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

# Here and not in pyproject.toml, where the settings would be loaded before this file has spoken.
os.environ["DJANGO_SETTINGS_MODULE"] = "binhyen.project.settings"
os.environ.setdefault("BINHYEN_HOME", tempfile.mkdtemp(prefix="binhyen-test-"))
# WhiteNoise warns of a missing folder, and a warning is an error here.
(Path(os.environ["BINHYEN_HOME"]) / "static").mkdir(parents=True, exist_ok=True)
os.environ.setdefault(
    "BINHYEN_SECRET_KEY", "only-for-tests-0123456789-abcdefghij-klmnopqrst-uvwxyz"
)
os.environ.setdefault("BINHYEN_IDENTITY_KEY", "only-for-tests-too-9876543210-zyxwvutsrq-ponmlkjihg")
# plain static files: nothing is collected for a unit test
os.environ.setdefault("BINHYEN_DEBUG", "1")

if TYPE_CHECKING:
    from django.test import Client

    from binhyen.people.models import User
    from binhyen.places.models import Unit


def pytest_configure() -> None:
    """Load the settings; pytest-django sets Django up right after.

    SQLite answers backwards whatever was asked without an order: PostgreSQL promises none either, and a test (or a
    page) that counts on one would fail there once in a hundred runs.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"]["init_command"] += "PRAGMA reverse_unordered_selects=ON;"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """The cache is empty: what one test remembers must not answer another."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests make their tables without migrations: give them the index of the text search, which only SQL knows."""
    from django.db import connection

    migrations = Path(import_module("binhyen.matters.migrations").__path__[0])
    (name,) = (path.stem for path in migrations.glob("*_inbox_at_full_size.py"))
    search = import_module(f"binhyen.matters.migrations.{name}")
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        if not _has_search(connection):
            search.create(None, editor)


def _has_search(connection: Any) -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return "matters_found" in connection.introspection.table_names(cursor)
        table = connection.introspection.get_table_description(cursor, "matters_mattertext")
        return "found" in {column.name for column in table}


@pytest.fixture
def at() -> datetime:
    """Monday 2 March 2026, 9:00 in Viet Nam: when things happen unless a test says otherwise."""
    from binhyen.people.tests import factories

    return factories.AT


@pytest.fixture
def today(at: datetime) -> date:
    """The day of `at`."""
    return at.date()


@pytest.fixture
def province(db: None) -> "Unit":
    """Tỉnh Tây Ninh, as it stands since 1 July 2025."""
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    return factories.unit("Tây Ninh", level=Level.PROVINCE, code="80")


@pytest.fixture
def commune(province: "Unit") -> "Unit":
    """Xã Mỹ Thạnh, the commune of the story."""
    from binhyen.people.tests import factories

    return factories.unit("Mỹ Thạnh", code="28051", parent=province, lat=10.629, lon=106.366)


@pytest.fixture
def other_commune(province: "Unit") -> "Unit":
    """Xã Mỹ An, next door, where nobody of the commune has a say."""
    from binhyen.people.tests import factories

    return factories.unit("Mỹ An", code="28066", parent=province)


@pytest.fixture
def area(commune: "Unit") -> "Unit":
    """Ấp Cầu Lớn, a residential area of the commune (the name is invented)."""
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    return factories.unit("Cầu Lớn", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)


@pytest.fixture
def old_district(db: None) -> "Unit":
    """Huyện Thủ Thừa of Long An province, which ended with the district tier."""
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    first = date(2004, 7, 1)
    long_an = factories.unit(
        "Long An",
        level=Level.PROVINCE,
        code="80",
        edition="2024",
        since=first,
        until=factories.REFORM,
    )
    return factories.unit(
        "Thủ Thừa",
        level=Level.DISTRICT,
        code="804",
        edition="2024",
        parent=long_an,
        since=first,
        until=factories.REFORM,
    )


@pytest.fixture
def old_commune(old_district: "Unit", commune: "Unit") -> "Unit":
    """Xã Mỹ Lạc, which went whole into the commune on 1 July 2025."""
    from binhyen.people.tests import factories

    old = factories.unit(
        "Mỹ Lạc",
        code="28048",
        edition="2024",
        parent=old_district,
        since=old_district.valid_from,
        until=factories.REFORM,
    )
    factories.succeed(old, commune)
    return old


@pytest.fixture
def hanh(commune: "Unit") -> "User":
    """Duty officer of the commune."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Nguyễn Thị Hạnh", Role.DUTY_OFFICER, commune)


@pytest.fixture
def now() -> datetime:
    """This moment, as the house reads it."""
    from binhyen.core import clock

    return clock.now()


@pytest.fixture
def desk(client: "Client", hanh: "User") -> "Client":
    """A browser in which Hạnh is logged in."""
    client.force_login(hanh)
    return client


@pytest.fixture
def tam(province: "Unit") -> "User":
    """Duty officer of the level above."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Trần Minh Tâm", Role.DUTY_OFFICER, province)


@pytest.fixture
def lan(other_commune: "Unit") -> "User":
    """Duty officer of another commune, who must never get in."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Lê Ngọc Lan", Role.DUTY_OFFICER, other_commune)


@pytest.fixture
def chief(commune: "Unit") -> "User":
    """Chief of police of the commune."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Phạm Văn Khải", Role.CHIEF, commune)


@pytest.fixture
def province_chief(province: "Unit") -> "User":
    """Chief of police of the level above."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Đỗ Quang Vinh", Role.CHIEF, province)


@pytest.fixture
def secretary(commune: "Unit") -> "User":
    """Secretary of the commune's committee."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Võ Thị Mai", Role.SECRETARY, commune)


@pytest.fixture
def head(commune: "Unit") -> "User":
    """Head of the commune's committee."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Huỳnh Văn Sáu", Role.HEAD, commune)


@pytest.fixture
def appraiser(province: "Unit") -> "User":
    """Appraiser at the level above."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Bùi Thanh Thảo", Role.APPRAISER, province)


@pytest.fixture
def administrator(commune: "Unit") -> "User":
    """Administrator of the commune: runs the house, reads no report."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Đặng Hữu Phúc", Role.ADMINISTRATOR, commune)


@pytest.fixture
def auditor(province: "Unit") -> "User":
    """Auditor: reads the trail, reads no report."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Hồ Bích Ngân", Role.AUDITOR, province)


@pytest.fixture
def editor(commune: "Unit") -> "User":
    """Editor of the commune's news."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Lý Gia Hân", Role.EDITOR, commune)


@pytest.fixture
def team_member(area: "Unit") -> "User":
    """Member of the residential area's security team."""
    from binhyen.people.models import Role
    from binhyen.people.tests import factories

    return factories.officer("Ngô Văn Bền", Role.TEAM_MEMBER, area)
