"""Makes units, users and posts for tests. All people are invented."""

from datetime import date, datetime
from itertools import count

from binhyen.core import text
from binhyen.core.clock import VIETNAM
from binhyen.people.models import Post, Role, User
from binhyen.places.models import Level, Succession, Unit

#: Monday morning, an ordinary working day: the moment at which tests act unless they say otherwise.
AT = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
#: The first day of the two-tier order.
REFORM = date(2025, 7, 1)
KINDS = {
    Level.PROVINCE: ("tinh", "Tỉnh"),
    Level.DISTRICT: ("huyen", "Huyện"),
    Level.COMMUNE: ("xa", "Xã"),
    Level.RESIDENTIAL_AREA: ("ap", "Ấp"),
    Level.AGENCY: ("co_quan", "Cơ quan"),
    Level.ENTERPRISE: ("doanh_nghiep", "Doanh nghiệp"),
    Level.SCHOOL: ("truong", "Trường"),
}
_numbers = count(1)


def unit(
    name: str,
    *,
    level: Level = Level.COMMUNE,
    code: str = "",
    edition: str = "2025",
    parent: Unit | None = None,
    since: date = REFORM,
    until: date | None = None,
    lat: float | None = None,
    lon: float | None = None,
) -> Unit:
    """Return a saved unit; its code is drawn when none is given."""
    code = code or f"T{next(_numbers)}"
    kind, word = KINDS[level]
    full_name = f"{word} {name}"
    return Unit.objects.create(
        edition=edition,
        code=code,
        level=level,
        kind=kind,
        name=name,
        full_name=full_name,
        folded_name=text.fold(full_name),
        sort_key=text.sort_key(name),
        parent=parent,
        path=f"{parent.path if parent else ''}{edition}:{code}/",
        valid_from=since,
        valid_to=until,
        lat=lat,
        lon=lon,
    )


def succeed(old: Unit, new: Unit, *, extent: str = Succession.Extent.WHOLE) -> Succession:
    """Record that `old` became `new` on the day `new` begins."""
    return Succession.objects.create(
        old=old, new=new, extent=extent, on=new.valid_from, basis="1682/NQ-UBTVQH15", clause="22"
    )


def user(full_name: str, *, password: str | None = None, phone: str = "") -> User:
    """Return a saved user who logs in by e-mail; without a password only `client.force_login` gets in."""
    address = f"{text.slug(full_name)}.{next(_numbers)}@binhyen.example"
    return User.objects.create_user(
        full_name=full_name, email=address, phone=phone, password=password
    )


def post(
    who: User, role: Role, where: Unit, *, since: date | None = None, until: date | None = None
) -> Post:
    """Return a saved post of `who`, by default since the unit began."""
    return Post.objects.create(
        user=who, role=role, unit=where, since=since or where.valid_from, until=until
    )


def officer(full_name: str, role: Role, where: Unit) -> User:
    """Return a user who holds one post."""
    who = user(full_name)
    post(who, role, where)
    return who
