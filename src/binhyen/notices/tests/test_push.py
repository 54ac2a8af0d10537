"""What leaves for a browser can be read by that browser, and says who sent it."""

import base64
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from binhyen.notices import push, rules
from binhyen.notices.failures import Gone, Refused, Unreachable
from binhyen.notices.tests import endpoint

SITE = "https://binhyen.mythanh.example"
LETTER = {"title": "Có tin báo khẩn", "body": "VV-0000-0000.", "url": "/x/", "tag": "x"}


def test_the_example_of_the_standard_comes_out_byte_for_byte():
    """RFC 8291, appendix A."""
    browser = push.Browser.read(
        {
            "endpoint": "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        }
    )
    body = push.encrypt(
        b"When I grow up, I want to be a watermelon",
        browser,
        length=0,
        salt=push.decoded("DGv6ra1nlYgDCS1FRnbzlw"),
        own=push.read_key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
    )
    assert push.encoded(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@pytest.fixture
def service():
    with endpoint.running() as running:
        yield running


@pytest.fixture
def send(service, at):
    private = push.new_key()

    def send(payload=LETTER, **more):
        browser = push.Browser.read(service.browser)
        push.push(payload, browser, private=private, contact=SITE, at=at, **more)
        return private

    return send


def test_a_browser_reads_what_was_pushed(service, send):
    send()
    assert service.pushed == [LETTER]


def test_the_length_does_not_tell_one_kind_from_another(service, send):
    send()
    send({"title": "x"})
    assert len(service.lengths) == 1


def test_the_push_service_can_tell_who_sends_and_until_when(service, send, at):
    private = send(is_urgent=True)
    headers = service.headers[0]
    assert headers["Urgency"] == "high"
    token, key = headers["Authorization"].removeprefix("vapid t=").split(", k=")
    assert key == push.public_key(private)
    signed, _dot, signature = token.rpartition(".")
    raw = push.decoded(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), push.decoded(key))
    public.verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert claims == {
        "aud": f"http://127.0.0.1:{service.port}",
        "exp": int((at + timedelta(hours=12)).timestamp()),
        "sub": SITE,
    }


@pytest.mark.parametrize(
    ("status", "failure"),
    [(404, Gone), (410, Gone), (301, Refused), (413, Refused), (503, Refused)],
)
def test_what_the_service_answers_is_told_apart(service, send, status, failure):
    service.statuses = [status]
    with pytest.raises(failure, match=str(status)):
        send()


def test_a_service_that_is_not_there_is_unreachable(at):
    with endpoint.running() as gone:
        browser = push.Browser.read(gone.browser)
    with pytest.raises(Unreachable):
        push.push(LETTER, browser, private=push.new_key(), contact=SITE, at=at)


@pytest.mark.parametrize(
    "change",
    [
        {"p256dh": ""},
        {"p256dh": "AAAA"},
        {"auth": "AAAA"},
        {"auth": "không phải"},
        {"p256dh": push.encoded(b"\4" + b"\1" * 64)},  # no point of the curve
    ],
)
def test_keys_that_are_none_are_refused(service, change):
    with pytest.raises(push.BadBrowser):
        push.Browser.read(service.browser | change)


SERVICES = ["push.services.mozilla.com", "fcm.googleapis.com"]


@pytest.mark.parametrize(
    "address",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://updates.push.services.mozilla.com:443/wpush/v2/abc",
    ],
)
def test_a_push_service_is_pushed_to(address):
    assert rules.may_be_pushed_to(address, SERVICES)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "fcm.googleapis.com",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://someone@fcm.googleapis.com/x",
        "https://evilfcm.googleapis.com.example/x",
        "https://notfcm.googleapis.com/x",
        "https://10.0.0.5/admin",
        "http://127.0.0.1:9000/",
        "https://[::1]/x",
        "https://[::1/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/" + "a" * 1000,
    ],
)
def test_no_other_machine_is_pushed_to(address):
    assert not rules.may_be_pushed_to(address, SERVICES)
