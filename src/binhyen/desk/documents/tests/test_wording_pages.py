"""The pages on which a province words papers itself, and the commune that drafts by its words."""

import pytest
from django.urls import reverse

from binhyen.documents.models import OwnWording, Paper
from binhyen.documents.tests import signing
from binhyen.documents.tests.test_own_wordings import PLAIN
from binhyen.people.models import Role
from binhyen.people.tests import factories

SIGNED = {"signer_name": "Huỳnh Văn Sáu", "signer_office": "Chủ tịch", "drafting_unit": "CAX"}
KEY = "notice"


@pytest.fixture
def wordsmith(client, province):
    officer = factories.officer("Đỗ Văn Chữ", Role.ADMINISTRATOR, province)
    client.force_login(officer)
    return officer


def at(name, *args):
    return reverse(f"desk:{name}", args=args)


def kept(client, said=PLAIN, *, seen=0, name="Gọn hơn"):
    return client.post(
        at("own_wording", KEY), {"name": name, "said": said, "seen": seen}, follow=True
    )


def test_a_version_is_kept_listed_and_put_back_by_one_press(client, wordsmith):
    assert "own, version" not in client.get(at("own_wordings")).content.decode()

    listed = kept(client).content.decode()
    assert "Gọn hơn" in listed and "bản 1" in listed
    page = client.get(at("own_wording", KEY)).content.decode()
    assert "tỉnh soạn" in page
    assert "tỉnh soạn" not in client.get(at("own_wording", KEY), {"ban": "0"}).content.decode()

    client.post(at("restore_wording", KEY))
    assert not OwnWording.objects.filter(is_used=True).exists()
    assert "tỉnh soạn" in client.get(at("own_wording", KEY), {"ban": "1"}).content.decode()


def test_a_fault_is_told_with_its_line_and_what_was_typed_stays(client, wordsmith):
    answer = kept(client, PLAIN.replace("{what} như sau", "{where} như sau"))
    assert answer.context["form"].errors["said"][0].startswith("Dòng 10: ")
    assert "{where} như sau" in answer.content.decode()
    assert not OwnWording.objects.exists()


def test_who_was_overtaken_is_told(client, wordsmith):
    kept(client)
    assert kept(client, name="Khác").context["form"].non_field_errors()


def test_the_sample_is_drawn_and_nothing_is_kept(client, wordsmith):
    answer = client.post(at("wording_sample", KEY), {"said": PLAIN})
    assert answer.content.startswith(b"%PDF")
    assert not OwnWording.objects.exists()
    answer = client.post(at("wording_sample", KEY), {"said": PLAIN.replace("kind: TB", "kind: XX")})
    assert answer.context["form"].errors["said"][0].startswith("Dòng 1: ")


def test_a_paper_keeps_the_wording_it_was_begun_with(
    client, wordsmith, commune, head, secretary, now
):
    body = signing.issuer(commune, head, now)
    kept(client)
    client.force_login(secretary)
    typed = {"issuer": body.pk, "what": "Họp ấp", "places": "Ấp Một\nẤp Hai", **SIGNED}
    client.post(at("draft_document", KEY), typed)
    paper = Paper.objects.get()
    assert paper.own_wording.version == 1

    client.force_login(wordsmith)
    kept(client, PLAIN.replace("  what: Việc", "  what: Việc\n  more: Thêm"), seen=1)
    client.force_login(secretary)
    assert "more" in client.get(at("draft_document", KEY)).context["form"].fields
    assert "more" not in client.get(at("change_document", paper.pk)).context["form"].fields
    client.post(
        at("change_document", paper.pk), typed | {"what": "Họp xã", "version": paper.version}
    )
    paper.refresh_from_db()
    assert paper.title == "Về Họp xã"


@pytest.mark.parametrize("who", ["administrator", "secretary", "lan"])
def test_a_commune_words_nothing(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(at("own_wordings")).status_code == 403
    assert client.get(at("own_wording", KEY)).status_code == 404
    assert client.post(at("wording_sample", KEY), {"said": PLAIN}).status_code == 404
    assert client.post(at("restore_wording", KEY)).status_code == 404
