"""The desktop program of Anki on a screen that nobody sees: started once, fed with real key events."""

import os
import pickle
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from multiprocessing.connection import Client, Connection
from pathlib import Path
from shutil import copy, which
from typing import Any

from anki.collection import Collection

from tests.reading_back import import_into

PROFILE = "Student"
PATIENCE = 30  # seconds


def missing() -> str:
    """Return what the program wants and is not there; '' if there is all."""
    wanted = {"aqt (nasec-study[desktop])": find_spec("aqt"), "Xvfb": which("Xvfb"), "xdotool": which("xdotool")}
    return ", ".join(name for name, found in wanted.items() if not found)


# A side is there, and a field to type into has the focus.
_SHOWN = """(function () {
  var field = document.querySelector("input#typeans");
  var shown = document.querySelector(".item.SIDE") && document.getElementById("qa").style.opacity === "1";
  return Boolean(!window.isOld && shown && (!field || document.activeElement === field));
})()"""


class Desktop:
    """The program, in which a card can be opened, typed at and looked at."""

    def __init__(self, connection: Connection, display: str) -> None:
        self._connection = connection
        self._display = display

    def _ask(self, name: str, argument: str = "") -> Any:
        self._connection.send((name, argument))
        return self._connection.recv()

    def study(self, item: str) -> None:
        """Open the first card of an item, and wait until it can be answered."""
        self.evaluate("window.isOld = true")
        self._ask("study", item)
        until(lambda: self.evaluate(_SHOWN.replace("SIDE", "front")))

    def press(self, *keys: str) -> None:
        """Press keys, by the names that X gives them, and wait until the program has dealt with them."""
        self._xdotool("key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "30", text)

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env={**os.environ, "DISPLAY": self._display}, check=True)
        time.sleep(0.15)
        self._ask("state")

    def turned(self) -> None:
        """Wait until the answer is shown."""
        until(lambda: self.state == "answer" and self.evaluate(_SHOWN.replace("SIDE", "back")))

    def evaluate(self, script: str) -> Any:
        """Return the value of a piece of JavaScript in the reviewer's page."""
        return self._ask("evaluate", script)

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the elements that a selector finds, in order."""
        found: list[str] = self.evaluate(
            f"Array.from(document.querySelectorAll({selector!r}), part => part.innerText.replace(/\\s+/g, ' ').trim())"
        )
        return found

    def picture(self, file: Path) -> None:
        """Save what is on the screen."""
        self._ask("picture", str(file))

    @property
    def state(self) -> str:
        """`question` or `answer`, or which other screen there is."""
        return str(self._ask("state"))


def until(comes_true: Callable[[], object]) -> None:
    """Wait until something comes true."""
    end = time.monotonic() + PATIENCE
    while not comes_true():
        assert time.monotonic() < end, "the program does not get there"
        time.sleep(0.05)


@contextmanager
def desktop(folder: Path, package: Path) -> Iterator[Desktop]:
    """Start the program with a new profile into which a package was imported."""
    base, address = folder / "anki", str(folder / "eye")
    _make_profile(base, package)
    with ExitStack() as stack, (folder / "log.txt").open("wb") as log:
        reading, writing = os.pipe()
        screen = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1000x900x24", "-nolisten", "tcp"]
        stack.enter_context(_running(subprocess.Popen(screen, stderr=log, stdout=log, pass_fds=[writing])))
        display = f":{os.read(reading, 16).decode().strip()}"
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "ANKI_EYE": address,
            "QT_QPA_PLATFORM": "xcb",
            "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
        }
        program = [sys.executable, "-c", "import aqt; aqt.run()", "-b", str(base), "-p", PROFILE, "-l", "en"]
        started = subprocess.Popen(program, env=environment, stderr=log, stdout=log)
        stack.enter_context(_running(started))
        until(lambda: Path(address).exists() or started.poll() is not None)
        assert started.poll() is None, (folder / "log.txt").read_text("utf-8")
        seen = Desktop(stack.enter_context(Client(address, "AF_UNIX")), display)
        until(lambda: seen.state == "deckBrowser" and seen.evaluate("document.querySelectorAll('tr.deck').length"))
        yield seen


@contextmanager
def _running(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _make_profile(base: Path, package: Path) -> None:
    """Make what the program makes at its first start, so that it asks nothing; with the add-on, and a package."""
    for name in (PROFILE, "addons21/eye"):
        (base / name).mkdir(parents=True)
    copy(Path(__file__).with_name("desktop_addon.py"), base / "addons21/eye/__init__.py")
    (base / "gldriver6").write_text("software", "utf-8")
    settings: dict[str, dict[str, Any]] = {
        "_global": {
            "ver": 0,
            "created": 0,
            "id": 1,
            "lastMsg": 0,
            "firstRun": False,
            "defaultLang": "en_US",
            "updates": False,
            "suppressUpdate": True,
            "check_for_updates": False,
            "check_for_addon_updates": False,
        },
        PROFILE: {
            "mainWindowGeom": None,
            "mainWindowState": None,
            "numBackups": 0,
            "lastOptimize": int(time.time()),
            "searchHistory": [],
            "syncKey": None,
            "syncMedia": False,
            "autoSync": False,
        },
    }
    database = sqlite3.connect(base / "prefs21.db")
    with database:
        database.execute("CREATE TABLE profiles (name TEXT PRIMARY KEY COLLATE NOCASE, data BLOB NOT NULL)")
        rows = [(name, pickle.dumps(found, protocol=4)) for name, found in settings.items()]
        database.executemany("INSERT INTO profiles VALUES (?, ?)", rows)
    database.close()
    opened = Collection(str(base / PROFILE / "collection.anki2"))
    import_into(opened, package)
    opened.close()
