"""Decisions that nobody types twice: written from the registers, issued, and chosen where a register asks for them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhyen.core import clock
from binhyen.documents import actions as documents
from binhyen.documents.models import Issuer, Paper
from binhyen.forces.models import RatingSheet, Team
from binhyen.forces.tests import factories as teams
from binhyen.movement import actions
from binhyen.movement.models import Committee, CommitteeKind, Designation, Duty, Initiative, Plan
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.standards.tests.factories import AT

LIST = (
    "Huỳnh Văn Sáu | Chủ tịch Ủy ban nhân dân xã | Trưởng ban\n"
    "Lê Văn Hạnh | Trưởng Công an xã | Phó Trưởng ban thường trực\n"
    "Phan Thị Út | Trưởng ấp Bình An | Thành viên"
)


@pytest.fixture(autouse=True)
def _on_20_november_2026(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def body(commune, secretary):
    return documents.set_up_issuer(
        unit=commune, name="Ủy ban nhân dân xã Mỹ Thạnh", parent="", code="UBND", letter_code="", place="Mỹ Thạnh",
        by_kind=True, by=secretary, at=AT,
    )  # fmt: skip


def issued(body, secretary, number=12, *, kind="QĐ", title="Về việc thành lập Ban Chỉ đạo 138"):
    old = documents.Old(kind, number, date(2026, 3, 5), title, "Huỳnh Văn Sáu")
    return documents.enter(issuer=body, old=old, sending=documents.Sending(), by=secretary, at=AT)


@pytest.fixture
def committee(commune, secretary):
    return actions.found_committee(
        unit=commune, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo 138 xã Mỹ Thạnh", since=date(2026, 1, 5),
        decision_number="01/QĐ-UBND", decided_on=date(2026, 1, 4),
        members=[
            (actions.Holder("Huỳnh Văn Sáu", "Chủ tịch | xã"), Duty.HEAD),
            (actions.Holder("Phan Thị Út", "Trưởng ấp"), Duty.MEMBER),
        ],
        by=secretary, at=AT,
    )  # fmt: skip


def founding(**typed):
    said = {"kind": "STANDING", "name": "Ban Chỉ đạo 138", "since": "5/3/2026"}
    return said | typed


def shown(client, name, *args, **query):
    answer = client.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.context["form"]


def test_a_chosen_decision_fills_number_and_date_and_the_register_links_to_it(
    client, body, secretary
):
    paper = issued(body, secretary)
    client.force_login(secretary)

    client.post(reverse("desk:committees"), founding(decision_paper=paper.pk))

    found = Committee.objects.get()
    assert (found.decision_number, found.decided_on) == ("12/QĐ-UBND", paper.day)
    page = client.get(reverse("desk:committee", args=[found.pk])).content.decode()
    assert f'href="{reverse("desk:document", args=[paper.pk])}"' in page


def test_a_paper_of_another_body_is_still_typed(client, body, secretary):
    issued(body, secretary)
    client.force_login(secretary)

    client.post(
        reverse("desk:committees"), founding(decision_number="9/QĐ-CT", decided_on="4/3/2026")
    )

    assert Committee.objects.get().decision_number == "9/QĐ-CT"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "decision_number"),
        ({"decision_number": "9/QĐ-CT"}, "decided_on"),
        ({"decision_paper": "own", "decision_number": "9/QĐ-CT"}, "decision_number"),
        ({"decision_paper": "own", "decided_on": "6/3/2026"}, "decision_number"),
        ({"decision_paper": "1000000"}, "decision_paper"),
    ],
)
def test_no_decision_half_of_one_and_two_at_once_are_refused(client, body, secretary, typed, field):
    paper = issued(body, secretary)
    client.force_login(secretary)
    typed = {name: paper.pk if said == "own" else said for name, said in typed.items()}

    answer = client.post(reverse("desk:committees"), founding(**typed))

    assert field in answer.context["form"].errors
    assert not Committee.objects.exists()


def test_a_number_that_founded_one_committee_founds_no_other(client, body, secretary):
    paper = issued(body, secretary)
    client.force_login(secretary)
    client.post(reverse("desk:committees"), founding(decision_paper=paper.pk))

    answer = client.post(
        reverse("desk:committees"), founding(name="Ban khác", decision_paper=paper.pk)
    )

    assert "decision_number" in answer.context["form"].errors
    assert Committee.objects.count() == 1


def test_only_issued_decisions_of_the_own_bodies_are_offered(
    client, body, secretary, other_commune, tam
):
    own = issued(body, secretary)
    issued(body, secretary, kind="KH", title="Kế hoạch")
    theirs = Issuer.objects.create(
        unit=other_commune, name="Ủy ban khác", code="UBND", place="Khác"
    )
    other = Paper.objects.create(
        unit=other_commune, issuer=theirs, kind="QĐ", title="Của xã khác", state="ISSUED", drafter=tam, drafted_at=AT,
        symbol="QĐ-UBND", series=theirs.series.create(unit=other_commune, kind="QĐ", year=2026), number=1, day=date(2026, 3, 5),
    )  # fmt: skip
    client.force_login(secretary)

    offered = dict(
        shown(client, "committees", **{"van-ban": other.pk}).fields["decision_paper"].choices
    )

    assert set(offered) == {"", str(own.pk)}
    assert "Huỳnh Văn Sáu" in offered[str(own.pk)]


def test_who_may_not_read_papers_types_as_before(client, body, secretary, appraiser, commune):
    issued(body, secretary)
    client.force_login(appraiser)

    form = shown(client, "committees", **{"don-vi": commune.pk})

    assert "decision_paper" not in form.fields
    assert form.fields["decision_number"].required
    assert not form.written_at


def written(body, secretary, members=LIST):
    """Return the decision that founds a committee as the house issued it."""
    return Paper.objects.create(
        unit=body.unit, issuer=body, kind="QĐ", title="Về việc thành lập Ban Chỉ đạo", state="ISSUED", drafter=secretary,
        drafted_at=AT, wording="found_committee", fields={"committee": "Ban Chỉ đạo 138 xã Mỹ Thạnh", "members": members},
        symbol="QĐ-UBND", series=body.series.get_or_create(unit=body.unit, kind="QĐ", year=2026)[0], number=7, day=date(2026, 3, 5),
    )  # fmt: skip


def test_a_decision_with_its_list_seats_the_members_in_one_press(client, body, secretary):
    paper = written(body, secretary)
    client.force_login(secretary)
    page = client.get(reverse("desk:document", args=[paper.pk])).content.decode()
    address = f"{reverse('desk:committees')}?don-vi={body.unit_id}&van-ban={paper.pk}"
    assert address.replace("&", "&amp;") in page
    form = client.get(address).context["form"]
    assert form["name"].value() == "Ban Chỉ đạo 138 xã Mỹ Thạnh"
    assert form["decision_paper"].value() == str(paper.pk)

    client.post(address, founding(decision_paper=paper.pk, with_members="on"))

    seats = Committee.objects.get().seats.order_by("place")
    assert [(one.full_name, one.office, one.duty) for one in seats] == [
        ("Huỳnh Văn Sáu", "Chủ tịch Ủy ban nhân dân xã", Duty.HEAD),
        ("Lê Văn Hạnh", "Trưởng Công an xã", Duty.STANDING_DEPUTY),
        ("Phan Thị Út", "Trưởng ấp Bình An", Duty.MEMBER),
    ]


@pytest.mark.parametrize("typed", [{}, {"decision_paper": "other", "with_members": "on"}])
def test_no_member_is_seated_without_the_tick_or_by_another_decision(
    client, body, secretary, typed
):
    other = issued(body, secretary)
    paper = written(body, secretary)
    client.force_login(secretary)
    address = f"{reverse('desk:committees')}?van-ban={paper.pk}"
    chosen = {"decision_paper": other.pk} if typed.get("decision_paper") else {"decision_paper": paper.pk}  # fmt: skip

    client.post(address, founding(**typed | chosen))

    assert not Committee.objects.get().seats.exists()


@pytest.mark.parametrize("more", ["Người khác | Phó Chủ tịch | Trưởng ban", LIST.splitlines()[2]])
def test_a_list_with_two_heads_or_one_person_twice_is_not_seated(client, body, secretary, more):
    paper = written(body, secretary, f"{LIST}\n{more}")
    client.force_login(secretary)
    address = f"{reverse('desk:committees')}?van-ban={paper.pk}"

    answer = client.post(address, founding(decision_paper=paper.pk, with_members="on"))

    assert "with_members" in answer.context["form"].errors
    assert not Committee.objects.exists()


def test_the_decision_is_written_from_the_committee_as_it_stands(
    client, body, secretary, committee
):
    client.force_login(secretary)
    address = shown(client, "committees").written_at

    form = client.get(address).context["form"]

    assert form["committee"].value() == committee.name
    assert form["member_count"].value() == "02"
    assert form["members"].value() == (
        "Huỳnh Văn Sáu | Chủ tịch / xã | Trưởng ban\nPhan Thị Út | Trưởng ấp | Ủy viên"
    )
    assert form["replaces"].value() == "Quyết định số 01/QĐ-UBND ngày 04 tháng 01 năm 2026"
    assert form["authority"].value() == "Chủ tịch Ủy ban nhân dân xã Mỹ Thạnh"


def test_a_replaced_seat_is_written_with_who_leaves_it(client, body, secretary, committee):
    seat = committee.seats.get(duty=Duty.MEMBER)
    client.force_login(secretary)

    form = client.get(shown(client, "replace_seat", seat.pk).written_at).context["form"]

    assert form["leaving"].value() == "Phan Thị Út | Trưởng ấp | Ủy viên"
    assert form["founding"].value() == "Quyết định số 01/QĐ-UBND ngày 04 tháng 01 năm 2026"


def test_a_seat_is_replaced_by_a_chosen_decision(client, body, secretary, committee):
    paper = issued(body, secretary)
    seat = committee.seats.get(duty=Duty.MEMBER)
    client.force_login(secretary)
    typed = {
        "full_name": "Trần Văn Mới",
        "office": "Trưởng ấp",
        "since": "6/3/2026",
        "decision_paper": paper.pk,
    }

    client.post(reverse("desk:replace_seat", args=[seat.pk]), typed)

    seat.refresh_from_db()
    assert (seat.ended_by_number, seat.ended_by_date) == ("12/QĐ-UBND", paper.day)


def test_a_model_unit_and_an_initiative_are_entered_by_a_chosen_decision(
    client, body, secretary, head, committee, area
):
    paper = issued(body, secretary)
    client.force_login(head)
    year = reverse("desk:programme", args=[committee.pk, 2026])
    form = client.get(year, {"loai": "RESIDENTIAL_AREA"}).context["form"]
    draft = client.get(f"{form.written_at}&chon={area.pk}").context["form"]
    assert draft["units"].value() == f"{area.full_name} | Khu dân cư | "

    client.post(f"{year}?loai=RESIDENTIAL_AREA", {"unit": area.pk, "decision_paper": paper.pk})
    client.post(
        reverse("desk:initiatives"),
        {"name": "Ba lực lượng", "kind": "OTHER", "founded_on": "5/3/2026", "teams": 1, "members": 9, "decision_paper": paper.pk},
    )  # fmt: skip

    assert Designation.objects.get().decision_number == "12/QĐ-UBND"
    started = Initiative.objects.get()
    assert (started.decision_number, started.decided_on) == ("12/QĐ-UBND", paper.day)
    describe = shown(client, "initiative_step", started.pk, "mo-ta")
    assert describe["decision_paper"].value() == str(paper.pk)
    draft = client.get(describe.written_at).context["form"]
    assert draft["initiative"].value() == "Ba lực lượng"
    assert draft["strength"].value() == "01 tổ, 09 thành viên"


def test_what_another_unit_has_is_not_written_about(
    client, body, secretary, committee, other_commune
):
    theirs = Committee.objects.create(
        unit=other_commune, kind="STANDING", name="Ban khác", since=AT.date(), decision_number="1", decided_on=AT.date()
    )  # fmt: skip
    client.force_login(secretary)
    for key, query in {
        "change_members": {"tu": theirs.pk},
        "choose_model_unit": {"chon": other_commune.pk},
        "found_initiative": {"tu": "9" * 9},
        "recognise": {"tu": "x"},
        "withdraw": {"tu": "1"},
    }.items():
        answer = client.get(reverse("desk:draft_document", args=[key]), query)
        assert answer.status_code == 404, key


def test_the_rating_is_written_from_its_draft_for_those_who_rate_alone(
    client, body, secretary, hanh, commune
):
    team = teams.team(commune, secretary, AT)
    sheet = RatingSheet.objects.create(
        unit=commune, year=2026, state="DRAFT", minutes_number="8/BB", met_on=date(2026, 11, 16), by=secretary, saved_at=AT
    )  # fmt: skip
    sheet.lines.create(team=team, level="GOOD")
    address = reverse("desk:draft_document", args=["rate_teams"])
    seen = {}
    for user in (secretary, hanh):
        client.force_login(user)
        form = client.get(address, {"nam": 2026}).context["form"]
        seen[user] = (form["teams"].value() or "", form["minutes"].value())
    assert seen[secretary][0].startswith(f"{team.name} | ")
    assert seen[secretary][1] == "Biên bản họp xét số 8/BB ngày 16 tháng 11 năm 2026"
    assert seen[hanh] == ("", "")


@pytest.fixture
def province_secretary(province):
    return people.officer("Cao Diễm My", Role.SECRETARY, province)


@pytest.fixture
def on_every_list(body, commune, secretary, committee):
    """Return the paper that a row of every list names."""
    paper = issued(body, secretary)
    area = people.unit("Ấp 9", level=Level.RESIDENTIAL_AREA, parent=commune)
    actions.designate(
        committee=committee, unit=area, year=2026, decision_number="2/QĐ-UBND", decided_on=paper.day, by=secretary, at=AT,
    )  # fmt: skip
    actions.draw_up_plan(
        committee=committee, title="Kế hoạch 2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        decision_number="3/KH-UBND", decided_on=paper.day, by=secretary, at=AT,
    )  # fmt: skip
    teams.set_up_team(commune, "Tổ số 9", secretary, AT, areas=[area], since=paper.day)
    Team.objects.update(decision_number="12/QĐ-UBND")
    for model in (Committee, Designation, Plan):
        model.objects.update(decision_number="12/QĐ-UBND", decided_on=paper.day)
    return paper


@pytest.mark.parametrize("page", ["designations", "plans", "teams", "committees"])
def test_a_list_leads_from_the_number_of_a_decision_to_the_paper(
    client, on_every_list, secretary, page
):
    client.force_login(secretary)

    shown = client.get(reverse(f"desk:{page}")).content.decode()

    assert f'href="{reverse("desk:document", args=[on_every_list.pk])}"' in shown


def test_who_may_not_read_the_paper_sees_its_number_and_no_link(
    client, on_every_list, province_secretary, commune
):
    client.force_login(province_secretary)

    shown = client.get(f"{reverse('desk:teams')}?don-vi={commune.pk}").content.decode()

    assert "12/QĐ-UBND, 05/03/2026" in shown
    assert reverse("desk:document", args=[on_every_list.pk]) not in shown


def test_a_long_list_asks_the_register_once(client, on_every_list, commune, secretary):
    client.force_login(secretary)
    address = reverse("desk:teams")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for day in range(1, 9):
        teams.set_up_team(commune, f"Tổ {day}", secretary, AT, since=date(2025, 7, day))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
