"""A house that may send e-mail and push, to servers on this machine."""

import pytest

from binhyen.notices import push
from binhyen.notices.tests import endpoint, mail_server


@pytest.fixture
def mail(settings):
    with mail_server.running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_OFFERED = True
        settings.SITE = "https://binhyen.mythanh.example"
        settings.DEFAULT_FROM_EMAIL = "binhyen@mythanh.example"
        yield server


@pytest.fixture
def service(settings):
    with endpoint.running() as running:
        settings.PUSH_KEY = push.new_key()
        settings.PUSH_SERVICES = ["127.0.0.1"]
        settings.SITE = "https://binhyen.mythanh.example"
        yield running
