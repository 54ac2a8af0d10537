"""Every address of this face, asked by every role for what belongs to another commune: it does not exist, or is not allowed."""

import io
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import URLPattern, reverse

from binhyen.core import clock
from binhyen.core.tests.pdf_files import pdf
from binhyen.desk import acts, urls
from binhyen.desk.movement import initiative_steps
from binhyen.desk.movement.act_views import STEPS
from binhyen.documents import actions as issued
from binhyen.documents.tests import signing
from binhyen.forces import actions as forces
from binhyen.forces.models import Outcome
from binhyen.forces.tests import factories as teams
from binhyen.hotspots.tests import factories as spots
from binhyen.matters import actions, papers
from binhyen.matters.models import FieldKind, Matter, MatterPhoto, PaperKind, ProposalPaper
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.matters.workflow import Act
from binhyen.mergers import actions as mergers
from binhyen.movement import actions as movement
from binhyen.movement.models import CommitteeKind, Duty, ReviewKind, TaskFile
from binhyen.newsroom.tests import campaigning as campaigns
from binhyen.newsroom.tests import commented
from binhyen.notices.models import Notice
from binhyen.people.models import Body, Post, Role
from binhyen.people.tests import factories as people
from binhyen.periodic import actions as periodic
from binhyen.periodic.models import Report as PeriodicReport
from binhyen.periodic.rules import Kind as Length
from binhyen.places.models import Level
from binhyen.reports import actions as reports
from binhyen.reports.models import Report
from binhyen.reports.tests import factories as pictures
from binhyen.standards.tests import factories as standards
from binhyen.standards.tests.factories import AT

NEIGHBOURS = [
    "hanh", "chief", "secretary", "head", "administrator", "editor", "team_member",
]  # fmt: skip
#: These have a say in both communes, or in the whole house, and yet read no word of a report.
ABOVE = ["tam", "province_chief", "appraiser", "auditor"]
NAMES = [pattern.name for pattern in urls.urlpatterns]
#: Pages that need no object: they show what is one's own.
OWN = {
    "home", "switch", "inbox", "proposals", "numbers", "figure", "trail", "assessments", "own_scorecard", "recognitions",
    "catalogues", "side_by_side", "matrix_file",
    "committees", "initiatives", "initiatives_file", "designations", "teams", "rate_teams", "units", "unit_table_sample",
    "surveys", "new_survey",
    "who_held",
    "plans", "my_tasks", "task_from_gap",
    "inbox_counts", "inbox_filter", "inbox_map", "inbox_columns", "inbox_keys", "export", "save_filter", "bulk",
    "notices", "notice_count", "notices_read", "notice_choices", "notice_browser",
    "crews", "rules", "unattended",
    "intake", "intake_known", "suggestions", "suggest", "train_suggestions",
    "own_service", "trainings", "strengthening", "import_roster", "roster_sample", "export_roster", "print_roster",
    "field", "field_patrol", "field_send", "field_key", "field_manifest", "patrols", "export_patrols",
    "cycle", "cycle_file", "cycle_step", "cycle_dates", "registrations", "commitments", "registrations_file",
    "registrations_import", "festival",
    "close_year", "users", "posters", "posters_pdf", "calendar", "calendar_file", "clocks", "clock", "prolonged",
    "duties", "team_months", "coverage", "field_duty", "mergers",
    "comments", "comments_shown",
    "documents", "issuers", "outgoing", "outgoing_file", "incoming", "incoming_file", "tracking_file", "arrive",
    "enter_document", "own_wordings",
    "hotspots", "hotspot_watch", "hotspot_scan", "hotspot_replay",
    "periodic_reports", "periodic_below", "periodic_timings",
    "campaigns", "campaign_topics",
}  # fmt: skip
#: What the law says is everybody's to read.
LAW = {"catalogue", "catalogue_file"}
#: Forms for a new thing of one's own unit, and the wordings of a province; they name no object of anybody.
NEW = {
    "own_wording",
    "wording_sample",
    "restore_wording",
    "new_document",
    "draft_document",
    "found_crew",
    "add_rule",
    "add_user",
    "plan_campaign",
}
PLAN_PAGES = (
    "plan", "plan_board", "plan_owners", "plan_chart", "plan_file", "plan_reviews", "add_task",
)  # fmt: skip
#: What an address of this face may ask for.
FIELDS = (
    "tim",
    "sau",
    "ve",
    "viec",
    "truoc",
    "thang",
    "trang",
    "nam",
    "don-vi",
    "chuan",
    "trang-thai",
    "muc",
    "ap",
    *(
        "nhom",
        "loai",
        "trang_thai",
        "nguoi",
        "to",
        "nguon",
        "kin",
        "han",
        "han_tu",
        "han_den",
        "tu",
        "den",
    ),
    *("khung", "phong", "tu_luc", "chon", "thay", "viec", "ban_do"),
    "xa",
    "loai",
    "cham",
    "cua_toi",
    "kind",
    "area",
    "loc",
    "buoc",
    "ngay",
    "ky",
)
#: And what opens of these to a partner; of dossiers and services it holds none, so nothing stands on their pages.
PARTNERS = {
    "home", "my_tasks", "plans", "campaigns", "notices", "notice_count", "notice_choices", "units", "unit_table_sample",
    "assessments", "own_service", "roster_sample", "field_key", "field_manifest",
}  # fmt: skip
WORDS = "Chuyện chỉ Mỹ An được biết (bịa để thử)."


@pytest.fixture(autouse=True)
def _on_20_november_2026(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.MEDIA_ROOT = tmp_path


@dataclass
class Theirs:
    """One thing of each kind that belongs to Mỹ An, as arguments of the addresses."""

    matter: Matter
    arguments: dict[str, list[list[object]]] = field(default_factory=dict)


@pytest.fixture
def theirs(other_commune, lan):
    head, chief = (
        people.officer(f"Người của Mỹ An {role}", role, other_commune)
        for role in (Role.HEAD, Role.CHIEF)
    )
    area = people.unit(
        "Rạch Đào", level=Level.RESIDENTIAL_AREA, edition="local", parent=other_commune
    )
    dossier = standards.submitted(other_commune, head=head, chief=chief)
    committee = movement.found_committee(
        unit=other_commune, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo", since=date(2025, 8, 1),
        decision_number="15/QĐ-UBND", decided_on=date(2025, 8, 1), by=head, at=AT,
    )  # fmt: skip
    seat = movement.seat(
        committee=committee, full_name="Lê Thị Hoa", office="Hội Phụ nữ", duty=Duty.MEMBER,
        since=date(2025, 8, 1), by=head, at=AT,
    )  # fmt: skip
    festival = movement.plan_festival(
        unit=other_commune, held_on=date(2026, 8, 15), place="Nhà văn hóa", by=head, at=AT
    )
    team = teams.set_up_team(other_commune, "Tổ Rạch Đào", head, AT, areas=(area,))
    survey = teams.survey_round(other_commune, head, AT)
    plan, review, task, first = _plan_of(committee, area, head)
    chosen = movement.designate(
        committee=committee, unit=area, year=2026, decision_number="16/QĐ-UBND",
        decided_on=date(2026, 3, 1), by=head, at=AT,
    )  # fmt: skip
    matter = factories.in_hand(other_commune, AT, lan, words=WORDS, area=area)
    report = Report.objects.get()
    mediator = people.officer("Hòa giải viên của Mỹ An", Role.MEDIATOR, area)
    dispute = factories.in_hand(other_commune, AT, lan, category="DSP", words=WORDS, area=area)
    mediation = actions.ask_mediation(
        matter=dispute, mediators=[mediator], words=WORDS, by=lan, at=AT
    )
    photo = reports.keep_photo(upload=io.BytesIO(pictures.picture()), at=AT)
    photo.report = report
    photo.save()
    actions.take_from_field(
        sent=actions.FromPhone(
            uuid4(), FieldKind.PHOTO, matter.reference, AT, photo=io.BytesIO(pictures.picture())
        ),
        by=lan,
        at=AT,
    )
    matter.refresh_from_db()
    shot = MatterPhoto.objects.get()
    initiative = dossier.keeper.initiatives.get()
    saved = actions.save_filter(
        unit=other_commune, name="Của Mỹ An", query="muc=moi", is_shared=True, by=lan, at=AT
    )
    order = actions.order(
        order=actions.Order(Act.NOTE, words="x"), unit=other_commune, seen=[(matter.pk, matter.version)],
        wait=timedelta(days=1), by=lan, at=AT,
    )  # fmt: skip
    crew = factories.crew(other_commune, AT, chief, lan)
    lan_does = actions.Target(person=lan)
    rule = actions.set_rule(unit=other_commune, to=lan_does, category="ANI", by=chief, at=AT)
    given = actions.Task(WORDS, lan_does)
    part = actions.add_part(matter=matter, task=given, by=chief, at=AT)
    asked = factories.in_hand(other_commune, AT, lan)
    team = teams.team(other_commune, chief, AT, name="Tổ bảo vệ của Mỹ An", areas=(area,))
    service = teams.member(team, chief, AT, full_name=WORDS)
    training = teams.trained(other_commune, [team], chief, AT, on=date(2026, 3, 1))
    paper = papers.Clean(PaperKind.PDF, b"%PDF-1.7")
    actions.propose(matter=asked, kind=Kind.SUPPORT, words=WORDS, attached=[paper], by=lan, at=AT)
    token = ProposalPaper.objects.get().token
    team = standards.team(other_commune, "Tổ của Mỹ An", chief, areas=(area,))
    duty = forces.log_duty(
        key=uuid4(), team=team, kind="2.TALK", on=AT.date(), done=forces.Done(Outcome.ASSIGNED), by=chief, at=AT,
    )  # fmt: skip
    alert = spots.alert(other_commune, area, at=AT)
    told = _told_upward(other_commune, matter, head, chief)
    campaign = campaigns.running(other_commune, head, AT, title=PLANNED)
    activity = campaigns.noted(campaign, area, head, AT, attended=12, reached=12)
    letter, came = _papers_of(other_commune, head)
    closed = movement.close_year(unit=other_commune, year=2020, by=chief, at=AT)
    comment = commented.comment(commented.article(other_commune, AT), AT, words=WORDS)
    return Theirs(
        matter,
        {
            **{f"hotspot{what}": [[alert.pk]] for what in ("", "_acknowledge", "_measure", "_look", "_close")},
            **{
                f"periodic_{what}": [[told.pk]]
                for what in ("report", "pdf", "docx", "xlsx", "paper", "choose", "receive", "send_back", "merge")
            },
            "periodic_drop": [[told.pk, told.notables.get().pk]],
            **{name: [[campaign.pk]] for name in ("campaign", "change_campaign", "note_activity")},
            "campaign_step": [[campaign.pk, slug] for slug in ("bat-dau", "ket-thuc", "huy")],
            "take_back_activity": [[campaign.pk, activity.pk]],
            "campaign_file": [[campaign.pk, "csv"]],
            "campaign_pdf": [[campaign.pk, "to-roi-a4"]],
            **{f"comment_{what}": [[comment.pk]] for what in ("approve", "refuse", "hide")},
            **{f"document{what}": [[letter.pk]] for what in ("", "_pdf", "_docx")},
            **{f"{what}_document": [[letter.pk]] for what in ("change", "send_back", "sign", "seal", "cancel", "issue")},
            "document_file": [[letter.pk, "SENT"]],
            "document_step": [[letter.pk, word] for word in ("trinh", "noi-dung", "the-thuc", "cap-so", "bo")],
            "issuer_series": [[letter.issuer_id]],
            "arrival": [[came.pk]],
            "arrival_scan": [[came.pk]],
            "reopen_year": [[closed.pk]],
            "end_duty": [[duty.pk]],
            "take_back_duty": [[duty.pk]],
            "print": [[matter.reference]],
            "user": [[lan.pk]],
            "account": [[lan.pk, what] for what in ("khoa", "mo", "mat-khau")],
            "relieve": [[lan.pk, lan.posts.get().pk]],
            "saved_filter": [[saved.pk]],
            "bulk_order": [[order.pk]],
            "undo_bulk": [[order.pk]],
            "matter": [[matter.reference]],
            "photo": [[matter.reference, photo.token]],
            "field_photo": [[matter.reference, shot.token]],
            "field_task": [[matter.reference]],
            "field_part": [[matter.reference, part.pk]],
            "identity": [[matter.reference, report.reference]],
            "act": [[matter.reference, slug] for slug in acts.PAGES],
            "notice": [[told.pk] for told in Notice.objects.filter(user=lan)],
            "end_part": [[matter.reference, part.pk]],
            "drop_part": [[matter.reference, part.pk]],
            "paper": [[asked.reference, token]],
            "crew": [[crew.pk]],
            "rename_crew": [[crew.pk]],
            "end_crew": [[crew.pk]],
            "add_member": [[crew.pk]],
            "end_member": [[crew.pk, crew.members.get().pk]],
            "drop_rule": [[rule.pk]],
            "mediation": [[mediation.pk]],
            "mediation_step": [[mediation.pk, slug] for slug in ("bat-dau", "buoi", "ket-qua")],
            "tell_apart": [[matter.reference, matter.reference]],
            "scorecard": [[other_commune.pk], [area.pk]],
            "scorecard_file": [[other_commune.pk], [area.pk]],
            "open_assessment": [[other_commune.pk], [area.pk]],
            "live_sources": [[other_commune.pk, "tt124.cm.5"]],
            "totals": [[other_commune.pk]],
            "assessment": [[dossier.pk]],
            "step": [[dossier.pk, slug] for slug in ("nop", "tham-dinh", "cong-nhan", "tra-lai", "tu-choi")],
            "criterion": [[dossier.pk, name] for name in ("tt124.cm.1b", "tt124.cm.2", "tt124.cm.4")],
            "sources": [[dossier.pk, "tt124.cm.5"]],
            "paper_file": [[dossier.pk, paper.pk] for paper in dossier.evidence.all()],
            "remove_paper": [[dossier.pk, paper.pk] for paper in dossier.evidence.all()],
            "vote": [[dossier.pk]],
            "answer_question": [[dossier.pk, 1]],
            "unit_years": [[other_commune.pk]],
            "clone_catalogue": [[dossier.catalogue_id]],
            "change_sheet": [[dossier.catalogue_id]],
            "committee": [[committee.pk]],
            "committee_list": [[committee.pk]],
            "programme": [[committee.pk, 2026]],
            "baseline": [[chosen.pk]],
            "freeze_baseline": [[chosen.pk]],
            "revoke_designation": [[chosen.pk]],
            "leave_seat": [[seat.pk]],
            "replace_seat": [[seat.pk]],
            **{name: [[plan.pk]] for name in PLAN_PAGES},
            "review": [[review.pk]],
            "task": [[task.pk]],
            "task_act": [[task.pk, slug] for slug in STEPS],
            "untie_task": [[task.pk, first.pk]],
            **{name: [[task.pk, TaskFile.objects.get().token]] for name in ("task_file", "drop_task_file")},
            "initiative": [[initiative.pk]],
            "initiative_origin": [[initiative.pk]],
            "initiative_step": [[initiative.pk, slug] for slug in initiative_steps.STEPS],
            "close_point": [[initiative.points_there.get().pk]],
            **{name: [[team.pk]] for name in ("team", "report_strength", "appoint_member", "replace_leader", "equipment")},
            **{name: [[service.member_id]] for name in ("member", "correct_member")},
            **{name: [[service.pk]] for name in ("give_role", "move_member", "end_service")},
            "training": [[training.pk]],
            "festival_agenda": [[festival.pk]],
            "festival_report": [[festival.pk]],
            "festival_print": [[festival.pk]],
            **{
                name: [[survey.pk]]
                for name in (
                    "survey", "survey_codes", "survey_posters", "survey_paper", "survey_entry", "survey_results",
                    "survey_file", "survey_take_back",
                )
            },
            "survey_figures": [[survey.pk, team.pk]],
            "add_unit": [[other_commune.pk]],
            "import_units": [[other_commune.pk]],
            "rename_unit": [[area.pk]],
            "close_unit": [[area.pk]],
            "hand_over": [["2025-07-01"]],
            "merger_order": [[_merged_into(other_commune).pk]],
        },
    )  # fmt: skip


def _papers_of(commune, head):
    """Return a paper of Mỹ An that is handed in, and one that came in there."""
    issuer = signing.issuer(commune, head, AT)
    letter = issued.draft(issuer=issuer, said=signing.said(PLANNED), by=head, at=AT)
    issued.submit(paper=letter, by=head, at=AT)
    clerk = people.officer("Văn thư của Mỹ An", Role.SECRETARY, commune)
    came = issued.arrive(
        unit=commune, letter=issued.Letter(AT.date(), "Công an tỉnh", "7/CV", AT.date(), PLANNED),
        following=issued.Following(), by=clerk, at=AT,
    )  # fmt: skip
    issued.keep_scan(arrival=came, scan=pdf(), by=clerk, at=AT)
    return letter, came


def _told_upward(commune, matter, head, chief) -> PeriodicReport:
    """Return a draft of a report of Mỹ An in which words and a matter stand."""
    draft = periodic.begin(unit=commune, kind=Length.MONTH, day=AT.date(), by=head, at=AT)
    periodic.write(report=draft, words={"I": WORDS}, by=head, at=AT)
    periodic.choose(report=draft, matter=matter, words=WORDS, by=chief, at=AT)
    return draft


def _merged_into(commune):
    """Return the order about a commune that went into Mỹ An and still keeps an area."""
    old = people.unit(
        "An Cũ", edition="2024", since=date(2004, 7, 1), until=people.REFORM, parent=commune.parent
    )
    people.succeed(old, commune)
    people.unit("Rạch Đào", level=Level.RESIDENTIAL_AREA, edition="local", parent=old, since=date(2024, 1, 1))  # fmt: skip
    by = people.officer("Quản trị của Mỹ An", Role.ADMINISTRATOR, commune)
    return mergers.order(
        on=people.REFORM, goes={}, decision_number="1682/NQ", decided_on=people.REFORM, by=by, at=AT
    )


PLANNED = "Nhiệm vụ của Mỹ An (bịa để thử)"


def _plan_of(committee, area, head):
    """Return a plan of Mỹ An with its half-year review, a task that another waits for, and that other one."""
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    plan = movement.draw_up_plan(
        committee=committee, title=PLANNED, decision_number="08/KH-UBND", decided_on=date(2026, 1, 5), **year,
        by=head, at=AT,
    )  # fmt: skip
    lead = movement.Lead(Body.AREA, area)
    first, task = (
        movement.add_task(
            plan=plan,
            title=PLANNED,
            lead=lead,
            due_on=date(2026, 12, 1),
            origin=origin,
            by=head,
            at=AT,
        )
        for origin in ("criterion:a:2026", "criterion:b:2026")
    )
    movement.tie_task(task=task, needed=first, by=head, at=AT)
    movement.add_task_evidence(
        task=task,
        paper_number="1/BC",
        dated=date(2026, 3, 1),
        file=io.BytesIO(pictures.picture()),
        by=head,
        at=AT,
    )
    review = movement.hold_review(
        plan=plan, kind=ReviewKind.HALF_YEAR, held_on=date(2026, 7, 1), paper_number="20/BC-UBND", words=PLANNED,
        by=head, at=AT,
    )  # fmt: skip
    return plan, review, task, first


def addresses(arguments):
    return [reverse(f"desk:{name}", args=args) for name in arguments for args in arguments[name]]


def test_no_address_of_this_face_is_left_out_of_these_tests(theirs):
    assert all(isinstance(pattern, URLPattern) for pattern in urls.urlpatterns)
    assert set(NAMES) == OWN | NEW | LAW | {"answer"} | set(theirs.arguments)


def fingerprint():
    """Everything the database holds, but for sessions and log-ins."""
    tables = [
        table
        for table in connection.introspection.table_names()
        if not re.match(r"django_session|people_user$", table)
    ]
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  (names of our own tables)
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


@pytest.mark.parametrize("who", NEIGHBOURS)
def test_what_belongs_to_another_commune_neither_opens_nor_changes(client, request, theirs, who):
    client.force_login(request.getfixturevalue(who))
    before = fingerprint()
    everything = {
        "version": 1, "words": "x", "act": "attest", "is_met": "True", "name": "Ấp Khác", "on": "2026-11-20",
        "full_name": "A", "duty": "MEMBER", "since": "2026-01-01", "reason": "Cần biết vì lý do này.",
        "year": 2026, "class_of_year": "EFFECTIVE", "decided_on": "2026-11-20", "paper_number": "1/QĐ",
    }  # fmt: skip
    for address in addresses(theirs.arguments):
        assert client.get(address).status_code in {403, 404, 405}, address
        assert client.post(address, everything).status_code in {403, 404, 405}, address
    # What comes from the field answers with 200 or 422 and its reason: desk/field/tests asks it.
    for name in (
        OWN
        - {
            "home",
            "switch",
            "unit_table_sample",
            "roster_sample",
            "export_roster",  # desk/forces/tests ask these two: they write who took it
            "print_roster",
            "matrix_file",  # as does desk/scorecard/tests
            "catalogues",  # an administrator of any commune loads them for the whole house: desk/scorecard/tests
            "field_send",
            "field_patrol",
            "export",
            "initiatives_file",  # a file: desk/movement/tests asks it
            "outgoing_file",  # files: desk/documents/tests ask them
            "incoming_file",
            "tracking_file",
            "save_filter",
            "hotspot_scan",  # as this asks for a scan, and the next for a replay: desk/hotspots/tests
            "hotspot_replay",
            "train_suggestions",  # asks for the own unit's, and writes that it was asked for
        }
    ):
        address = reverse(f"desk:{name}")
        for asked in ({"don-vi": theirs.matter.unit_id}, {"tim": theirs.matter.reference}, {}):
            answer = client.get(address, asked)
            assert answer.status_code in {200, 302, 403, 404, 405}, (address, asked)
            shown = answer.content.decode()
            assert WORDS not in shown and "Rạch Đào" not in shown, (address, asked)
            assert PLANNED not in shown, (address, asked)
            assert f">{theirs.matter.reference}<" not in shown, (address, asked)
        answer = client.post(f"{address}?don-vi={theirs.matter.unit_id}", everything)
        # 200, 400: one's own choices, of which nothing above can be meant; a suggestion is answered to words alone
        is_own_form = name in {
            "hotspot_watch",
            "periodic_reports",
            "periodic_timings",
            "notice_choices",
            "notice_browser",
            "suggest",
            "intake",
            "field_duty",
            "intake_known",
        }
        answered = {200, 400} if is_own_form else set()
        assert answer.status_code in {302, 403, 404, 405} | answered, address
    assert fingerprint() == before


@pytest.mark.parametrize("who", ABOVE)
def test_the_level_above_reads_no_matter_it_was_not_asked_about(client, request, theirs, who):
    client.force_login(request.getfixturevalue(who))
    inside = {
        name: theirs.arguments[name]
        for name in ("matter", "photo", "field_photo", "identity", "act", "end_part", "drop_part")
    }
    for address in addresses(inside):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"version": 1, "words": "x"}).status_code in {404, 405}, address
    for address in [*addresses(theirs.arguments), *(reverse(f"desk:{name}") for name in OWN)]:
        answer = client.get(address)
        assert answer.status_code < 500, address
        shown = b"".join(answer).decode(errors="replace")
        assert WORDS not in shown, address


def test_a_partner_reads_of_its_own_commune_only_what_was_noted_for_its_body(
    client, commune, secretary, area
):
    """What a partner's post opens of its own commune's desk: tasks, plans, campaigns; and of a campaign no other body's part."""
    campaign = campaigns.running(
        commune, secretary, AT, since=AT.date(), last_day=AT.date(), partners=[Body.WOMEN, Body.YOUTH]
    )  # fmt: skip
    campaigns.noted(
        campaign, area, secretary, AT, on=AT.date(), attended=7531, reached=7531, cost=8_642_000
    )
    matter = factories.in_hand(
        commune, AT, people.officer("Trực ban", Role.DUTY_OFFICER, commune), words=WORDS, area=area
    )
    who = people.user("Người của Hội Phụ nữ")
    Post.objects.create(
        user=who, role=Role.PARTNER, unit=commune, body=Body.WOMEN, since=commune.valid_from
    )
    client.force_login(who)
    opened = set()
    for name in OWN:
        answer = client.get(reverse(f"desk:{name}"))
        shown = b"".join(answer).decode(errors="replace")
        assert answer.status_code < 500, name
        assert WORDS not in shown and matter.reference not in shown, name
        assert "7.531" not in shown and "8.642.000" not in shown, name
        if answer.status_code == 200:
            opened.add(name)
    assert opened == PARTNERS
    assert client.get(reverse("desk:note_activity", args=[campaign.pk])).status_code == 200
    page = client.get(reverse("desk:campaign", args=[campaign.pk])).content.decode()
    assert "7.531" not in page and "8.642.000" not in page
    for address in (
        reverse("desk:campaign_file", args=[campaign.pk, "xlsx"]),
        reverse("desk:change_campaign", args=[campaign.pk]),
        reverse("desk:campaign_topics"),
    ):
        assert client.get(address).status_code in {403, 404}, address


@pytest.mark.parametrize("who", ["hanh", "lan", "chief", "secretary", "head", "team_member", "appraiser", "auditor"])  # fmt: skip
def test_a_proposal_is_nobodys_but_of_the_unit_asked(client, request, theirs, lan, who):
    proposal = actions.propose(
        matter=theirs.matter, kind=Kind.TAKE_OVER, words="Hỏi.", by=lan, at=AT
    )
    client.force_login(request.getfixturevalue(who))
    address = reverse("desk:answer", args=[proposal.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "yes", "words": "x"}).status_code == 404
    proposal.refresh_from_db()
    assert proposal.answer == ""


@pytest.mark.parametrize("who", ["chief", "auditor", "province_chief"])
@pytest.mark.parametrize("odd", ["\0", "😀" * 50, "\u202e٣²"])
def test_what_no_button_writes_into_an_address_leads_nowhere(client, request, theirs, who, odd):
    client.force_login(request.getfixturevalue(who))
    for name, (args, *_others) in theirs.arguments.items():
        if isinstance(args[-1], str):
            address = reverse(f"desk:{name}", args=[*args[:-1], "M"]).replace(
                "/M/", f"/{quote(odd)}/"
            )
            assert client.get(address).status_code in {400, 403, 404, 405}, address
    for name in OWN:
        address = reverse(f"desk:{name}")
        answer = client.get(address, dict.fromkeys(FIELDS, odd))
        b"".join(answer)  # a file is closed when it was read
        assert answer.status_code < 500, address
