"""Who may ask for learning, what teaches, what never does, and when a model is put to use."""

from datetime import timedelta

import numpy as np
import pytest

from binhyen.audit.models import Entry
from binhyen.matters import actions, suggesting
from binhyen.matters.actions import training
from binhyen.matters.models import Learning, Matter, SuggestionModel
from binhyen.matters.rules import Severity
from binhyen.matters.suggesting import weights
from binhyen.matters.suggesting.texts import Measured
from binhyen.matters.tests import factories, said
from binhyen.matters.words import Outcome
from binhyen.people.policy import NotAllowed


def settled(commune, at, by, **said_):
    matter = factories.in_hand(commune, at, by, **said_)
    actions.settle(matter=matter, outcome=Outcome.PUT_RIGHT, words="Đã xong.", by=by, at=at)
    return matter


def taught(unit):
    return {(text.words, text.category) for text in training.texts_of(unit)}


@pytest.fixture
def few(monkeypatch):
    """A house in which forty texts are enough."""
    monkeypatch.setattr(training, "LEAST_TEXTS", 40)


def fill(commune, at, by, count, *, seed=1):
    codes = {"NOI", "ENV", "ANI", "DSP"}
    found = [text for text in said.texts(count * 5, seed=seed) if text.category in codes][:count]
    for text in found:
        settled(commune, at, by, words=text.words, category=text.category)


def test_the_category_at_the_end_teaches(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh, words="Ồn ào quá", category="ENV")
    sorting = actions.Sorting("Ồn", "NOI", Severity.ORDINARY)
    actions.triage(matter=matter, sorting=sorting, by=hanh, at=at)
    assert taught(commune) == set()
    actions.settle(matter=matter, outcome=Outcome.PUT_RIGHT, words="Xong.", by=hanh, at=at)
    assert taught(commune) == {("Ồn ào quá", "NOI")}


def test_what_was_not_borne_out_teaches_nothing(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    actions.set_aside(matter=matter, words="Không có.", by=hanh, at=at)
    assert taught(commune) == set()


def test_another_units_matters_teach_nothing_here(commune, other_commune, province, hanh, lan, at):
    settled(other_commune, at, lan, words="Chuyện của Mỹ An")
    settled(commune, at, hanh, words="Chuyện của Mỹ Thạnh")
    assert taught(commune) == {("Chuyện của Mỹ Thạnh", "NOI")}
    assert taught(province) == set()


def test_restricted_words_never_teach_whatever_they_are_called_now(commune, hanh, at):
    settled(commune, at, hanh, category="DMV", words="Bí mật một")
    came_restricted = factories.in_hand(commune, at, hanh, category="DMV", words="Bí mật hai")
    actions.triage(
        matter=came_restricted, sorting=actions.Sorting("x", "NOI", Severity.LOW), by=hanh, at=at
    )
    actions.settle(matter=came_restricted, outcome=Outcome.OTHER, words="x", by=hanh, at=at)
    between = factories.in_hand(commune, at, hanh, category="NOI", words="Bí mật ba")
    for category in ("CHD", "NOI"):
        actions.triage(
            matter=between, sorting=actions.Sorting("x", category, Severity.LOW), by=hanh, at=at
        )
    actions.settle(matter=between, outcome=Outcome.OTHER, words="x", by=hanh, at=at)
    assert Matter.objects.filter(shelf="DONE").count() == 3
    assert taught(commune) == set()


def test_what_is_not_taken_here_teaches_nothing(commune, hanh, at):
    settled(commune, at, hanh, words="Tôi muốn khiếu nại chuyện ồn ào")
    assert taught(commune) == set()


def test_what_was_forgotten_teaches_nothing(commune, hanh, at):
    settled(commune, at, hanh, words="Chuyện của Mỹ Thạnh")
    assert actions.forget_ended(at=at + timedelta(days=366)) == 1
    assert taught(commune) == set()


def test_below_the_threshold_the_keywords_stay_and_the_row_says_so(
    commune, hanh, administrator, at
):
    settled(commune, at, hanh)
    actions.ask_for_training(unit=commune, by=administrator, at=at)
    model = actions.train_next(at=at)
    assert (model.state, model.n_texts) == (Learning.TOO_FEW, 1)
    assert actions.train_next(at=at) is None
    assert [offer.is_learnt for offer in suggesting.suggest("hát karaoke", commune)] == [False]


@pytest.mark.slow
@pytest.mark.usefixtures("few")
def test_a_model_is_measured_put_to_use_and_replaces_the_old(commune, hanh, administrator, at):
    fill(commune, at, hanh, 120)
    for _ in range(2):
        actions.ask_for_training(unit=commune, by=administrator, at=at)
        actions.train_next(at=at)
    old, new = SuggestionModel.objects.order_by("pk")
    assert (old.state, bytes(old.weights)) == (Learning.REPLACED, b"")
    assert (new.state, new.n_texts) == (Learning.IN_USE, 120)
    assert new.top1 >= new.lexicon_top1
    assert new.n_held == sum(row["held"] for row in new.by_category)
    assert suggesting.suggest("loa kéo hát hò không ai ngủ được", commune)[0].is_learnt
    events = Entry.objects.filter(event__in=["matters.training_asked", "matters.trained"])
    assert events.count() == 4


def test_a_model_worse_than_the_keywords_is_not_put_to_use(commune, administrator, at):
    actions.ask_for_training(unit=commune, by=administrator, at=at)
    model = SuggestionModel.objects.get()
    SuggestionModel.objects.filter(pk=model.pk).update(state=Learning.BEGUN, begun_at=at)
    model.refresh_from_db()
    empty = weights.Weights(("NOI",), np.zeros(1, np.float32), np.zeros((4, 1), np.float16))
    measured = Measured(50, 0.4, 0.6, 0.5, 0.3, ())
    kept = training._keep(model, empty, measured, 400, at)
    assert (kept.state, bytes(kept.weights), kept.digest) == (Learning.WORSE, b"", "")


def test_only_the_units_administrator_asks(commune, other_commune, administrator, hanh, chief, tam, lan, at):  # fmt: skip
    for who in (hanh, chief, tam, lan):
        with pytest.raises(NotAllowed):
            actions.ask_for_training(unit=commune, by=who, at=at)
    with pytest.raises(NotAllowed):
        actions.ask_for_training(unit=other_commune, by=administrator, at=at)
    assert not SuggestionModel.objects.exists()


def test_asked_twice_is_learnt_once(commune, administrator, at):
    actions.ask_for_training(unit=commune, by=administrator, at=at)
    with pytest.raises(actions.AlreadyAsked):
        actions.ask_for_training(unit=commune, by=administrator, at=at)
    assert SuggestionModel.objects.count() == 1


def test_a_learning_whose_process_died_is_taken_up_again(commune, administrator, at):
    actions.ask_for_training(unit=commune, by=administrator, at=at)
    SuggestionModel.objects.update(state=Learning.BEGUN, begun_at=at)
    assert actions.train_next(at=at + timedelta(minutes=5)) is None
    assert actions.train_next(at=at + timedelta(minutes=16)).state == Learning.TOO_FEW


@pytest.mark.usefixtures("few")
def test_the_worker_asks_the_first_time_at_once_and_later_by_night_when_there_is_more(
    commune, hanh, at, monkeypatch
):
    monkeypatch.setattr(training, "LEAST_NEW", 5)
    fill(commune, at, hanh, 40)
    assert actions.ask_where_due(at=at) == 1
    assert actions.ask_where_due(at=at) == 0  # asked already
    SuggestionModel.objects.update(state=Learning.TOO_FEW, n_texts=40)
    night = at.replace(hour=2) + timedelta(days=1)
    assert actions.ask_where_due(at=night) == 0  # nothing new
    fill(commune, at, hanh, 6, seed=2)
    assert actions.ask_where_due(at=night + timedelta(hours=8)) == 0  # by day people work
    assert actions.ask_where_due(at=night) == 1
