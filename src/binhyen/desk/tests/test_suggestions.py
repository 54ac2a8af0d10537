"""Suggested kinds: offered to who sorts, never chosen for them; and the administrator's page, without a word of a report."""

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.matters import actions
from binhyen.matters.models import Learning, SuggestionModel
from binhyen.matters.tests import factories

WORDS = "Nhà tôi bị mất trộm con chó, hàng xóm nghe la"


@pytest.fixture
def measured(commune, now):
    rows = [{"category": "THF", "texts": 40, "held": 8, "first": 7, "among": 8}]
    return SuggestionModel.objects.create(
        unit=commune, state=Learning.IN_USE, asked_at=now, trained_at=now, n_texts=400, n_held=80, top1=0.84,
        top3=0.97, lexicon_top1=0.7, baseline_top1=0.2, by_category=rows, digest="0" * 64,
    )  # fmt: skip


def suggested(client, words):
    return client.post(reverse("desk:suggest"), {"words": words})


def test_what_an_officer_types_is_answered_with_kinds_to_choose(client, hanh):
    client.force_login(hanh)
    answer = suggested(client, WORDS)
    page = answer.content.decode()
    assert 'data-by-choose="THF"' in page
    assert "theo từ khóa" in page
    assert "%" not in page
    assert answer["Cache-Control"] == "no-store"
    assert WORDS not in page


@pytest.mark.parametrize(
    "words",
    ["", " ", "xin chào", "Tôi khiếu nại quyết định thu hồi đất", "😀" * 3000, "‮abc", "x" * 90_000],
)
def test_words_that_say_nothing_are_answered_with_nothing(client, hanh, words):
    client.force_login(hanh)
    answer = suggested(client, words)
    assert (answer.status_code, answer.content.decode().strip()) == (200, "")


@pytest.mark.parametrize("who", ["administrator", "auditor", "editor", "secretary", "team_member"])
def test_who_takes_in_no_report_asks_for_no_kind(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert suggested(client, WORDS).status_code == 403


def test_a_suggestion_is_offered_for_sorting_and_nothing_is_chosen_silently(
    client, commune, hanh, now
):
    matter = factories.in_hand(commune, now, hanh, words=WORDS, category="NOI")
    client.force_login(hanh)
    address = reverse("desk:act", args=[matter.reference, "phan-loai"])
    page = client.get(address).content.decode()
    assert 'href="?loai=THF"' in page
    assert '<option value="NOI" selected>' in page
    assert '<option value="THF" selected>' not in page
    chosen = client.get(address, {"loai": "THF"}).content.decode()
    assert '<option value="THF" selected>' in chosen
    matter.refresh_from_db()
    assert matter.category == "NOI"


@pytest.mark.parametrize("asked", ["OUT-PETITION", "CRM-SERIOUS", "NO-SUCH", "<script>", "😀"])
def test_an_address_edited_by_hand_chooses_nothing(client, commune, hanh, now, asked):
    matter = factories.in_hand(commune, now, hanh)
    client.force_login(hanh)
    address = reverse("desk:act", args=[matter.reference, "phan-loai"])
    page = client.get(address, {"loai": asked}).content.decode()
    assert '<option value="NOI" selected>' in page


def test_the_administrator_reads_how_good_it_is_in_plain_words(client, administrator, measured):
    client.force_login(administrator)
    page = client.get(reverse("desk:suggestions")).content.decode()
    assert "8 trên 10 tin" in page
    assert "hơn 9 trên 10 tin" in page
    assert "Trộm cắp tài sản" in page
    assert "<svg" in page


def test_the_administrator_reads_no_word_of_any_report(
    client, commune, administrator, hanh, now, measured
):
    matter = factories.in_hand(commune, now, hanh, words=WORDS)
    client.force_login(administrator)
    page = client.get(reverse("desk:suggestions")).content.decode()
    assert WORDS not in page
    assert matter.reference not in page


@pytest.mark.parametrize(
    "who", ["hanh", "chief", "tam", "lan", "auditor", "secretary", "head", "editor", "team_member"]
)
def test_nobody_else_sees_the_page_or_asks_for_learning(client, request, who, measured):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("desk:suggestions")).status_code == 403
    assert client.post(reverse("desk:train_suggestions")).status_code == 403
    assert not SuggestionModel.objects.waiting().exists()
    assert reverse("desk:suggestions") not in client.get(reverse("desk:home")).content.decode()


def test_learning_is_asked_for_once_and_its_state_is_shown(client, administrator):
    client.force_login(administrator)
    for said in ("Tiến trình nền sẽ học ngay", "Đã có yêu cầu học rồi"):
        page = client.post(reverse("desk:train_suggestions"), follow=True).content.decode()
        assert said in page
        assert "đang chờ tiến trình nền" in page
    assert SuggestionModel.objects.count() == 1
    actions.train_next(at=clock.now())
    page = client.get(reverse("desk:suggestions")).content.decode()
    assert "không dùng: chưa đủ để học" in page


def test_a_model_worse_than_the_keywords_is_named_so(client, administrator, measured):
    SuggestionModel.objects.update(state=Learning.WORSE, top1=0.5)
    client.force_login(administrator)
    page = client.get(reverse("desk:suggestions")).content.decode()
    assert "kém hơn từ khóa, nên không đưa vào dùng" in page


def test_many_matters_that_say_the_same_are_named_so(client, administrator, commune, now):
    SuggestionModel.objects.create(unit=commune, state=Learning.TOO_FEW, asked_at=now, n_texts=900)
    client.force_login(administrator)
    page = client.get(reverse("desk:suggestions")).content.decode()
    assert "900 vụ việc nhưng lời báo tin quá giống nhau" in page


def test_the_page_asks_few_questions_however_often_was_learnt(
    client, administrator, commune, now, django_assert_max_num_queries
):
    for _ in range(20):
        SuggestionModel.objects.create(unit=commune, state=Learning.TOO_FEW, asked_at=now)
    client.force_login(administrator)
    with django_assert_max_num_queries(6):
        client.get(reverse("desk:suggestions"))


def test_who_is_not_logged_in_is_asked_to_log_in(client, db):
    assert suggested(client, WORDS).status_code == 302
