"""What words suggest: counted as scikit-learn counts, by keywords, by what was learnt; and what is never learnt."""

import io
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

from binhyen.matters import suggesting
from binhyen.matters.models import Learning, SuggestionModel
from binhyen.matters.suggesting import features, fitting, lexicon, offering, weights
from binhyen.matters.tests import said
from binhyen.reports.catalogues import taxonomy


def counts(lines):
    runs = features.runs_of(lines)
    ones = np.ones(len(runs.lines), np.float32)
    return sparse.csr_matrix((ones, (runs.lines, runs.places)), shape=(len(lines), features.PLACES))


def same_as_scikit_learn(lines, norm=None):
    vectorizer = HashingVectorizer(
        analyzer="char", ngram_range=(features.SHORTEST, features.LONGEST), lowercase=False, norm=norm,
        alternate_sign=False, n_features=features.PLACES, dtype=np.float32,
    )  # fmt: skip
    return vectorizer.transform(lines)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_our_counting_equals_scikit_learns(words):
    lines = [features.prepared(each) for each in words]
    assert abs(counts(lines) - same_as_scikit_learn(lines)).sum() == 0


def test_our_counting_equals_scikit_learns_on_what_people_write():
    lines = [features.prepared(each.words) for each in said.texts(300)]
    assert abs(counts(lines) - same_as_scikit_learn(lines)).sum() == 0
    places, values = features.of_line(lines[0])
    theirs = same_as_scikit_learn(lines[:1], norm="l2").toarray()[0]
    assert np.allclose(theirs[places], values)
    assert np.count_nonzero(theirs) == len(places)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hòa giải", "Hoà giải"), ("MẤT XE", "mất xe"), ("thủy", "thuỷ"), ("gọi 0912345678", "gọi 113")],
)  # fmt: skip
def test_what_is_the_same_to_a_reader_is_the_same_line(one, other):
    assert features.prepared(one) == features.prepared(other)


def test_no_number_reaches_what_is_counted():
    line = features.prepared("Biển số 62-H1 123.45, gọi 0912 345 678, căn cước 079123456789")
    assert not set(line) & set("6789")


def test_every_category_that_is_offered_has_keywords():
    offered = {each.code for each in taxonomy().categories.values() if each.is_offered}
    spoken_for = {code for phrase in lexicon.lexicon().phrases for code in phrase.categories}
    assert spoken_for == offered


@pytest.mark.parametrize("code", [c.code for c in taxonomy().categories.values() if c.is_offered])
def test_the_catalogues_own_examples_suggest_their_category(code):
    category = taxonomy().categories[code]
    for example in category.examples_vi.replace(";", ",").split(","):
        offers = offering.rank(example, learnt=None, lexicon_=lexicon.lexicon())
        if code in {offer.category for offer in offers}:
            return
    pytest.fail(f"none of {category.examples_vi!r} suggests {code}")


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("Nhà tôi bị mất trộm chiếc xe đạp", "THF"),
        ("nha toi bi mat trom chiec xe dap", "THF"),
        ("Hàng xóm hát karaoke suốt đêm", "NOI"),
        ("chong say danh vo, con nho khoc", "DMV"),
        ("Học sinh đánh nhau trước cổng trường", "SCH-VIOLENCE"),
        ("Trụ điện nghiêng sắp ngã", "ELE-RISK"),
        ("Tranh chấp ranh đất với nhà kế bên", "DSP-LAND"),
        ("Đào móng nhà thấy trái bom", "UXO"),
    ],
)
def test_keywords_suggest(words, category):
    assert offering.rank(words, learnt=None, lexicon_=lexicon.lexicon())[0].category == category


@pytest.mark.parametrize(
    "words",
    [
        "Tôi khiếu nại quyết định thu hồi đất",
        "to cao can bo xa nhan tien",
        "Có người truyền đạo lạ trong ấp, đánh bài nữa",
        "Bà con biểu tình vì giá đền bù",
        "",
        "   ",
        "xin chào",
        "🙂🙂🙂",
    ],
)
def test_what_is_not_taken_or_says_nothing_is_not_classified(words):
    assert offering.rank(words, learnt=None, lexicon_=lexicon.lexicon()) == []


def test_a_theft_at_a_church_is_still_a_theft():
    words = "Nhà thờ bị kẻ gian bẻ khóa lấy cắp thùng tiền"
    assert offering.rank(words, learnt=None, lexicon_=lexicon.lexicon())[0].category == "THF"


def test_marks_that_differ_are_another_word():
    by_words = lexicon.lexicon().rank("Quán cúp điện, con cụp tai")  # cúp, cụp: not cướp, not chụp
    assert by_words == []


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("schema: other", "schema"),
        ("schema: binhyen.lexicon/1\ncategories: {THF: [trộm]}\nnot_taken: [x]", "without keywords"),
        ("schema: binhyen.lexicon/1\ncategories: {OUT-PETITION: [đơn]}\nnot_taken: [x]", "OUT-PETITION"),
    ],
)  # fmt: skip
def test_a_wrong_file_of_keywords_is_refused_with_its_entry(content, complaint):
    with pytest.raises(lexicon.BadLexicon, match=complaint):
        lexicon.read(content)


def test_a_keyword_said_twice_is_refused():
    content = lexicon.FILE.read_text(encoding="utf-8").replace(
        "  THF: [trộm,", "  THF: [trộm, Trộm,"
    )
    with pytest.raises(lexicon.BadLexicon, match="THF"):
        lexicon.read(content)


@pytest.fixture(scope="module")
def learnt():
    return fitting.learn(said.texts(1200), lexicon.lexicon())


@pytest.mark.slow
def test_what_is_learnt_does_better_than_keywords_on_texts_never_seen(learnt):
    _, measured = learnt
    assert measured.top1 > measured.lexicon_top1 > measured.baseline_top1
    assert measured.top3 >= measured.top1
    assert measured.held == sum(row.held for row in measured.by_category)
    assert sum(row.first for row in measured.by_category) == round(measured.top1 * measured.held)


def test_a_text_held_out_was_never_shown():
    repeated = said.texts(400) * 3
    shown, held = fitting.split(repeated)
    assert not {line for line, _ in shown} & {features.prepared(t.words) for t in held}


def test_each_category_is_held_out_in_its_share():
    shown, held = fitting.split(said.texts(2000))
    for code in ("NOI", "THF", "ENV"):
        n_held = sum(t.category == code for t in held)
        assert 0.17 < n_held / (n_held + sum(each == code for _, each in shown)) < 0.23


@pytest.mark.slow
def test_violence_at_home_comes_first_though_nothing_of_it_may_be_learnt(learnt):
    model, _ = learnt
    assert "DMV" not in model.categories
    offers = offering.rank("chồng say rượu đánh vợ", learnt=model, lexicon_=lexicon.lexicon())
    assert (offers[0].category, offers[0].is_learnt) == ("DMV", False)
    assert offering.rank("Tôi tố cáo cán bộ", learnt=model, lexicon_=lexicon.lexicon()) == []


@pytest.mark.slow
def test_a_name_that_four_texts_hold_leaves_no_weight():
    texts = said.texts(600)
    rare = "Trần Thị Xuyxuyphy"
    marked = [fitting.Text(f"{t.words} {rare} {n}", t.category) for n, t in enumerate(texts[:4])]
    model, _ = fitting.learn([*texts[4:], *marked], lexicon.lexicon())
    places = features.runs_of(["xuyxuyphy"]).places
    shared = features.runs_of([features.prepared(t.words) for t in texts[4:]]).places
    alone = np.setdiff1d(places, shared)
    assert len(alone) > 5
    assert not model.table[alone].any()


@pytest.mark.slow
def test_nothing_of_the_words_is_stored(learnt):
    content = weights.packed(learnt[0])
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        assert set(stored.files) == {"categories", "starts", "table"}
        assert set(stored["categories"].tolist()) <= set(taxonomy().categories)
        assert stored["table"].dtype == np.float16
    assert weights.read(content).rank(features.prepared("mất xe đạp")) == learnt[0].rank(
        features.prepared("mất xe đạp")
    )


@pytest.mark.slow
def test_the_units_model_answers_there_and_nowhere_else(
    commune, other_commune, area, province, at, learnt
):
    content = weights.packed(learnt[0])
    SuggestionModel.objects.create(
        unit=commune, state=Learning.IN_USE, asked_at=at, top1=0.9, weights=content,
        digest=weights.digest_of(content),
    )  # fmt: skip
    words = "Loa kéo hát hò không ai ngủ được"
    for unit, is_learnt in (
        (commune, True),
        (area, True),
        (other_commune, False),
        (province, False),
    ):
        offers = suggesting.suggest(words, unit)
        assert offers[0].category == "NOI"
        assert offers[0].is_learnt is is_learnt
        assert len(offers) <= 3


def test_bytes_that_were_changed_are_not_answered_from(commune, at):
    SuggestionModel.objects.create(
        unit=commune, state=Learning.IN_USE, asked_at=at, top1=0.9, weights=b"x", digest="0" * 64
    )
    with pytest.raises(weights.Unreadable):
        suggesting.suggest("mất xe", commune)


def test_answering_imports_nothing_that_learns():
    code = (
        "import django, sys; django.setup(); import binhyen.project.urls;"
        "from binhyen.matters import actions, suggesting;"
        "assert not [m for m in sys.modules if m.split('.')[0] in {'sklearn', 'scipy', 'joblib'}]"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert not done.returncode, done.stderr
