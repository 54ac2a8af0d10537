"""What lets a phone install the pages: each with the right headers, and nothing of anybody in it."""

import json
from datetime import datetime

import pytest

from binhyen.core import clock

pytestmark = pytest.mark.django_db


def test_the_worker_is_served_for_the_whole_site_and_asked_for_anew(client):
    answer = client.get("/worker.js")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer["Cache-Control"]
    head = answer.content.decode().partition(";\n")[0]
    told = json.loads(head.removeprefix("self.BINH_YEN="))
    assert len(told["build"]) == 12
    assert any(name.endswith("field.js") for name in told["assets"])


@pytest.mark.parametrize(
    "address", ["/manifest.webmanifest", "/ban-lam-viec/thuc-dia/manifest.webmanifest"]
)
def test_the_manifest_can_be_installed(client, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/manifest+json")
    told = json.loads(answer.content)
    assert told["lang"] == "vi"
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}


def test_every_page_allows_its_worker_and_its_manifest(client):
    policy = client.get("/khong-co-mang/")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_a_token_comes_with_the_time_of_the_house_and_starts_no_session(client, monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)
    answer = client.get("/ma-bao-ve/")
    assert datetime.fromisoformat(answer.json()["now"]) == at
    assert answer.json()["token"]
    assert "no-store" in answer["Cache-Control"]
    assert set(answer.cookies) == {"bao_ve"}


def test_a_resident_who_only_reads_is_given_no_worker(client):
    assert b"data-by-worker" not in client.get("/").content
