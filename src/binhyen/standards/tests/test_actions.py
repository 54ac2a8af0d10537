"""A dossier's way from the draft to the decision, and everything that must stop it."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from binhyen.audit.models import Entry
from binhyen.core import pdfs
from binhyen.core.tests.pdf_files import pdf
from binhyen.forces.models import Level as Rating
from binhyen.forces.models import TeamRating
from binhyen.people import policy
from binhyen.people.tests import factories as people
from binhyen.standards import actions, catalogues
from binhyen.standards.models import Assessment, Evidence, Finding, Recognition, StoredCatalogue
from binhyen.standards.rules import Attested, Outcome, Reason
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT, ON, PERIOD

pytestmark = pytest.mark.django_db
PDF = pdf().getvalue()


@pytest.fixture
def draft(commune, head, chief):
    return factories.dossier(commune, head=head, chief=chief)


@pytest.fixture
def under_appraisal(commune, head, chief, province_chief, appraiser):
    return factories.appraised(
        commune, head=head, chief=chief, province_chief=province_chief, appraiser=appraiser
    )


def finding(assessment, criterion):
    return Finding.objects.get(assessment=assessment, criterion=criterion)


def test_a_complete_dossier_is_handed_in_appraised_and_recognised(
    under_appraisal, commune, appraiser
):
    recognition = actions.recognise(
        assessment=under_appraisal,
        decision_number="1520/QĐ-UBND",
        decided_on=ON,
        by=appraiser,
        at=AT,
    )

    under_appraisal.refresh_from_db()
    assert under_appraisal.state == "RECOGNISED"
    assert (recognition.unit, recognition.year) == (commune, 2026)
    assert [step.act for step in under_appraisal.steps.order_by("pk")] == [
        "OPEN",
        "SUBMIT",
        "TAKE_UP",
        "RECOGNISE",
    ]
    entry = Entry.objects.get(event="standards.recognised")
    assert entry.detail["inputs"] == under_appraisal.frozen_sha256


def test_an_empty_draft_says_what_is_missing(commune, head):
    assessment = actions.open_assessment(
        unit=commune, catalogue=factories.stored(), period=PERIOD, by=head, at=AT
    )

    with pytest.raises(actions.Incomplete) as refused:
        actions.submit(assessment=assessment, paper="21/TTr-UBND", by=head, at=AT)

    # no initiative is a count of zero and thus not met; teams and areas divide by nothing
    assert {gap.criterion.no: gap.reason for gap in refused.value.gaps} == {
        "1.a": Reason.PAPER_MISSING,
        "1.b": Reason.PAPER_MISSING,
        "1.c": Reason.PAPER_MISSING,
        "2": Reason.NOT_ATTESTED,
        "4": Reason.NOTHING_TO_DIVIDE,
        "5": Reason.NOTHING_TO_DIVIDE,
    }
    assessment.refresh_from_db()
    assert assessment.state == "DRAFT"


def test_a_returned_dossier_is_reworked_and_handed_in_again(under_appraisal, head, appraiser):
    actions.give_back(
        assessment=under_appraisal, why="Thiếu số của quyết định.", by=appraiser, at=AT
    )
    actions.rework(assessment=under_appraisal, by=head, at=AT)
    actions.submit(assessment=under_appraisal, paper="22/TTr-UBND", by=head, at=AT)

    assert under_appraisal.state == "SUBMITTED"
    assert under_appraisal.steps.get(act="GIVE_BACK").why == "Thiếu số của quyết định."


def test_a_refusal_keeps_its_reason_and_its_inputs(under_appraisal, appraiser, commune):
    actions.refuse(
        assessment=under_appraisal, why="Số liệu không đúng thực tế.", by=appraiser, at=AT
    )

    assert under_appraisal.state == "REFUSED"
    assert under_appraisal.frozen_sha256
    assert not Recognition.objects.filter(unit=commune).exists()


def test_a_unit_with_an_unmet_criterion_cannot_be_recognised(
    under_appraisal, appraiser, province_chief
):
    factories.attest(under_appraisal, "tt124.cm.3b", province_chief, is_met=False)

    with pytest.raises(actions.NotAllMet) as refused:
        actions.recognise(
            assessment=under_appraisal,
            decision_number="1/QĐ-UBND",
            decided_on=ON,
            by=appraiser,
            at=AT,
        )

    assert [gap.criterion.no for gap in refused.value.gaps] == ["3.b"]


def test_inputs_are_frozen_with_the_decision(under_appraisal, appraiser, head):
    actions.recognise(
        assessment=under_appraisal, decision_number="1/QĐ-UBND", decided_on=ON, by=appraiser, at=AT
    )
    before = under_appraisal.frozen

    TeamRating.objects.update(level=Rating.NOT_COMPLETED)

    with pytest.raises(actions.MoveNotAllowed):
        actions.assess(assessment=under_appraisal, by=head, at=AT)
    under_appraisal.refresh_from_db()
    assert under_appraisal.frozen == before
    assert under_appraisal.is_frozen_intact()
    assert finding(under_appraisal, "tt124.cm.4").numerator == 1
    under_appraisal.frozen = before.replace('"numerator":1', '"numerator":2')
    assert not under_appraisal.is_frozen_intact()


def test_no_decision_is_older_than_the_period_it_judges(under_appraisal, appraiser):
    said = {
        "assessment": under_appraisal,
        "decision_number": "1/QĐ-UBND",
        "by": appraiser,
        "at": AT,
    }
    with pytest.raises(actions.BeforePeriod):
        actions.recognise(**said, decided_on=under_appraisal.since - timedelta(days=1))
    assert not Recognition.objects.filter(assessment=under_appraisal).exists()


def test_no_recognition_is_entered_that_is_older_than_its_year(area, head):
    with pytest.raises(actions.BeforePeriod):
        actions.record_recognition(
            unit=area, catalogue=factories.stored(factories.AREA), period=PERIOD,
            decision_number="88/QĐ-UBND", decided_on=date(2020, 1, 1), by=head, at=AT,
        )  # fmt: skip


def test_a_withdrawn_recognition_no_longer_counts(under_appraisal, appraiser, commune):
    actions.recognise(
        assessment=under_appraisal, decision_number="1/QĐ-UBND", decided_on=ON, by=appraiser, at=AT
    )
    withdraw = partial(
        actions.withdraw, assessment=under_appraisal, why="Phát hiện số liệu sai.",
        decision_number="2/QĐ-UBND", by=appraiser, at=AT,
    )  # fmt: skip
    with pytest.raises(actions.BeforeRecognised):
        withdraw(decided_on=ON - timedelta(days=1))
    with pytest.raises(actions.DayToCome):
        withdraw(decided_on=ON + timedelta(days=1))
    withdraw(decided_on=ON)

    assert under_appraisal.state == "WITHDRAWN"
    assert under_appraisal.steps.last().paper == "2/QĐ-UBND"
    assert Recognition.objects.get(unit=commune).withdrawn_on == ON


def test_who_acts_on_a_version_read_before_is_told(draft, head):
    stale = Assessment.objects.get(pk=draft.pk)
    actions.assess(assessment=draft, by=head, at=AT)

    with pytest.raises(actions.Outrun):
        actions.submit(assessment=stale, paper="21/TTr-UBND", by=head, at=AT)


def test_nobody_of_another_commune_gets_in(draft, lan, other_commune):
    for act in (
        lambda: actions.assess(assessment=draft, by=lan, at=AT),
        lambda: actions.submit(assessment=draft, paper="1/TTr-UBND", by=lan, at=AT),
        lambda: actions.take_up(assessment=draft, by=lan, at=AT),
        lambda: actions.open_assessment(
            unit=draft.unit, catalogue=draft.catalogue, period=PERIOD, by=lan, at=AT
        ),
    ):
        with pytest.raises(policy.NotAllowed):
            act()


def test_a_unit_does_not_appraise_itself(commune, head, chief):
    handed_in = factories.submitted(commune, head=head, chief=chief)

    with pytest.raises(policy.NotAllowed):
        actions.take_up(assessment=handed_in, by=head, at=AT)


def test_only_the_competent_office_attests(draft, head, chief, province_chief, tam, hanh, lan):
    for officer in (head, hanh, lan, tam, province_chief):
        with pytest.raises(policy.NotAllowed):
            factories.attest(draft, "tt124.cm.2", officer)
    for officer in (head, hanh, lan, tam, chief):
        with pytest.raises(policy.NotAllowed):
            factories.attest(draft, "tt124.cm.3a", officer)

    factories.attest(draft, "tt124.cm.3a", province_chief)

    attested = draft.attestations.get(criterion="tt124.cm.3a")
    assert attested.office == province_chief.posts.get().unit
    assert finding(draft, "tt124.cm.3a").outcome == Outcome.MET


def test_a_computed_criterion_is_not_attested(draft, chief):
    with pytest.raises(actions.NotAttestedHere):
        factories.attest(draft, "tt124.cm.1d", chief)


def test_a_later_attestation_takes_the_place_of_an_earlier_one_and_both_stay(draft, chief):
    factories.attest(draft, "tt124.cm.2", chief, is_met=False)

    assert draft.attestations.filter(criterion="tt124.cm.2").count() == 2
    assert finding(draft, "tt124.cm.2").reason == Reason.ATTESTED_NOT_MET


def test_a_decision_beside_the_computed_outcome_needs_a_second_person(commune, head, chief):
    assessment = actions.open_assessment(
        unit=commune, catalogue=factories.stored(), period=PERIOD, by=head, at=AT
    )
    teams = finding(assessment, "tt124.cm.4")

    actions.decide_finding(
        finding=teams,
        outcome=Outcome.NOT_APPLICABLE,
        why="Tổ mới thành lập, chưa đến kỳ xếp loại.",
        by=head,
        at=AT,
    )
    assert teams.effective is Outcome.PENDING
    with pytest.raises(actions.SamePerson):
        actions.confirm_decision(finding=teams, by=head, at=AT)
    actions.confirm_decision(finding=teams, by=chief, at=AT)

    assert finding(assessment, "tt124.cm.4").effective is Outcome.NOT_APPLICABLE


def test_an_attestation_cannot_be_decided_otherwise_nor_explained(draft, head):
    with pytest.raises(actions.NoDecisionHere):
        actions.decide_finding(
            finding=finding(draft, "tt124.cm.2"),
            outcome=Outcome.MET,
            why="Một lời giải thích dài.",
            by=head,
            at=AT,
        )


def test_a_paper_dated_outside_its_window_does_not_count(commune, head):
    assessment = actions.open_assessment(
        unit=commune, catalogue=factories.stored(), period=PERIOD, by=head, at=AT
    )

    actions.add_evidence(
        assessment=assessment,
        criterion="tt124.cm.1b",
        document="annual_security_plan",
        number="12/KH-UBND",
        issued_on=date(2026, 4, 1),
        by=head,
        at=AT,
    )

    late = finding(assessment, "tt124.cm.1b")
    assert (late.outcome, late.reason) == (Outcome.NOT_MET, Reason.PAPER_OUTSIDE_WINDOW)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00 not a paper", "Không mở được"),
        (b"%PDF-1.7 cut off", "Không mở được"),
        (pdf(more="/OpenAction << /S /JavaScript /JS (app.alert) >>").getvalue(), "tập lệnh"),
        (pdf(more="/OpenAction << /S /J#61vaScript /J#53 (a) >>").getvalue(), "tập lệnh"),
        (pdf("TUYỆT MẬT").getvalue(), "bí mật nhà nước"),
        (PDF + b" " * (10 * 1024 * 1024), "lớn hơn 10 MB"),
    ],
)
def test_only_a_quiet_pdf_without_a_secret_mark_is_kept(draft, head, content, said):
    with pytest.raises(pdfs.PdfRefused, match=said):
        actions.add_evidence(
            assessment=draft,
            criterion="tt124.cm.1b",
            document="annual_security_plan",
            number="99/KH-UBND",
            issued_on=date(2026, 2, 1),
            upload=SimpleUploadedFile("ke-hoach.pdf", content),
            by=head,
            at=AT,
        )
    assert not Evidence.objects.filter(assessment=draft, number="99/KH-UBND").exists()


def test_of_a_party_resolution_only_number_and_date_are_kept(draft, head):
    paper = {
        "assessment": draft,
        "criterion": "tt124.cm.1a",
        "document": "party_committee_resolution",
        "number": "06-NQ/ĐU",
        "issued_on": date(2026, 2, 1),
        "by": head,
        "at": AT,
    }
    with pytest.raises(actions.NumberOnly):
        actions.add_evidence(**paper, upload=SimpleUploadedFile("nq.pdf", PDF))

    kept = actions.add_evidence(**paper, title="Nghị quyết về …")

    assert (kept.title, kept.file) == ("", "")


def test_a_kept_file_lies_outside_the_web_under_a_name_nobody_can_guess(draft, head, settings):
    kept = actions.add_evidence(
        assessment=draft, criterion="tt124.cm.1b", document="annual_security_plan",
        number="12/KH-UBND", issued_on=date(2026, 2, 1), by=head, at=AT,
        upload=SimpleUploadedFile("ke-hoach.pdf", PDF),
    )  # fmt: skip

    path = settings.MEDIA_ROOT / kept.file
    assert path.read_bytes() == PDF
    assert "ke-hoach" not in kept.file
    assert path.stat().st_mode & 0o077 == 0


def test_a_second_dossier_of_the_same_year_is_not_opened(draft, head):
    with pytest.raises(actions.AlreadyOpen):
        actions.open_assessment(
            unit=draft.unit, catalogue=draft.catalogue, period=PERIOD, by=head, at=AT
        )


def test_a_catalogue_for_areas_does_not_fit_a_commune(commune, head):
    with pytest.raises(actions.NotForThisUnit):
        actions.open_assessment(
            unit=commune, catalogue=factories.stored(factories.AREA), period=PERIOD, by=head, at=AT
        )


def test_a_catalogue_that_ended_is_not_used_afterwards(commune, head):
    ended = factories.stored("nrc-2021-19.2.yaml")
    with pytest.raises(actions.NotInForce):
        actions.open_assessment(
            unit=commune, catalogue=ended, period=ended.read().period(2026), by=head, at=AT
        )


def test_a_used_catalogue_is_never_changed(draft, tmp_path):
    changed = tmp_path / "tt124-commune.yaml"
    text = (catalogues.FOLDER / factories.COMMUNE).read_text(encoding="utf-8")
    changed.write_text(text.replace("value: 70", "value: 60"), encoding="utf-8")

    with pytest.raises(actions.CatalogueUsed, match="give the file a new `version`"):
        actions.load_catalogue(path=changed, at=AT)

    changed.write_text(
        text.replace("value: 70", "value: 60").replace(
            'version: "2022-02-10+by2"\n  supersedes: "2022-02-10+by1"',
            'version: "2022-02-10+by3"\n  supersedes: "2022-02-10+by2"',
        ),
        encoding="utf-8",
    )
    _, is_new = actions.load_catalogue(path=changed, at=AT)
    assert is_new
    assert StoredCatalogue.objects.filter(catalogue_id="tt124.commune").count() == 2


def test_loading_the_same_catalogue_again_changes_nothing(db):
    first = factories.stored()
    again, is_new = actions.load_catalogue(path=catalogues.FOLDER / factories.COMMUNE, at=AT)
    assert (again, is_new) == (first, False)


def test_a_dossier_follows_its_unit_into_the_merger(old_commune, old_district, commune):
    old_head = people.officer("Cao Thị Nga", people.Role.HEAD, old_commune)
    new_head = people.officer("Dương Văn Tư", people.Role.HEAD, commune)
    period = factories.stored().read().period(2024)
    before = AT.replace(year=2024)
    assessment = actions.open_assessment(
        unit=old_commune, catalogue=factories.stored(), period=period, by=old_head, at=before
    )
    assert actions.hand_over_on_merger(old_unit=old_commune, by=None, at=AT) == 1

    assessment.refresh_from_db()
    actions.assess(assessment=assessment, by=new_head, at=AT)
    assert assessment.unit == old_commune


def test_an_attestation_says_nothing_in_the_trail_but_number_and_outcome(draft):
    entry = Entry.objects.filter(event="standards.attested").get()
    assert set(entry.detail) == {"criterion", "met", "paper"}
    assert isinstance(Attested("x", True, "1/XN-CA", ON).dated, date)


def test_a_dossier_without_the_minutes_its_standard_asks_for_is_not_handed_in(draft, head):
    draft.vote.delete()
    draft.refresh_from_db()
    with pytest.raises(actions.NoMinutes):
        actions.submit(assessment=draft, paper="21/TTr-UBND", by=head, at=AT)
    factories.vote(draft, head)
    actions.submit(assessment=draft, paper="21/TTr-UBND", by=head, at=AT)


def test_every_catalogue_of_the_circular_asks_for_the_minutes_and_says_it_was_not_compared():
    for path in catalogues.shipped():
        need = catalogues.load(path).asks(catalogues.DossierPaper.MINUTES)
        assert bool(need) == path.name.startswith("tt124-"), path.name
        assert need is None or need.verified is catalogues.Verified.NONE
