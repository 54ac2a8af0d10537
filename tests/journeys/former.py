"""An invented commune that ended and still keeps its areas, so that a hand-over can be walked; runs inside the house."""

from datetime import date

BEGAN = date(2004, 7, 1)


def commune(name: str, heirs, *, ended: date, areas):
    """Return a commune beside its first heir that ended on a day and went to `heirs`: its areas by name, each with the unit
    in whose middle it lies, or None."""
    from binhyen.core import text
    from binhyen.places.models import Level, Succession, Unit

    def unit(of: str, parent: Unit, **more: object) -> Unit:
        code = f"thu-{text.slug(of)}"
        return Unit.objects.create(
            edition=more.pop("edition"), code=code, name=of, folded_name=text.fold(str(more["full_name"])),
            sort_key=text.sort_key(of), parent=parent, path=f"{parent.path}{code}/", valid_from=BEGAN, **more,
        )  # fmt: skip

    parent, divided = heirs[0].parent, len(heirs) > 1
    old = unit(
        name, parent, edition="2024", level=Level.COMMUNE, kind="xa", full_name=f"Xã {name}", valid_to=ended
    )  # fmt: skip
    for heir in heirs:
        extent = Succession.Extent.PART if divided else Succession.Extent.WHOLE
        Succession.objects.create(old=old, new=heir, extent=extent, on=ended, basis="thử")
    for area, home in areas.items():
        point = {"lat": home.lat, "lon": home.lon} if home else {}
        unit(area, old, edition="local", level=Level.RESIDENTIAL_AREA, kind="ap", full_name=f"Ấp {area}", **point)  # fmt: skip
    return old


def administrator_above(unit, at):
    """Return the administrator of the province above a unit, who logs in as `tinh`; made where there is none."""
    from binhyen.core import clock
    from binhyen.people import actions as people
    from binhyen.people.models import User
    from binhyen.project.demo import cast

    email = f"tinh@{cast.DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = people.enrol(full_name="Quản trị viên tỉnh (để thử)", email=email, password=cast.PASSWORD, at=at)  # fmt: skip
        people.found(user=user, unit=unit, since=clock.local_day(at), at=at)
    return user
