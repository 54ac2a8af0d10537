"""The pages of catalogues: loading all or nothing, confirming against the signed text, a province's own sheet."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.scorecard import sentences
from binhyen.standards import catalogues
from binhyen.standards.models import Confirmation, StoredCatalogue
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT

pytestmark = pytest.mark.django_db
COMMUNE = catalogues.FOLDER / factories.COMMUNE


@pytest.fixture(autouse=True)
def _on_20_november_2026(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def file(name: str, content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode(), content_type="application/yaml")


def test_the_units_officers_read_catalogues_and_nobody_else_loads_them(client, head, administrator):
    stored = factories.stored()
    addresses = [
        reverse("desk:catalogues"),
        reverse("desk:catalogue", args=[stored.pk]),
        reverse("desk:catalogue_file", args=[stored.pk]),
    ]
    for officer in (head, administrator):
        client.force_login(officer)
        for address in addresses:
            assert client.get(address).status_code == 200, (officer, address)
    client.force_login(head)
    sent = client.post(addresses[0], {"catalogues": [file("xa.yaml", "x")]})
    assert sent.status_code == 403
    assert client.get(reverse("desk:change_sheet", args=[stored.pk])).status_code == 404
    client.logout()
    for address in addresses:
        assert client.get(address).status_code == 302


def test_a_wrong_upload_is_told_by_file_line_and_id_and_nothing_is_loaded(client, administrator):
    client.force_login(administrator)
    good = COMMUNE.read_text(encoding="utf-8")
    wrong = (catalogues.FOLDER / factories.AREA).read_text(encoding="utf-8")
    wrong = wrong.replace("mandatory: true", "mandatory: maybe", 1)
    line = next(n for n, row in enumerate(wrong.splitlines(), start=1) if "maybe" in row)

    response = client.post(
        reverse("desk:catalogues"), {"catalogues": [file("xa.yaml", good), file("ap.yaml", wrong)]}
    )

    assert response.status_code == 409
    shown = text(response)
    assert "ap.yaml" in shown
    assert f">{line}<" in shown
    assert "phải là true hoặc false, không phải &#x27;maybe&#x27;." in shown
    assert not StoredCatalogue.objects.exists()

    assert client.post(
        reverse("desk:catalogues"), {"catalogues": [file("xa.yaml", good)]}
    ).status_code == 302  # fmt: skip
    assert StoredCatalogue.objects.get().catalogue_id == "tt124.commune"


#: What is written wrongly, the line and the criterion that are named, and the sentence.
FAULTS = [
    ("kind: attestation\n    mandatory: true\n    authority: Provincial police\n", "kind: rumour\n    mandatory: true\n    authority: Provincial police\n", "tt124.cm.3b", "<code>kind</code> phải là một trong threshold"),
    ("name: effective_models", "name: happiness", "tt124.cm.1d", "không phải là chỉ số nào của hệ thống"),
    ("id: tt124.cm.3b", "id: tt124.cm.3a", "tt124.cm.3a", "<code>id</code> được dùng hai lần"),
    ("value: 70,", "value: 140,", "tt124.cm.5", "phải nằm trong khoảng từ 0 đến 100 %, không phải 140."),
    ("[tt124.ra.3e,", "[tt124.cm.2,", "tt124.cm.2", "dẫn vòng về chính tiêu chí này"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "criterion", "words"), FAULTS)
def test_each_fault_of_an_upload_is_told_by_file_line_and_criterion(
    client, administrator, old, new, criterion, words
):
    client.force_login(administrator)
    area = (catalogues.FOLDER / factories.AREA).read_text(encoding="utf-8")
    wrong = COMMUNE.read_text(encoding="utf-8").replace(old, new)
    first = new.splitlines()[0]
    line = max(n for n, row in enumerate(wrong.splitlines(), start=1) if first in row)
    sent = [file("ap.yaml", area), file("sai.yaml", wrong)]
    response = client.post(reverse("desk:catalogues"), {"catalogues": sent})
    assert response.status_code == 409
    told = rf">sai.yaml</td>\s*<td[^>]*>{line}</td>\s*<td[^>]*>{criterion}</td>"
    cells = re.findall(r"<tr.*?</tr>", text(response))
    assert any(re.search(told, cell) and words in cell for cell in cells)
    assert not StoredCatalogue.objects.exists()


def test_a_version_that_overlaps_the_one_in_force_is_told_and_not_loaded(client, administrator):
    client.force_login(administrator)
    good = COMMUNE.read_text(encoding="utf-8")
    client.post(reverse("desk:catalogues"), {"catalogues": [file("xa.yaml", good)]})
    later = (
        good.replace(factories.SUPERSEDES, "")
        .replace("+by2", "+by3")
        .replace("effective_from: 2022", "effective_from: 2024")
    )
    response = client.post(reverse("desk:catalogues"), {"catalogues": [file("moi.yaml", later)]})
    assert response.status_code == 409
    assert "moi.yaml" in text(response) and "2022-02-10+by2" in text(response)
    assert StoredCatalogue.objects.count() == 1


def test_what_is_no_yaml_says_so(client, administrator):
    client.force_login(administrator)
    response = client.post(reverse("desk:catalogues"), {"catalogues": [file("xa.yaml", "a: [")]})
    assert response.status_code == 409
    assert "không đọc được" in text(response)


def test_a_criterion_bears_its_state_until_the_administrator_confirms_it(
    client, commune, head, administrator
):
    stored = factories.stored()
    card = reverse("desk:scorecard", args=[commune.pk])
    client.force_login(administrator)
    assert text(client.get(card)).count("chưa đối chiếu</strong>") == 2

    response = client.post(
        reverse("desk:catalogue", args=[stored.pk]),
        {"criteria": ["tt124.cm.4"], "paper_number": "124/2021/TT-BCA", "dated": "28/12/2021"},
    )

    assert response.status_code == 302
    assert Confirmation.objects.get().confirmed_by == administrator
    assert text(client.get(card)).count("chưa đối chiếu</strong>") == 1
    shown = text(client.get(reverse("desk:catalogue", args=[stored.pk])))
    assert administrator.full_name in shown
    assert "124/2021/TT-BCA, 28/12/2021" in shown


def test_a_province_clones_changes_and_uploads_its_own_sheet(client, province, commune, appraiser):
    stored = factories.stored()
    client.force_login(appraiser)
    response = client.post(reverse("desk:clone_catalogue", args=[stored.pk]), {"since": "1/1/2026"})
    assert response.status_code == 302, text(response)
    own = StoredCatalogue.objects.get(owner=province)
    address = reverse("desk:change_sheet", args=[own.pk])
    page = client.get(address)
    typed = {
        name: field.initial
        for name, field in page.context["sheet_form"].fields.items()
        if field.initial is not None
    }
    place = next(
        n for n, one in enumerate(own.read().criteria) if one.id.endswith(".tt124.cm.5")
    )  # fmt: skip

    refused = client.post(address, typed | {"since": "1/2/2026", f"value-{place}": "140"})
    assert refused.status_code == 409
    assert "phải nằm trong khoảng từ 0 đến 100" in text(refused)
    assert StoredCatalogue.objects.filter(owner=province).count() == 1

    assert client.post(
        address, typed | {"since": "1/2/2026", f"value-{place}": "80"}
    ).status_code == 302  # fmt: skip
    newest = StoredCatalogue.objects.filter(owner=province).latest("pk")
    assert newest.read().criteria[place].figure.value == 80

    given = client.get(reverse("desk:catalogue_file", args=[newest.pk])).content.decode()
    again = given.replace("version: '2026-02-01'", "version: '2026-03-01'")
    again = again.replace("supersedes: '2026-01-01'", "supersedes: '2026-02-01'")
    sent = client.post(
        reverse("desk:change_sheet", args=[newest.pk]), {"file": file("rieng.yaml", again)}
    )
    assert sent.status_code == 302, text(sent)
    card = text(client.get(reverse("desk:scorecard", args=[commune.pk])))
    assert f'value="{own.catalogue_id}" selected' in card


def test_the_version_of_a_catalogue_is_a_day_as_people_write_it():
    assert sentences.version("2022-02-10") == "10/02/2022"
    assert sentences.version("2022-02-10+by1") == "10/02/2022, bản 1"
    assert sentences.version("thử") == "thử"
