"""What a criterion's state is called, why it is so, what to do about it and who: in sentences."""

from binhyen.desk.scorecard.sentences.names import (
    DOCUMENTS,
    RULES,
    article,
    class_name,
    day,
    document,
    language,
    source_name,
    stated_codes,
    version,
)
from binhyen.desk.scorecard.sentences.place import Place
from binhyen.desk.scorecard.sentences.todo import Todo
from binhyen.desk.scorecard.sentences.told import (
    VERIFIED,
    VERIFIED_TAGS,
    Told,
    needed_of,
    tell,
    value_of,
)

__all__ = [
    "DOCUMENTS",
    "RULES",
    "VERIFIED",
    "VERIFIED_TAGS",
    "Place",
    "Todo",
    "Told",
    "article",
    "class_name",
    "day",
    "document",
    "language",
    "needed_of",
    "source_name",
    "stated_codes",
    "tell",
    "value_of",
    "version",
]
