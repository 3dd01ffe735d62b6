"""The server and the scheduler live and end together."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.http import RequestParser  # type: ignore[import-untyped]

from almacms.operations.management.commands.serve import Command
from bench.sites import UNIT, server_options

BY_HAND = Command.server({"host": "127.0.0.1", "port": "8000", "reload": False})


@pytest.fixture(autouse=True)
def signal_handlers() -> Iterator[None]:
    """The command takes the signals for itself: give them back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def sleeper(pid_file: Path) -> list[str]:
    return ["sh", "-c", f"echo $$ > {pid_file}; exec sleep 60"]


def is_running(pid_file: Path) -> bool:
    try:
        os.kill(int(pid_file.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_both_end_when_asked(tmp_path: Path, number: signal.Signals) -> None:
    pid_file = tmp_path / "pid"
    asking = ["sh", "-c", f"while [ ! -s {pid_file} ]; do :; done; kill -{number.value} {os.getpid()}; exec sleep 60"]
    Command().supervise([sleeper(pid_file), asking])
    assert not is_running(pid_file)


def test_when_one_ends_by_itself_so_does_the_other_and_it_is_said(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    ending = ["sh", "-c", f"while [ ! -s {pid_file} ]; do :; done"]
    with pytest.raises(CommandError, match="ended by itself"):
        Command().supervise([sleeper(pid_file), ending])
    assert not is_running(pid_file)


@pytest.mark.parametrize("options", [BY_HAND[4:], server_options(UNIT.read_text())], ids=["by hand", "the unit"])
def test_an_address_of_ten_thousand_letters_is_read(options: list[str]) -> None:
    settings = Config()
    for name, value in vars(settings.parser().parse_args(options)).items():
        if name in settings.settings and value is not None:
            settings.set(name, value)
    typed = "%C3%A9" * 10_000
    asked = f"GET /recherche/?q={typed} HTTP/1.1\r\nHost: alma.example\r\n\r\n".encode()
    request = next(RequestParser(settings, iter([asked]), ("127.0.0.1", 1)))
    assert request.query == f"q={typed}"
