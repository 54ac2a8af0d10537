"""After a merger one command gives every file, area and dossier of the old units to the new ones, or changes nothing."""

from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command

from binhyen.core.clock import VIETNAM
from binhyen.figures.models import ClosedYear, Closing
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.people.tests import factories as people
from binhyen.places.models import Level, Succession, Unit

BEFORE = datetime(2025, 6, 2, 9, 0, tzinfo=VIETNAM)
REFORM = "2025-07-01"


@pytest.fixture
def old_area(old_commune):
    return people.unit(
        "Rạch Đào", level=Level.RESIDENTIAL_AREA, edition="local", parent=old_commune, since=date(2024, 1, 1)
    )  # fmt: skip


@pytest.fixture
def kept(old_commune, old_district, old_area, province):
    people.succeed(old_district.parent, province)
    return factories.matter(old_commune, BEFORE), factories.matter(old_district, BEFORE)


def keepers():
    return set(Matter.objects.values_list("keeper__name", flat=True))


def test_files_and_areas_go_to_the_new_units(kept, commune, capsys):
    call_command("hand_over", on=REFORM)
    assert keepers() == {"Mỹ Thạnh", "Tây Ninh"}
    assert commune.children.filter(name="Rạch Đào", valid_to=None).exists()
    assert "Xã Mỹ Lạc (2024-28048): khu dân cư 1, vụ việc 1" in capsys.readouterr().out


def test_a_look_says_what_would_go_and_changes_nothing(kept, capsys):
    call_command("hand_over", on=REFORM, look=True)
    assert keepers() == {"Mỹ Lạc", "Thủ Thừa"}
    assert "Mỹ Lạc" in capsys.readouterr().out


def test_done_again_it_finds_nothing_left(kept):
    call_command("hand_over", on=REFORM)
    with pytest.raises(CommandError, match="Không có đơn vị nào"):
        call_command("hand_over", on=REFORM)


def test_where_one_unit_has_no_heir_nothing_is_handed_over(kept, old_commune):
    Succession.objects.all().delete()
    Unit.objects.filter(pk=old_commune.parent_id).update(parent=None)
    with pytest.raises(CommandError, match="load_places"):
        call_command("hand_over", on=REFORM)
    assert keepers() == {"Mỹ Lạc", "Thủ Thừa"}


@pytest.mark.parametrize("look", [True, False])
def test_a_merger_of_a_closed_year_is_refused_also_to_who_only_looks(kept, commune, at, look):
    ClosedYear.objects.create(
        unit=commune, year=2025, closed_at=at, closed_by="house", how=Closing.DUE
    )
    with pytest.raises(
        CommandError, match="Xã Mỹ Thạnh đã khóa năm 2025 vào ngày 02/03/2026"
    ) as refused:
        call_command("hand_over", on=REFORM, look=look)
    assert "Hãy đề nghị cấp trên mở lại năm" in str(refused.value)
    assert keepers() == {"Mỹ Lạc", "Thủ Thừa"}


@pytest.mark.parametrize(("typed", "sentence"), [("1/7/2025", "không phải là ngày"), ("2999-01-01", "chưa tới")])  # fmt: skip
def test_a_day_that_cannot_be_is_named(db, typed, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("hand_over", on=typed)
