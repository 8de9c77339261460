"""The embedded broker: what is put is got; what is still being written is no message."""

from __future__ import annotations

from pathlib import Path
from queue import Empty

import pytest
from celery import current_app
from kombu import Connection

from core.file_broker import Channel


@pytest.fixture
def channel(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "messages").mkdir()
    folder = str(tmp_path / "messages")
    options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": str(tmp_path)}
    assert current_app.main == "dsi_marketing"  # whoever has the application has this broker
    with Connection("filesystem://", transport_options=options) as connection:
        yield connection.channel()


def test_what_is_put_is_got_once_and_by_its_queue_only(channel):
    assert isinstance(channel, Channel)
    channel._put("mail", {"body": "é"})
    channel._put("mail", {"body": "zwei"})
    assert (channel._size("mail"), channel._size("work")) == (2, 0)
    assert sorted(channel._get("mail")["body"] for _ in range(2)) == ["zwei", "é"]
    with pytest.raises(Empty):
        channel._get("mail")


def test_what_is_still_being_written_is_no_message(channel, monkeypatch):
    found = []
    rename = Path.rename

    def look(writing: Path, whole: Path) -> None:
        found.append((writing.stat().st_size > 0, channel._size("mail")))
        rename(writing, whole)

    monkeypatch.setattr(Path, "rename", look)
    channel._put("mail", {"body": "x"})
    assert found == [(True, 0)]
    assert channel._get("mail") == {"body": "x"}
