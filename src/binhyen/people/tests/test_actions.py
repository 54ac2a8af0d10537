"""Giving and ending posts, each with its line on the trail."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from binhyen.audit.models import Entry
from binhyen.people import actions, policy
from binhyen.people.models import Body, Role, User
from binhyen.people.tests import factories


def test_the_administrator_gives_a_post(administrator, commune, at, today):
    who = factories.user("Nguyễn Mới")
    actions.appoint(
        user=who, role=Role.DUTY_OFFICER, unit=commune, since=today, by=administrator, at=at
    )
    assert policy.can(who, "matters.triage", commune, on=today)
    entry = Entry.objects.get(event="people.appointed")
    assert (entry.subject, entry.actor) == (who.ref, administrator.ref)
    assert entry.detail["role"] == "DUTY_OFFICER"


@pytest.mark.parametrize("name", ["hanh", "chief", "secretary", "lan", "tam", "auditor"])
def test_nobody_else_gives_a_post(request, name, commune, at, today):
    by = request.getfixturevalue(name)
    with pytest.raises(policy.NotAllowed):
        actions.appoint(user=by, role=Role.CHIEF, unit=commune, since=today, by=by, at=at)
    assert not Entry.objects.exists()


def test_an_administrator_gives_no_post_next_door(administrator, other_commune, at, today):
    with pytest.raises(policy.NotAllowed):
        actions.appoint(
            user=administrator,
            role=Role.CHIEF,
            unit=other_commune,
            since=today,
            by=administrator,
            at=at,
        )


def test_a_post_ended_is_a_post_no_more(administrator, hanh, commune, at, today):
    actions.relieve(post=hanh.posts.get(), until=today, by=administrator, at=at)
    again = User.objects.get(pk=hanh.pk)
    assert not policy.can(again, "matters.triage", commune, on=today)
    assert policy.can(again, "matters.triage", commune, on=today - timedelta(days=1))
    assert Entry.objects.get().event == "people.relieved"


def test_nobody_else_ends_a_post(hanh, lan, at, today):
    with pytest.raises(policy.NotAllowed):
        actions.relieve(post=hanh.posts.get(), until=today, by=lan, at=at)
    assert hanh.posts.get().until is None


def test_the_trail_knows_no_name_and_no_address(at, commune, today):
    who = actions.enrol(full_name="Nguyễn Văn Kín", email="kin@binhyen.example", at=at)
    actions.found(user=who, unit=commune, since=today, at=at)
    for entry in Entry.objects.all():
        said = f"{entry.subject} {entry.actor} {entry.detail}"
        assert "Kín" not in said
        assert "kin@" not in said


def test_a_user_needs_a_way_to_log_in(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(full_name="Không Lối")


def run(monkeypatch, **words):
    monkeypatch.setenv("BINHYEN_PASSWORD", words.pop("password", "mot-mat-khau-du-dai"))
    options = {
        "name": "Nguyễn Văn Mới",
        "email": "moi@binhyen.example",
        "role": "chief",
        "unit": "28051",
    }
    call_command("add_officer", **{**options, **words})


def test_an_officer_is_added_from_the_shell(commune, monkeypatch, capsys):
    run(monkeypatch, phone="0912 345 678", since=date(2026, 1, 1))
    user = User.objects.get()
    assert (user.full_name, user.phone) == ("Nguyễn Văn Mới", "+84912345678")
    assert user.check_password("mot-mat-khau-du-dai")
    assert (user.posts.get().role, user.posts.get().unit) == (Role.CHIEF, commune)
    assert "Nguyễn Văn Mới" in capsys.readouterr().out
    events = list(Entry.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["people.enrolled", "people.appointed"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"unit": "99999"}, "99999"),
        ({"email": "", "phone": ""}, "--email"),
        ({"email": "no address"}, "no address"),
        ({"password": "short"}, "12"),
        ({"password": "moi@binhyen.example"}, r"thư điện tử|e-mail"),
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(commune, monkeypatch, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(monkeypatch, **words)
    assert not User.objects.exists()
    assert not Entry.objects.exists()


def test_the_same_address_twice_changes_nothing(commune, monkeypatch):
    run(monkeypatch)
    with pytest.raises(CommandError):
        run(monkeypatch, name="Ai Khác")
    assert User.objects.count() == 1
    assert Entry.objects.count() == 2


def test_whoever_runs_the_server_gives_a_new_password(commune, monkeypatch, capsys):
    run(monkeypatch, phone="0912 345 678")
    monkeypatch.setenv("BINHYEN_PASSWORD", "mat-khau-moi-du-dai")
    call_command("new_password", "0912345678")
    assert User.objects.get().check_password("mat-khau-moi-du-dai")
    assert "Nguyễn Văn Mới" in capsys.readouterr().out
    entry = Entry.objects.get(event="people.password_renewed")
    assert (entry.actor, entry.detail) == ("shell", {"shown": True})
    for login, password in (("moi@binhyen.example", "short"), ("ai@binhyen.example", "x" * 20)):
        monkeypatch.setenv("BINHYEN_PASSWORD", password)
        with pytest.raises(CommandError):
            call_command("new_password", login)
    assert User.objects.get().check_password("mat-khau-moi-du-dai")


@pytest.mark.parametrize(
    ("role", "body"),
    [
        (Role.PARTNER, None),
        (Role.PARTNER, Body.POLICE),
        (Role.CHIEF, Body.FRONT),
        (Role.CHIEF, Body.POLICE),
    ],
)
def test_a_partner_stands_for_a_body_and_nobody_else_does(
    administrator, hanh, commune, today, at, role, body
):
    with pytest.raises(actions.WhichBody):
        actions.appoint(
            user=hanh, role=role, unit=commune, since=today, body=body, by=administrator, at=at
        )
