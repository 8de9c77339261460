"""`make run`: one that dies is started again, Ctrl-C stops all, the second start is quick, a port in use is a sentence."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from install.run import Children
from tests.running import PATIENCE, ROOT, free_port, wait_for

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])",
]
pytestmark = pytest.mark.slow


def processes() -> dict[int, tuple[int, str]]:
    """Every process that lives: number → (its parent's number, its command)."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue  # it ended meanwhile
            if stat[0] != "Z":
                found[int(folder.name)] = int(stat[1]), command
    return found


def below(number: int) -> dict[int, str]:
    """The processes that stem from one, with their commands."""
    living = processes()
    found: dict[int, str] = {}
    level = {number}
    while level:
        level = {child for child, (parent, _) in living.items() if parent in level}
        found |= {child: living[child][1] for child in level}
    return found


def until(condition) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def children():
    made = Children({"web": SLEEPER, "worker": PARENT})
    for name in made.table:
        made.start(name)
    yield made
    made.stop()


def test_one_that_dies_is_started_again_and_the_others_stay(children, capsys):
    children.born["web"] -= 10  # it lived long enough not to be taken for one that dies at once
    web, worker = (children.running[name] for name in ("web", "worker"))
    web.kill()
    web.wait()
    children.revive()
    assert children.running["web"].pid != web.pid and children.running["web"].poll() is None
    assert children.running["worker"] is worker and worker.poll() is None
    assert "« web » s’est arrêté (code -9) ; il redémarre." in capsys.readouterr().out


def test_what_a_dead_one_leaves_behind_goes_before_it_is_started_again(children):
    children.born["worker"] -= 10
    worker = children.running["worker"]
    assert until(lambda: below(worker.pid))
    theirs = set(below(worker.pid))
    worker.kill()
    worker.wait()
    children.revive()
    assert until(lambda: not theirs & processes().keys())


def test_stopping_takes_the_children_of_the_children_too(children):
    worker = children.running["worker"]
    assert until(lambda: below(worker.pid))
    theirs = set(below(worker.pid))
    children.stop()
    assert all(process.poll() is not None for process in children.running.values())
    assert until(lambda: not theirs & processes().keys())


def run(port: int, folder: Path) -> subprocess.Popen:
    env = {**os.environ, "PORT": str(port), "VAR_DIR": str(folder), "DEMO": "false", "LOG_LEVEL": "ERROR",
           "LC_ALL": "C.UTF-8"}  # fmt: skip
    for name in ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "PORTAL_URL"):
        env.pop(name, None)
    return subprocess.Popen(
        [sys.executable, "-m", "install.run"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_port_in_use_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = run(port, tmp_path)
        out, problem = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert (out, problem.strip()) == (
        "",
        f"✗ Le port {port} est pris. Choisissez-en un autre : PORT=8080 make run",
    )


def test_a_port_that_is_none_is_one_sentence(tmp_path):
    env = {**os.environ, "PORT": "web", "VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "install.run"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "✗ PORT vaut « web ». Écrivez un nombre, par exemple PORT=8080 make run"


def test_an_english_terminal_is_answered_in_english(tmp_path):
    env = {**os.environ, "PORT": "web", "VAR_DIR": str(tmp_path), "LC_ALL": "en_GB.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "install.run"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == "✗ PORT is « web ». Write a number, for example PORT=8080 make run"


def test_started_killed_in_part_stopped_by_ctrl_c_and_quick_the_second_time(tmp_path, capsys):
    port = free_port()
    address = f"http://127.0.0.1:{port}/health/live"
    took = []
    bare = [sys.executable, "-c", "import django; django.setup()"]
    for _ in range(2):
        since = time.monotonic()
        portal = run(port, tmp_path)
        try:
            wait_for(address)
            took.append(time.monotonic() - since)
            mine = below(portal.pid)
            web = next(number for number, command in mine.items() if "gunicorn" in command)
            assert sum("celery" in command for command in mine.values()) >= 3  # two workers and beat
            if len(took) == 1:
                os.kill(web, signal.SIGKILL)
                old = {number for number, command in mine.items() if "gunicorn" in command}
                assert until(lambda old=old: not old & processes().keys())  # what it left behind goes too
                wait_for(address)
                mine |= below(portal.pid)
            urllib.request.urlopen(address, timeout=10).close()
        finally:
            portal.send_signal(signal.SIGINT)
            out, problems = portal.communicate(timeout=PATIENCE)
        assert portal.returncode == 0, problems
        assert "Arrêt…" in out
        assert until(lambda mine=mine: not mine.keys() & processes().keys())
    since = time.monotonic()
    subprocess.run(bare, cwd=ROOT, env={**os.environ, "VAR_DIR": str(tmp_path)}, check=True)
    floor = time.monotonic() - since
    with capsys.disabled():
        print(f"\nmake run: first start {took[0]:.1f} s, second {took[1]:.1f} s, a bare Django {floor:.1f} s")
    # Under 5 s where nothing else runs; beside the other tests only the ratio says something.
    assert took[1] < max(5, 12 * floor)
