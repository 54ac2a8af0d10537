"""Logging in for real, through allauth and the test client."""

import logging

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.urls import reverse

from binhyen.people.models import Role
from binhyen.people.rules import tidy_phone
from binhyen.people.tests import factories

PASSWORD = "một-mật-khẩu-thử-nghiệm"


@pytest.fixture(autouse=True)
def fresh_limits(settings):
    """No attempts counted yet; where the login leads to is another room's affair."""
    cache.clear()
    settings.LOGIN_REDIRECT_URL = settings.ACCOUNT_LOGOUT_REDIRECT_URL = "/somewhere/"


@pytest.fixture
def officer(commune):
    who = factories.user("Nguyễn Thị Hạnh", password=PASSWORD, phone="+84912345678")
    factories.post(who, Role.DUTY_OFFICER, commune)
    return who


def log_in(client, login, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": login, "password": password}, **extra)


def is_in(client, who):
    return client.session.get("_auth_user_id") == str(who.pk)


def test_by_e_mail_in_any_case(client, officer):
    log_in(client, officer.email.upper())
    assert is_in(client, officer)


@pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84912345678", "0912.345.678"])
def test_by_phone_as_people_write_it(client, officer, typed):
    log_in(client, typed)
    assert is_in(client, officer)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0912 345 678", "+84912345678"),
        ("(0272) 3.872.345", "+842723872345"),
        ("+84 912 345 678", "+84912345678"),
        ("84912345678", "+84912345678"),
    ],
)
def test_phone_numbers_are_compared_in_one_form(typed, stored):
    assert tidy_phone(typed) == stored


@pytest.mark.parametrize("login", ["nobody@binhyen.example", "0999999999"])
def test_a_wrong_password_and_a_wrong_name_are_answered_alike(client, officer, login):
    wrong_name = log_in(client, login)
    wrong_password = log_in(client, officer.email, "sai-mật-khẩu-rồi")
    assert wrong_name.status_code == wrong_password.status_code == 200
    assert wrong_name.context["form"].errors.keys() == wrong_password.context["form"].errors.keys()
    assert not is_in(client, officer)


def test_an_account_that_was_closed_stays_out(client, officer):
    officer.is_active = False
    officer.save()
    log_in(client, officer.email)
    assert not is_in(client, officer)


def test_nobody_signs_up(client, db):
    from binhyen.people.models import User

    answer = client.post(
        reverse("account_signup"),
        {"email": "new@binhyen.example", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert answer.status_code == 200
    assert not User.objects.exists()


def turn_on_second_factor(client):
    """Log in again, as allauth asks before such a change, and scan the secret as a phone would."""
    page = reverse("mfa_activate_totp")
    assert client.get(page).status_code == 302
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(page).context["form"].secret
    client.post(page, {"code": totp.format_hotp_value(code(secret))})
    return secret


def code(secret):
    return totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))


def test_with_a_second_factor_the_password_alone_opens_nothing(client, officer):
    log_in(client, officer.email)
    secret = turn_on_second_factor(client)
    client.post(reverse("account_logout"))
    answer = log_in(client, officer.email)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(client, officer)
    cache.clear()  # the code was used a moment ago, to turn the factor on
    client.post(reverse("mfa_authenticate"), {"code": totp.format_hotp_value(code(secret))})
    assert is_in(client, officer)


def test_the_pages_of_the_second_factor_are_closed_to_strangers(client, db):
    for name in ("mfa_index", "mfa_activate_totp", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name)).status_code == 302


def test_logging_out_ends_the_session(client, officer):
    log_in(client, officer.email)
    client.post(reverse("account_logout"))
    assert not is_in(client, officer)


def test_after_five_wrong_passwords_the_account_rests(client, officer):
    for _ in range(6):
        log_in(client, officer.email, "sai-mật-khẩu-rồi")
    log_in(client, officer.email)
    assert not is_in(client, officer)


def test_the_limits_keep_no_address(client, officer, rf):
    for _ in range(3):
        log_in(client, officer.email, "sai-mật-khẩu-rồi", REMOTE_ADDR="203.0.113.77")
    kept = " ".join(str(key) for key in cache._cache)
    assert "login" in kept
    assert "203.0.113.77" not in kept
    assert officer.email not in kept


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.77", "203.0.113.77", True),
        ("203.0.113.77", "203.0.113.78", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_an_address_counts_by_its_digest(rf, one, other, is_same):
    digests = {get_adapter().get_client_ip(rf.get("/", REMOTE_ADDR=each)) for each in (one, other)}
    assert (len(digests) == 1) is is_same
    assert not digests & {one, other}


def test_no_log_line_names_who_failed_or_from_where(client, officer, caplog):
    with caplog.at_level(logging.DEBUG):
        log_in(client, officer.email, "sai-mật-khẩu-rồi", REMOTE_ADDR="203.0.113.77")
    assert "203.0.113.77" not in caplog.text
    assert officer.email not in caplog.text
