"""An add-on for the desktop program of Anki, by which a test sees what a student would: copied into its profile.

It only looks, and opens cards; keys come from outside, as from a keyboard.
"""

import os
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection, Listener
from queue import Queue
from typing import Any

from aqt import gui_hooks, mw

ADDRESS = os.environ.get("ANKI_EYE", "")


def study(item: str) -> str:
    """Open the first card of an item, and no other, in the reviewer."""
    mw.col.sched.suspend_cards(mw.col.find_cards(""))
    card = mw.col.find_cards(f"Id:{item}")[0]
    mw.col.sched.unsuspend_cards([card])
    mw.col.decks.select(mw.col.get_card(card).did)
    mw.moveToState("review")
    mw.activateWindow()
    return str(mw.reviewer.state)


def state() -> str:
    """Return which side of a card is shown, or which other screen."""
    return str(mw.reviewer.state if mw.state == "review" else mw.state)


def _do(name: str, argument: str, reply: Callable[[Any], None]) -> None:
    if name == "evaluate":
        mw.web.page().runJavaScript(argument, reply)
    elif name == "study":  # once the page before it is whole: what is told to a page that is going is lost
        mw.web.evalWithCallback("0", lambda _: reply(study(argument)))
    elif name == "picture":
        reply(mw.grab().save(argument))
    else:
        reply(state())


def _answer(connection: Connection) -> None:
    """Do what a test asks, in the program's own thread, until it has no more to ask."""
    while True:
        try:
            name, argument = connection.recv()
        except EOFError:
            return
        replies: Queue[Any] = Queue()
        mw.taskman.run_on_main(partial(_do, name, argument, replies.put))
        connection.send(replies.get(timeout=20))


def _listen() -> None:
    with Listener(ADDRESS, "AF_UNIX") as listener:
        while True:
            with listener.accept() as connection:
                _answer(connection)


if ADDRESS:
    gui_hooks.profile_did_open.append(lambda: threading.Thread(target=_listen, daemon=True).start())
