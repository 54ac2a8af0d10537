"""What the story has nothing of by its day, made in the house by the acts the pages use, so that its pages can be walked.

These functions run inside the house, `house.command("shell", "-c", "…")`, and print what the walk must know as JSON.
"""

import json
from datetime import date, datetime, timedelta
from uuid import uuid4

CREW = "Tổ xử lý nhanh đi thử"
FILTER = "Đang mở, để thử"
DISPUTE = "Hai nhà cãi nhau vì con đường đi chung (chuyện bịa để thử)."


def lay() -> None:
    """Make a crew, a committee with its plan, a filter kept, and one dispute with all that a matter can have beside it; tell where."""
    from binhyen.core import clock
    from binhyen.people.models import User
    from binhyen.project.demo import cast

    at = clock.now()
    people = {user.email.split("@")[0]: user for user in User.objects.filter(email__endswith=cast.DOMAIN)}  # fmt: skip
    crew = _found_crew(people, at)
    _found_committee(people, at)
    _plan_festival(people, at)
    _keep_filter(people, at)
    matter, mediation = _dispute(people, at)
    _find_hot_spot(people, at)
    _leave_behind(people, at)
    _open_survey(people, at)
    _merge_long_ago(at)
    _begin_campaign(people, at)
    kept = {
        "matter": matter.reference,
        "report": matter.attached.get().report.reference,
        "mediation": mediation.pk,
        "crew": crew.pk,
        "commune": matter.unit_id,
        "dossier": _open_dossier(people, at),
    }
    kept |= _report_upward(people, at) | _papers(people, at)
    print(json.dumps(kept | _force(people, at) | _province(at) | _in_other_states(people, at)))


def _open_dossier(people, at: datetime) -> int:
    """Tell which dossier of the unit is still being written: the story has one, unless a walk of this house handed it in."""
    from binhyen.project.demo import cast
    from binhyen.standards import actions, queries
    from binhyen.standards.models import Assessment
    from binhyen.standards.workflow import State

    unit = cast.unit(cast.MY_LAC)
    written = Assessment.objects.filter(unit=unit, state=State.DRAFT.value).order_by("pk").last()
    if written is None:
        catalogue = queries.catalogue_for_year("model9745.commune", at.year)
        period = catalogue.read().period(at.year)
        written = actions.open_assessment(
            unit=unit, catalogue=catalogue, period=period, by=people["thu"], at=at
        )
    return written.pk


def _papers(people, at: datetime) -> dict[str, int]:
    """Leave one paper in each state that its life goes through, and one that came in; tell where, by the steps done."""
    from binhyen.core import clock
    from binhyen.documents import actions, content
    from binhyen.project.demo import cast

    unit, today = cast.unit(cast.MY_LAC), clock.local_day(at)
    thu, dung, quan, phuc = (people[key] for key in ("thu", "dung", "quan", "phuc"))
    issuer = actions.set_up_issuer(
        unit=unit, name="Ban Chỉ đạo (để thử)", parent=unit.full_name, code="BCĐ", letter_code="TT", place=unit.name,
        by_kind=False, by=thu, at=at,
    )  # fmt: skip
    acts = (
        lambda paper: actions.submit(paper=paper, by=thu, at=at),
        lambda paper: actions.check_content(paper=paper, by=dung, at=at),
        lambda paper: actions.check_form(paper=paper, by=quan, at=at),
        lambda paper: actions.sign(
            paper=paper, name="Phạm Hồng Phúc", office="Trưởng ban", on=today, by=phuc, at=at
        ),
        lambda paper: actions.number(paper=paper, by=quan, at=at),
        lambda paper: actions.issue(paper=paper, sending=actions.Sending(1), by=quan, at=at),
    )
    fields = {"signer_name": "Phạm Hồng Phúc", "signer_office": "Trưởng ban"}
    left = {}
    for done in range(len(acts) + 1):
        said = content.Content(
            kind="TB", title=f"Thông báo số {done} (để thử)", blocks=(content.Text("Chuyện bịa để thử."),),
            signer=content.Signer("", "Trưởng ban", "Phạm Hồng Phúc"), recipients=("Các ấp",),
        )  # fmt: skip
        paper = actions.draft(issuer=issuer, said=said, wording="notice", fields=fields, by=thu, at=at)  # fmt: skip
        for act in acts[:done]:
            act(paper)
        left[f"paper_{done}"] = paper.pk
    actions.arrive(
        unit=unit, letter=actions.Letter(today, "Công an tỉnh (để thử)", "7/CV", today, "Rà soát (để thử)"),
        following=actions.Following(), by=thu, at=at,
    )  # fmt: skip
    return left


def _found_crew(people, at: datetime):
    from binhyen.core import clock
    from binhyen.matters import actions
    from binhyen.project.demo import cast

    unit, chief = cast.unit(cast.MY_LAC), people["dung"]
    crew = actions.found_crew(unit=unit, home=unit, name=CREW, by=chief, at=at)
    actions.add_member(crew=crew, user=people["hanh"], since=clock.local_day(at), by=chief, at=at)
    return crew


def _found_committee(people, at: datetime) -> None:
    from binhyen.core import clock
    from binhyen.movement import actions
    from binhyen.movement.models import CommitteeKind, Duty
    from binhyen.project.demo import cast

    since = clock.local_day(at).replace(month=1, day=1)  # the years before are closed
    committee = actions.found_committee(
        unit=cast.unit(cast.MY_LAC), kind=CommitteeKind.STANDING, name="Ban Chỉ đạo 138 xã (để thử)",
        since=since, decision_number="12/QĐ-UBND", decided_on=since, by=people["thu"], at=at,
    )  # fmt: skip
    for name, duty in (("Phạm Hồng Phúc", Duty.HEAD), ("Lê Minh Thư", Duty.MEMBER)):
        actions.seat(
            committee=committee, full_name=name, office="Ủy ban nhân dân xã", duty=duty, since=since,
            by=people["thu"], at=at,
        )  # fmt: skip
    _draw_up_plan(committee, people["thu"], at)


def _draw_up_plan(committee, secretary, at: datetime) -> None:
    """Let the committee plan the running year, with two tasks of which one waits for the other, and review the half-year."""
    from binhyen.core import clock
    from binhyen.movement import actions
    from binhyen.movement.models import ReviewKind
    from binhyen.people.models import Body

    today = clock.local_day(at)
    last = today.replace(month=12, day=31)
    plan = actions.draw_up_plan(
        committee=committee, title="Kế hoạch năm (để thử)", starts_on=today.replace(month=1, day=1), ends_on=last,
        decision_number="99/KH-UBND", decided_on=today, by=secretary, at=at,
    )  # fmt: skip
    first, second = (
        actions.add_task(
            plan=plan, title=title, lead=Body.PEOPLES_COMMITTEE, due_on=last, by=secretary, at=at
        )
        for title in ("Khảo sát (để thử)", "Lắp đặt (để thử)")
    )
    actions.tie_task(task=second, needed=first, by=secretary, at=at)
    review = actions.hold_review(
        plan=plan, kind=ReviewKind.HALF_YEAR, held_on=today, paper_number="99/BC-UBND", by=secretary, at=at
    )  # fmt: skip
    actions.conclude(
        review=review, text="Việc thêm (để thử)", lead=Body.FRONT, due_on=last, by=secretary, at=at
    )


def _force(people, at: datetime) -> dict[str, int]:
    """Return a team with a leader, a member who was trained and a task still to be done, and a team of which only the number is known."""
    from binhyen.core import clock
    from binhyen.forces import actions
    from binhyen.forces.models import DutyKind, Outcome, TeamRole, Topic
    from binhyen.project.demo import cast

    unit, dung, today = cast.unit(cast.MY_LAC), people["dung"], clock.local_day(at)
    since = today.replace(month=1, day=1)  # the years before are closed
    named, numbered = (
        actions.set_up_team(
            unit=unit, areas=[], name=name, established_on=since, decision_number="3/QĐ-UBND",
            established_strength=3, serving=2, by=dung, at=at,
        )
        for name in ("Tổ có danh sách (để thử)", "Tổ chỉ có số lượng (để thử)")
    )  # fmt: skip
    for full_name, role in (("Tô Văn Thử", TeamRole.LEADER), ("Tô Thị Thử", TeamRole.MEMBER)):
        service = actions.appoint(
            team=named, person=actions.Person(full_name, 1980), role=role, since=since,
            decision=actions.ByDecision("4/QĐ-UBND", since), by=dung, at=at,
        )  # fmt: skip
    actions.hold_training(
        unit=unit, teams=[named], held_on=today, topic=Topic.SKILLS, title="Tập huấn (để thử)", hours=4,
        by=dung, at=at,
    )  # fmt: skip
    actions.log_duty(
        key=uuid4(), team=named, kind=DutyKind.FIRE_CHECK.value, on=today, times=1,
        done=actions.Done(Outcome.ASSIGNED), by=dung, at=at,
    )  # fmt: skip
    return {"team": named.pk, "numbered_team": numbered.pk, "force_member": service.member_id}


def _province(at: datetime) -> dict[str, int]:
    """Let the province have an administrator and a sheet of its own; return the sheet and the catalogue it was made from."""
    from binhyen.core import clock
    from binhyen.project.demo import cast
    from binhyen.standards import actions, queries
    from tests.journeys import former

    today = clock.local_day(at)
    owner = cast.unit(cast.THU_THUA).parent
    user = former.administrator_above(owner, at)
    areas, commune = (
        queries.catalogue_for_year(name, today.year) for name in ("tt124.residential-area", "tt124.commune")
    )  # fmt: skip
    sheet = actions.clone_catalogue(catalogue=areas, owner=owner, since=today, by=user, at=at)
    return {"sheet": sheet.pk, "catalogue": commune.pk}


def _merge_long_ago(at: datetime) -> None:
    """Let two communes have ended: of one everything was handed over, the other was divided and still keeps its areas."""
    from binhyen.mergers import actions
    from binhyen.project.demo import cast
    from tests.journeys import former

    heirs = [cast.unit(cast.MY_LAC), cast.unit(cast.MY_THANH_OLD)]
    by = former.administrator_above(cast.unit(cast.THU_THUA).parent, at)
    first, second = date(2024, 3, 1), date(2024, 6, 1)
    former.commune("Bàu Sen", heirs[:1], ended=first, areas={"Bàu Giữa": None})
    actions.order(on=first, goes={}, decision_number="99/NQ", decided_on=first, by=by, at=at)
    actions.carry_out_orders(at=at)
    former.commune("Bàu Tre", heirs, ended=second, areas={"Bàu Trên": heirs[0], "Bàu Dưới": None})


def _plan_festival(people, at: datetime) -> None:
    """Plan the festival of the year, where the story has none."""
    from binhyen.movement import actions
    from binhyen.project.demo import cast

    unit, year = cast.unit(cast.MY_LAC), at.year
    if not unit.festivals.filter(year=year).exists():
        day = actions.window(unit, year).due
        actions.plan_festival(
            unit=unit, held_on=day, place="Nhà văn hóa xã", by=people["thu"], at=at
        )


def _keep_filter(people, at: datetime) -> None:
    from binhyen.matters import actions
    from binhyen.project.demo import cast

    actions.save_filter(
        unit=cast.unit(cast.MY_LAC), name=FILTER, query="muc=dang-mo&nguon=WEB", is_shared=True,
        by=people["hanh"], at=at,
    )  # fmt: skip


def _dispute(people, at: datetime):
    """Return a dispute told with a name, in Hạnh's hand, with a part given out and a mediation after its first session."""
    from binhyen.matters import actions
    from binhyen.matters.actions import Target, Task
    from binhyen.reports.models import Disclosure

    matter = _told(at, "DSP", DISPUTE, Disclosure.NAMED)
    actions.take_in_hand(matter=matter, by=people["hanh"], at=at)
    task = Task("Xem lại hai cột mốc ở đầu đường.", Target(person=people["hanh"]))
    actions.add_part(matter=matter, task=task, by=people["hanh"], at=at)
    mediation = actions.ask_mediation(
        matter=matter, mediators=[people["ba"]], words="Tranh chấp lối đi chung.", by=people["hanh"],
        at=at - timedelta(days=1),
    )  # fmt: skip
    actions.start_mediation(mediation=mediation, by=people["ba"], at=at)
    actions.hold_session(
        mediation=mediation, held_at=at - timedelta(hours=2), place="Nhà văn hóa ấp", is_open=False, households=2,
        by=people["ba"], at=at,
    )  # fmt: skip
    return matter, mediation


def _find_hot_spot(people, at: datetime) -> None:
    """Let a hot spot have been found a fortnight ago, with a measure taken and a second look due today."""
    from datetime import timedelta

    from binhyen.core import clock
    from binhyen.hotspots import actions
    from binhyen.hotspots.models import Alert, AlertArea, MeasureKind
    from binhyen.places.models import Level, Unit
    from binhyen.project.demo import cast

    then = at - timedelta(days=14)
    last = clock.local_day(then) - timedelta(days=1)
    commune = cast.unit(cast.MY_LAC)
    alert = Alert.objects.create(
        unit=commune, group="crime", raised_at=then, starts_on=last - timedelta(days=6), ends_on=last,
        seen_until=last, observed=12, expected=3.1, llr=9.0, recurrence_days=730.0, year=161, year_days=365,
    )  # fmt: skip
    areas = Unit.objects.on(last).filter(parent=commune, level=Level.RESIDENTIAL_AREA)
    AlertArea.objects.create(alert=alert, area=areas.order_by("sort_key", "pk").first())
    actions.acknowledge(alert=alert, by=people["dung"], at=then)
    actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=people["dung"], at=then)


def _report_upward(people, at: datetime) -> dict[str, int]:
    """Let the commune write one report and send another, and the level above write its own; tell which are whose."""
    from binhyen.core import clock
    from binhyen.periodic import actions
    from binhyen.periodic.rules import Kind
    from binhyen.project.demo import cast

    commune, today = cast.unit(cast.MY_LAC), clock.local_day(at)
    above = commune.parent
    long_ago = today - timedelta(days=60)
    begun = {
        (who, kind): actions.begin(unit=unit, kind=kind, day=long_ago, by=people[who], at=at)
        for who, unit in (("thu", commune), ("my", above))
        for kind in (Kind.WEEK, Kind.MONTH)
    }
    sent = begun["thu", Kind.WEEK]
    actions.write(report=sent, words={"I": "Tuần yên ổn (để thử)."}, by=people["thu"], at=at)
    actions.send(report=sent, by=people["thu"], at=at)
    return {
        "sent_report": sent.pk,
        "open_report": begun["thu", Kind.MONTH].pk,
        "report_above": begun["my", Kind.WEEK].pk,
    }


def _open_survey(people, at: datetime) -> None:
    """Open a survey round in which the teams, their partners and the residents can answer now; the story has this year's."""
    from binhyen.core import clock
    from binhyen.forces import actions, questionnaires
    from binhyen.project.demo import cast

    day = clock.local_day(at)
    actions.open_round(
        unit=cast.unit(cast.MY_LAC), year=day.year + 1, questionnaire=questionnaires.latest(), opens_on=day,
        closes_on=day + timedelta(days=30), target=60, by=people["thu"], at=at,
    )  # fmt: skip


def _begin_campaign(people, at: datetime) -> None:
    """Begin a campaign today, with an activity noted."""
    from binhyen.core import clock
    from binhyen.newsroom.tests import campaigning
    from binhyen.project.demo import cast

    unit, today, by = cast.unit(cast.MY_LAC), clock.local_day(at), people["thu"]
    last = today + timedelta(days=20)
    campaign = campaigning.running(unit, by, at, "traffic", since=today, last_day=last)
    campaigning.noted(campaign, unit, by, at, on=today, attended=30, reached=30)


def _leave_behind(people, at: datetime) -> None:
    """Let an officer take a matter in hand and leave the post: nobody stands for it now."""
    from binhyen.core import clock
    from binhyen.matters import actions
    from binhyen.people import actions as staff
    from binhyen.people.models import Role
    from binhyen.project.demo import cast
    from binhyen.reports.models import Disclosure

    unit, today = cast.unit(cast.MY_LAC), clock.local_day(at)
    leaver = staff.enrol(full_name="Trần Văn Thôi", email=f"thoi@{cast.DOMAIN}", at=at)
    post = staff.appoint(
        user=leaver, role=Role.DUTY_OFFICER, unit=unit, since=cast.FOUNDED, by=people["quan"], at=at
    )
    matter = _told(at, "NOI", "Loa kẹo kéo cả buổi trưa (chuyện bịa để thử).", Disclosure.ANONYMOUS)
    actions.take_in_hand(matter=matter, by=leaver, at=at)
    staff.relieve(post=post, until=today, by=people["quan"], at=at)


def _in_other_states(people, at: datetime) -> dict[str, str]:
    """Return the references of a violation with its minutes, one asked about above, one closed, one that another commune
    gave, and a quarrel that nobody mediates yet."""
    from binhyen.matters import actions
    from binhyen.matters.rules import Kind
    from binhyen.matters.words import Outcome
    from binhyen.project.demo import cast
    from binhyen.reports.models import Disclosure

    hanh, words = people["hanh"], "Chuyện bịa để thử, nghe ồn cả ngày."
    violation, asked, closed = (
        _told(at, category, words, Disclosure.ANONYMOUS) for category in ("DIS", "NOI", "NOI")
    )
    for matter in (violation, asked, closed):
        actions.take_in_hand(matter=matter, by=hanh, at=at)
    actions.draw_up_minutes(matter=violation, number="05/BB-VPHC", by=hanh, at=at)
    actions.propose(matter=asked, kind=Kind.SUPPORT, words="Xin người hỗ trợ.", by=hanh, at=at)
    actions.settle(matter=closed, outcome=Outcome.PLEDGED, words="Đã cam kết.", by=hanh, at=at)
    actions.close(matter=closed, by=hanh, at=at)
    given = _told(at, "NOI", words, Disclosure.ANONYMOUS, cast.MY_AN_OLD)
    actions.transfer(
        matter=given, to=cast.unit(cast.MY_LAC), words="Chuyện ở bên đó.", by=people["lan"], at=at
    )
    quarrel = _told(at, "DSP", DISPUTE, Disclosure.ANONYMOUS)
    actions.take_in_hand(matter=quarrel, by=hanh, at=at)
    found = {
        "quarrel": quarrel,
        "violation": violation,
        "asked": asked,
        "closed": closed,
        "given": given,
    }
    return {name: matter.reference for name, matter in found.items()}


def _told(at: datetime, category: str, words: str, disclosure, where=None):
    """Return the matter of a new report from the first residential area of a commune, Hạnh's unless said otherwise."""
    from binhyen.core import clock
    from binhyen.matters import actions
    from binhyen.places.models import Level, Unit
    from binhyen.project.demo import cast
    from binhyen.reports.actions import Draft, Person
    from binhyen.reports.models import Channel, Disclosure

    commune = cast.unit(where or cast.MY_LAC)
    areas = Unit.objects.on(clock.local_day(at)).filter(parent=commune)
    area = areas.filter(level=Level.RESIDENTIAL_AREA).order_by("sort_key", "pk").first()
    person = None
    if disclosure != Disclosure.ANONYMOUS:
        person = Person("Nguyễn Văn Thử", phone="0912 345 678", consent="2026-11")
    draft = Draft(category, words, commune, disclosure, area=area)
    kept = actions.receive(
        draft=draft, person=person, photos=[], key=uuid4(), channel=Channel.WEB, at=at
    )
    return kept.matter
