"""E-mail, through whatever server the settings name."""

import smtplib
from types import TracebackType

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from binhyen.notices.failures import Refused, Unreachable
from binhyen.notices.letters import Letter

#: The server talks and says no to this one message.
_REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


class Postbox:
    """One connection for the letters of a round, opened with the first of them."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._is_open = False

    def __enter__(self) -> "Postbox":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        reason: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._is_open:
            self._connection.close()

    def send(self, letter: Letter, to: str) -> None:
        """Hand a letter to the server. Raises Refused or Unreachable."""
        message = EmailMessage(
            subject=f"Bình Yên: {letter.title}",
            body=letter.text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[to],
            connection=self._connection,
            # No out-of-office answer comes back for it (RFC 3834).
            headers={"Auto-Submitted": "auto-generated"},
        )
        try:
            if not self._is_open:
                self._connection.open()
                self._is_open = True
            message.send()
        except _REFUSALS as reason:
            raise Refused(type(reason).__name__) from reason
        except OSError as reason:  # smtplib's other errors are OSErrors, too
            self._is_open = False
            raise Unreachable(type(reason).__name__) from reason
