"""Every page opens for whom it is meant and for nobody else; every form tells what it refuses."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binhyen.core import clock
from binhyen.core.tests.pdf_files import pdf
from binhyen.forces.models import Level as Rating
from binhyen.forces.models import TeamRating
from binhyen.movement.models import Committee, Initiative, Seat
from binhyen.people.tests import factories as people
from binhyen.standards import actions
from binhyen.standards.models import Assessment, Attestation, Evidence, Recognition
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT

pytestmark = pytest.mark.django_db
PDF = pdf().getvalue()


@pytest.fixture(autouse=True)
def _on_20_november_2026(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def draft(commune, head, chief):
    return factories.dossier(commune, head=head, chief=chief)


@pytest.fixture
def handed_in(draft, head):
    actions.submit(assessment=draft, paper="21/TTr-UBND", by=head, at=AT)
    return draft


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def pages_of(assessment: Assessment) -> list[str]:
    unit = assessment.unit_id
    return [
        reverse("desk:scorecard", args=[unit]),
        reverse("desk:live_sources", args=[unit, "tt124.cm.5"]),
        reverse("desk:totals", args=[unit]),
        reverse("desk:recognitions") + f"?don-vi={unit}",
        reverse("desk:assessment", args=[assessment.pk]),
        reverse("desk:criterion", args=[assessment.pk, "tt124.cm.1b"]),
        reverse("desk:criterion", args=[assessment.pk, "tt124.cm.2"]),
        reverse("desk:criterion", args=[assessment.pk, "tt124.cm.4"]),
        reverse("desk:sources", args=[assessment.pk, "tt124.cm.5"]),
        reverse("desk:committees") + f"?don-vi={unit}",
        reverse("desk:initiatives") + f"?don-vi={unit}",
        reverse("desk:initiative", args=[Initiative.objects.get().pk]),
        reverse("desk:designations") + f"?don-vi={unit}",
        reverse("desk:teams") + f"?don-vi={unit}",
    ]


def test_the_units_officers_and_the_level_above_open_every_page(
    draft, client, head, chief, hanh, tam, appraiser
):
    for officer in (head, chief, hanh, tam, appraiser):
        client.force_login(officer)
        for address in [reverse("desk:assessments"), *pages_of(draft)]:
            assert client.get(address).status_code == 200, (officer, address)


def test_for_the_officer_of_another_commune_none_of_it_exists(draft, client, lan):
    client.force_login(lan)
    for address in pages_of(draft):
        assert client.get(address).status_code == 404, address
    for slug in ("nop", "tham-dinh", "cong-nhan", "tra-lai", "tu-choi", "sua-lai", "tinh-lai"):
        assert client.post(reverse("desk:step", args=[draft.pk, slug])).status_code == 404
    assert draft.unit.full_name not in text(client.get(reverse("desk:assessments")))


def test_who_has_not_logged_in_is_sent_to_the_login_page(draft, client):
    for address in [reverse("desk:assessments"), *pages_of(draft)]:
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith("/tai-khoan/")


def test_the_whole_way_from_the_scorecard_to_the_recognition(
    commune, client, head, chief, province_chief, appraiser
):
    factories.records(commune, head=head, chief=chief)
    factories.stored()
    client.force_login(head)
    client.post(
        reverse("desk:open_assessment", args=[commune.pk]),
        {"chuan": "tt124.commune", "nam": "2026"},
    )
    assessment = Assessment.objects.get()

    def version() -> int:
        assessment.refresh_from_db()
        return int(assessment.version)

    def send(name: str, criterion: str, **typed: object) -> None:
        response = client.post(
            reverse("desk:criterion", args=[assessment.pk, criterion]),
            {"act": name, "version": version(), **typed},
        )
        assert response.status_code == 302, text(response)

    for criterion, (document, number) in factories.PAPERS.items():
        send("paper", criterion, document=document, number=number, issued_on="3/2/2026")
    client.force_login(chief)
    send("attest", "tt124.cm.2", is_met="1", paper_number="45/XN-CAX", dated="19/11/2026")
    client.force_login(head)
    step = lambda slug, **typed: client.post(  # noqa: E731
        reverse("desk:step", args=[assessment.pk, slug]), {"version": version(), **typed}
    )
    asked = text(client.get(reverse("desk:step", args=[assessment.pk, "nop"])))
    assert "yêu cầu biên bản họp tự đánh giá" in asked and "chưa được đối chiếu" in asked
    refused = step("nop", paper="21/TTr-UBND")
    assert refused.status_code == 409 and 'value="21/TTr-UBND"' in text(refused)
    assert "Hãy nhập biên bản trước, rồi nộp hồ sơ." in text(refused)
    minutes = {"paper_number": "5/BB-UBND", "held_on": "18/11/2026", "present": 9, "votes_for": 9, "against": 0, "abstained": 0}  # fmt: skip
    page = reverse("desk:vote", args=[assessment.pk])
    assert client.post(page, {"version": version(), **minutes}).status_code == 302
    assert step("nop", paper="21/TTr-UBND").status_code == 302
    client.force_login(province_chief)
    for criterion in ("tt124.cm.3a", "tt124.cm.3b"):
        send("attest", criterion, is_met="1", paper_number="9/XN-CAT", dated="19/11/2026")
    client.force_login(appraiser)
    assert step("tham-dinh").status_code == 302
    old = text(step("cong-nhan", decision_number="1520/QĐ-UBND", decided_on="1/1/2020"))
    assert 'href="#id_decided_on"' in old and "Kỳ đánh giá bắt đầu từ ngày 15/11/2025" in old
    assert (
        step("cong-nhan", decision_number="1520/QĐ-UBND", decided_on="20/11/2026").status_code
        == 302
    )

    assessment.refresh_from_db()
    assert assessment.state == "RECOGNISED"
    assert Recognition.objects.get(unit=commune).decision_number == "1520/QĐ-UBND"
    shown = text(client.get(reverse("desk:assessment", args=[assessment.pk])))
    assert "1520/QĐ-UBND" in shown
    assert assessment.frozen_sha256[:16] in shown


def test_a_step_on_an_old_page_tells_to_look_again_and_keeps_what_was_typed(
    handed_in, client, appraiser
):
    actions.take_up(assessment=handed_in, by=appraiser, at=AT)
    client.force_login(appraiser)

    response = client.post(
        reverse("desk:step", args=[handed_in.pk, "tra-lai"]),
        {"version": handed_in.version - 1, "why": "Thiếu số của quyết định."},
    )

    assert response.status_code == 409
    assert "Thiếu số của quyết định." in text(response)
    handed_in.refresh_from_db()
    assert handed_in.state == "UNDER_APPRAISAL"


def test_a_second_click_on_the_decision_recognises_once(
    handed_in, client, province_chief, appraiser
):
    for criterion in ("tt124.cm.3a", "tt124.cm.3b"):
        factories.attest(handed_in, criterion, province_chief)
    actions.take_up(assessment=handed_in, by=appraiser, at=AT)
    client.force_login(appraiser)
    typed = {
        "version": handed_in.version,
        "decision_number": "1520/QĐ-UBND",
        "decided_on": "20/11/2026",
    }
    address = reverse("desk:step", args=[handed_in.pk, "cong-nhan"])

    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 409
    assert Recognition.objects.filter(unit=handed_in.unit).count() == 1


def test_a_recognition_is_withdrawn_by_the_level_above_with_its_reason(
    handed_in, client, province_chief, appraiser, head
):
    for criterion in ("tt124.cm.3a", "tt124.cm.3b"):
        factories.attest(handed_in, criterion, province_chief)
    actions.take_up(assessment=handed_in, by=appraiser, at=AT)
    actions.recognise(
        assessment=handed_in,
        decision_number="1520/QĐ-UBND",
        decided_on=AT.date(),
        by=appraiser,
        at=AT,
    )
    address = reverse("desk:step", args=[handed_in.pk, "thu-hoi"])
    typed = {
        "version": handed_in.version, "why": "Phát hiện số liệu không đúng.",
        "decision_number": "1600/QĐ-UBND", "decided_on": "20/11/2026",
    }  # fmt: skip
    client.force_login(head)
    assert client.post(address, typed).status_code == 404
    client.force_login(appraiser)
    assert client.post(address, typed).status_code == 302
    shown = text(client.get(reverse("desk:assessment", args=[handed_in.pk])))
    assert "Phát hiện số liệu không đúng." in shown


def test_an_incomplete_dossier_is_not_handed_in_and_the_page_says_what_is_missing(
    commune, client, head
):
    assessment = actions.open_assessment(
        unit=commune, catalogue=factories.stored(), period=factories.PERIOD, by=head, at=AT
    )
    client.force_login(head)

    response = client.post(
        reverse("desk:step", args=[assessment.pk, "nop"]),
        {"version": assessment.version, "paper": "21/TTr-UBND"},
    )

    assert response.status_code == 409
    assert "1.a, 1.b, 1.c, 2, 4, 5" in text(response)


def test_an_attestation_form_with_any_other_field_is_refused(draft, client, chief):
    client.force_login(chief)
    before = Attestation.objects.count()

    response = client.post(
        reverse("desk:criterion", args=[draft.pk, "tt124.cm.2"]),
        {
            "act": "attest",
            "version": draft.version,
            "is_met": "1",
            "paper_number": "45/XN-CAX",
            "dated": "19/11/2026",
            "ghi_chu": "một câu về ai đó",
        },
    )

    assert response.status_code == 409
    assert Attestation.objects.count() == before


@pytest.mark.parametrize(
    "number", ["một câu về ai đó", "45 XN CAX", "45/XN-CAX; vì lý do khác", "45"]
)
def test_a_paper_number_has_no_room_for_a_sentence(draft, client, chief, number):
    client.force_login(chief)
    before = Attestation.objects.count()

    client.post(
        reverse("desk:criterion", args=[draft.pk, "tt124.cm.2"]),
        {
            "act": "attest",
            "version": draft.version,
            "is_met": "1",
            "paper_number": number,
            "dated": "19/11/2026",
        },
    )

    assert Attestation.objects.count() == before


def test_only_the_competent_chief_sees_the_attestation_form(
    draft, client, head, chief, province_chief
):
    for officer, here, above in ((head, 0, 0), (chief, 1, 0), (province_chief, 0, 1)):
        client.force_login(officer)
        for criterion, expected in (("tt124.cm.2", here), ("tt124.cm.3a", above)):
            page = text(client.get(reverse("desk:criterion", args=[draft.pk, criterion])))
            assert page.count('value="attest"') == expected


def test_a_scanned_paper_is_handed_only_to_readers_of_the_dossier(draft, client, head, tam, lan):
    client.force_login(head)
    client.post(
        reverse("desk:criterion", args=[draft.pk, "tt124.cm.1b"]),
        {
            "act": "paper",
            "version": draft.version,
            "document": "annual_security_plan",
            "number": "12/KH-UBND",
            "issued_on": "3/2/2026",
            "file": SimpleUploadedFile("ke-hoach.pdf", PDF),
        },
    )
    paper = Evidence.objects.exclude(file="").get()
    address = reverse("desk:paper_file", args=[draft.pk, paper.pk])

    client.force_login(tam)
    response = client.get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    client.force_login(lan)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00", "Không mở được"),
        (pdf(more="/OpenAction << /S /JavaScript /JS (a) >>").getvalue(), "có tập lệnh"),
    ],
)
def test_a_file_that_is_no_quiet_pdf_is_refused_at_its_field_and_what_was_typed_stays(
    draft, client, head, content, said
):
    client.force_login(head)
    typed = {"document": "annual_security_plan", "number": "12/KH-UBND", "issued_on": "3/2/2026"}

    page = text(
        client.post(
            reverse("desk:criterion", args=[draft.pk, "tt124.cm.1b"]),
            {
                "act": "paper", "version": draft.version, **typed,
                "file": SimpleUploadedFile("ke-hoach.pdf", content),
            },
        )
    )  # fmt: skip

    assert 'class="govuk-error-summary"' in page and 'href="#id_file"' in page and said in page
    assert 'value="12/KH-UBND"' in page


def test_the_records_behind_a_number_are_exactly_those_counted(draft, client, tam):
    client.force_login(tam)
    page = text(client.get(reverse("desk:sources", args=[draft.pk, "tt124.cm.5"])))
    assert page.count("88/QĐ-UBND") == 3  # three of four areas
    page = text(client.get(reverse("desk:sources", args=[draft.pk, "tt124.cm.1d"])))
    assert "Camera an ninh Ấp 1" in page


def test_from_a_number_one_gets_to_each_record_and_the_page_opens(draft, client, tam):
    client.force_login(tam)
    page = text(client.get(reverse("desk:sources", args=[draft.pk, "tt124.cm.1d"])))
    camera = Initiative.objects.get(name="Camera an ninh Ấp 1")
    address = reverse("desk:initiative", args=[camera.pk])
    assert f'href="{address}">Camera an ninh Ấp 1</a>' in page
    assert client.get(address).status_code == 200

    finding = draft.findings.get(criterion="tt124.cm.1d")
    for source in finding.lineage:  # as it was written down before records had their page
        source["lines"] = [
            {key: value for key, value in line.items() if key != "pk"} for line in source["lines"]
        ]
    finding.save()
    old = text(client.get(reverse("desk:sources", args=[draft.pk, "tt124.cm.1d"])))
    assert "Camera an ninh Ấp 1" in old and address not in old


def test_a_record_is_listed_only_to_who_reads_it_by_itself(draft, client, chief, tam):
    finding = draft.findings.get(criterion="tt124.cm.5")
    line = {"what": "", "where": "Ấp 1", "on": "2026-11-02"}
    finding.lineage = [
        {"kind": "matter_clocks", "count": 1, "filters": {}, "lines": [line | {"reference": "VV-LA"}]},
        {"kind": "patrols", "count": 1, "filters": {}, "lines": [line | {"reference": "TT-XUA"}]},
        {"kind": "patrols", "count": 1, "filters": {}, "lines": [
            line | {"reference": "TT-77", "held_by": [draft.unit.path]},
        ]},
    ]  # fmt: skip
    finding.save()
    address = reverse("desk:sources", args=[draft.pk, "tt124.cm.5"])
    for who, reads in ((chief, {"TT-77"}), (tam, set())):
        client.force_login(who)
        page = text(client.get(address))
        assert {name for name in ("VV-LA", "TT-XUA", "TT-77") if name in page} == reads
        assert page.count("bản ghi đã đếm không hiện") == 3 - len(reads)


def test_the_scorecard_says_what_is_missing_and_where_to_do_it(commune, client, head, chief):
    factories.records(commune, head=head, chief=chief)
    factories.stored()
    client.force_login(head)

    page = text(client.get(reverse("desk:scorecard", args=[commune.pk])))

    assert "3/4 (75 %)" in page
    assert "1/1 (100 %)" in page
    assert reverse("desk:open_assessment", args=[commune.pk]) in page


def test_the_appraiser_sees_what_changed_since_the_dossier_was_handed_in(
    handed_in, client, appraiser
):
    TeamRating.objects.update(level=Rating.NOT_COMPLETED)
    client.force_login(appraiser)

    page = text(client.get(reverse("desk:assessment", args=[handed_in.pk])))

    assert "1/1 (100 %) (đạt) → 0/1 (0 %) (chưa đạt)" in page
    TeamRating.objects.all().delete()
    page = text(client.get(reverse("desk:assessment", args=[handed_in.pk])))
    assert "1/1 (100 %) (đạt) → " in page and "NOT_MET" not in page and "MISSING" not in page


def test_the_successor_reads_the_scorecard_of_a_merged_commune_and_a_neighbour_does_not(
    old_commune, client, head, lan
):
    factories.stored()
    address = reverse("desk:scorecard", args=[old_commune.pk]) + "?nam=2024"
    client.force_login(head)
    assert "Xã Mỹ Lạc" in text(client.get(address))
    client.force_login(lan)
    assert client.get(address).status_code == 404


def test_the_list_costs_the_same_for_one_dossier_as_for_twenty(
    province, client, appraiser, head, commune, django_assert_max_num_queries
):
    stored = factories.stored()
    for n in range(20):
        unit = people.unit(f"Xã {n}", parent=province)
        officer = people.officer(f"Trần Văn {n}", people.Role.HEAD, unit)
        actions.open_assessment(
            unit=unit, catalogue=stored, period=factories.PERIOD, by=officer, at=AT
        )
    client.force_login(appraiser)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("desk:assessments"))
    assert text(page).count("govuk-tag--grey") == 20


def test_the_scorecard_costs_a_fixed_number_of_queries(
    draft, client, head, django_assert_max_num_queries
):
    client.force_login(head)
    with django_assert_max_num_queries(45):
        client.get(reverse("desk:scorecard", args=[draft.unit_id]))


def test_a_committee_is_entered_with_its_head_and_shown_to_the_level_above(
    commune, client, secretary, tam
):
    client.force_login(secretary)
    client.post(
        reverse("desk:committees"),
        {
            "kind": "STANDING",
            "name": "Ban Chỉ đạo xã Mỹ Thạnh",
            "since": "1/8/2025",
            "decision_number": "15/QĐ-UBND",
            "decided_on": "1/8/2025",
        },
    )
    committee = Committee.objects.get()
    seat = {"full_name": "Huỳnh Văn Sáu", "office": "Chủ tịch", "duty": "HEAD", "since": "1/8/2025"}
    address = reverse("desk:committee", args=[committee.pk])
    assert client.post(address, seat).status_code == 302
    assert "govuk-error-message" in text(client.post(address, seat))

    client.force_login(tam)
    assert "Huỳnh Văn Sáu" in text(client.get(address))
    assert client.post(address, seat).status_code == 403
    assert Seat.objects.count() == 1


def test_a_seat_is_left_and_stays_in_the_list_of_earlier_members(commune, client, secretary):
    client.force_login(secretary)
    committee = Committee.objects.create(
        unit=commune,
        kind="STANDING",
        name="Ban Chỉ đạo",
        since=date(2025, 8, 1),
        decision_number="1/QĐ-UBND",
        decided_on=date(2025, 8, 1),
    )
    seat = Seat.objects.create(
        committee=committee, full_name="Huỳnh Văn Sáu", office="Chủ tịch", duty="HEAD",
        since=date(2025, 8, 1),
    )  # fmt: skip

    decision = {"decision_number": "9/QĐ-UBND", "decided_on": "20/11/2026"}
    client.post(reverse("desk:leave_seat", args=[seat.pk]), decision | {"until": "20/11/2026"})

    seat.refresh_from_db()
    assert seat.until == AT.date()


def test_a_stated_total_is_taken_in_from_the_chief_only(commune, client, chief, hanh):
    factories.stored()
    factories.stored(factories.AREA)
    address = reverse("desk:totals", args=[commune.pk]) + "?chuan=tt124.commune&nam=2026"
    typed = {"category": "CRM-SOCIAL:nay", "total": "5", "paper_number": "3/BC-CAX"}
    client.force_login(hanh)
    assert client.post(address, typed).status_code == 403
    client.force_login(chief)
    assert client.post(address, typed).status_code == 302
    assert "3/BC-CAX" in text(client.get(address))


def test_every_document_a_catalogue_asks_for_has_a_name():
    from binhyen.desk.scorecard.sentences import DOCUMENTS
    from binhyen.standards import catalogues

    asked = {
        key
        for path in catalogues.shipped()
        for criterion in catalogues.load(path).criteria
        if criterion.kind is catalogues.Kind.DOCUMENT
        for key in criterion.evidence
    }
    assert asked <= set(DOCUMENTS)
