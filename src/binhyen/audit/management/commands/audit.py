"""`binhyen audit seal|verify|checkpoint|status`: the trail from the shell."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry, Seal
from binhyen.core import clock
from binhyen.core.console import HouseCommand

BROKEN = 3
LATE = 4


class Command(HouseCommand):
    """Seal, verify, export a checkpoint, or say how the trail stands."""

    help = gettext_noop(
        "The audit trail: seal it, verify it, export a checkpoint, say how it stands."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says what to do."""
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("seal", help=_("seal every entry written so far"))
        verify = what.add_parser("verify", help=_("name the first broken entry, if there is one"))
        verify.add_argument(
            "--checkpoint",
            help=_("number and hash as printed by `audit checkpoint`, or a file that holds them"),
        )
        what.add_parser("checkpoint", help=_("print the newest seal, for somebody outside to keep"))
        what.add_parser("status", help=_("say how many entries wait for a seal"))

    def handle(self, *args: Any, what: str, checkpoint: str | None = None, **options: Any) -> None:
        """Do what was asked. Exit code 3 for a broken trail, 4 for a late sealer."""
        if what == "verify":
            self.verify(read_checkpoint(checkpoint) if checkpoint else None)
        else:
            {"seal": self.seal, "checkpoint": self.checkpoint, "status": self.status}[what]()

    def seal(self) -> None:
        """Seal what is not yet sealed."""
        self.say(_("%(n)s entries sealed.") % {"n": audit.seal(at=clock.now())})

    def verify(self, checkpoint: audit.Checkpoint | None) -> None:
        """Say that the trail holds, or fail with the first place where it does not."""
        broken = audit.first_break(checkpoint=checkpoint)
        if broken is None:
            seals = Seal.objects.count()
            sealed = Entry.objects.exclude(seal_number=None).count()
            self.say(
                _("The trail holds: %(entries)s entries under %(seals)s seals.")
                % {"entries": sealed, "seals": seals}
            )
        elif broken.entry is None:
            raise CommandError(
                _("The trail is broken at seal %(seal)s: %(harm)s.")
                % {"seal": broken.seal, "harm": broken.harm.label},
                returncode=BROKEN,
            )
        else:
            raise CommandError(
                _("The trail is broken at entry %(entry)s, seal %(seal)s: %(harm)s.")
                % {"entry": broken.entry, "seal": broken.seal, "harm": broken.harm.label},
                returncode=BROKEN,
            )

    def checkpoint(self) -> None:
        """Print the newest seal in the form that `verify --checkpoint` reads."""
        newest = audit.checkpoint()
        self.say(f"{newest.number} {newest.hash}")

    def status(self) -> None:
        """Say how many entries wait, and fail when one has waited too long."""
        waiting = Entry.objects.filter(seal_number=None).count()
        late = audit.late_by(at=clock.now())
        self.say(
            _("%(seals)s seals; %(waiting)s entries wait for the next one.")
            % {"seals": Seal.objects.count(), "waiting": waiting}
        )
        if late:
            raise CommandError(
                _("The sealer is late by %(seconds)s seconds. Is `binhyen worker` running?")
                % {"seconds": round(late.total_seconds())},
                returncode=LATE,
            )


def read_checkpoint(given: str) -> audit.Checkpoint:
    """Return the checkpoint that stands in `given` or in the file of that name. Raises CommandError."""
    path = Path(given)
    words = (path.read_text(encoding="utf-8") if path.is_file() else given).split()
    try:
        number, digest = words
        return audit.Checkpoint(int(number), digest)
    except ValueError:
        raise CommandError(
            _("A checkpoint is a number and a hash, such as “12 5f0c…”; got “%(given)s”.")
            % {"given": given}
        ) from None
