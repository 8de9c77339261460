"""How an action says no: one exception for « the rules refuse », one for « somebody was faster »."""

from __future__ import annotations

from calendar_ops.policy import Verdict


class Refused(Exception):
    """The action is not possible now. `sentence` says why and the way out, in the reader's language.

    `verdict` is there when it is a calendar that refuses; `field` names the input that would change it.
    """

    def __init__(self, sentence: str, verdict: Verdict | None = None, field: str | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)
        self.verdict = verdict
        self.field = field


class Conflict(Exception):
    """The intervention, or what it touches, is no longer what the person looked at.

    `version` and `edit` are the current ones.
    """

    def __init__(self, sentence: str, version: int, edit: int) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)
        self.version, self.edit = version, edit
