"""The embedded broker: a message is seen by a worker once it is whole.

The library's own creates the file, then writes it: a worker that looks in between reads nothing and dies of it.
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    # the library names the second argument in two ways
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"  # sorted by age, as the library does
        writing = folder / f".{name}"  # of no queue: what stands before the first point is left away
        writing.write_text(dumps(payload))
        writing.rename(folder / name)


class Transport(filesystem.Transport):
    Channel = Channel
