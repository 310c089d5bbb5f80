"""The QTI 3 player of Amp-up.io in Chromium: it loads an item, is given a response, and says what came of it."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Where `npm install qti3-item-player` was run.
MODULES = Path(os.environ.get("NASEC_NODE", "/nowhere")) / "node_modules"
VUE = MODULES / "vue/dist/vue.js"
PLAYER = MODULES / "qti3-item-player/dist/qti3Player.umd.js"

_PAGE = """<!doctype html><meta charset="utf-8"><title>player</title><div id="app"></div>"""
_START = """
new Vue({
  render: create => create(window.qti3Player.default ?? window.qti3Player, {
    props: { suppressAlertMessages: true, suppressInvalidResponseMessages: true },
    on: {
      notifyQti3PlayerReady: player => { window.player = player },
      notifyQti3ItemReady: () => { window.ready = true },
      notifyQti3EndAttemptCompleted: data => { window.state = data.state },
    },
  }),
}).$mount('#app')
"""
# An item that is the same as the last one would not be loaded anew.
_LOAD = """
async ({xml, state}) => {
  window.player.resetItem()
  await Vue.nextTick()
  window.ready = false
  window.state = null
  const control = { max_attempts: 0, show_feedback: false, validate_responses: false }
  window.player.loadItemFromXml(xml, { guid: 'one', status: 'interacting', sessionControl: control, state })
}
"""


class Player:
    """A page with the player; what goes wrong in it is kept."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.set_content(_PAGE)
        page.add_script_tag(path=str(VUE))
        page.add_script_tag(path=str(PLAYER))
        page.evaluate(_START)
        page.wait_for_function("() => window.player")

    def load(self, xml: str, state: Mapping[str, Any] | None = None) -> None:
        """Load an item, as it was left in some state."""
        self.page.evaluate(_LOAD, {"xml": xml.partition("?>")[2], "state": state})
        self.page.wait_for_function("() => window.ready", timeout=5000)

    def answered(self, xml: str, responses: Mapping[str, Any]) -> dict[str, Any]:
        """Load an item, give it responses by name in place of those it has when untouched; return its outcomes."""
        self.load(xml)
        state = self._ended()
        self.load(
            xml,
            {
                **state,
                "contextVariables": [],
                "outcomeVariables": [],
                "responseVariables": [
                    _given(variable, responses)
                    for variable in state["responseVariables"]
                    if variable["identifier"] not in {"numAttempts", "duration"}
                ],
            },
        )
        return {found["identifier"]: found["value"] for found in self._ended()["outcomeVariables"]}

    def text(self) -> str:
        """Return what the item shows."""
        return self.page.locator("#qti-item-container").inner_text()

    def _ended(self) -> dict[str, Any]:
        """End the attempt and return the state of the item."""
        self.page.evaluate("() => window.player.endAttempt('done')")
        self.page.wait_for_function("() => window.state", timeout=5000)
        state: dict[str, Any] = json.loads(self.page.evaluate("() => JSON.stringify(window.state)"))
        return state


def _given(variable: Mapping[str, Any], responses: Mapping[str, Any]) -> dict[str, Any]:
    """Return a response with another value; steps are taken from the order in which they were left."""
    if variable["identifier"] not in responses:
        return dict(variable)
    value = responses[variable["identifier"]]
    left = {"order": value} if variable["cardinality"] == "ordered" else variable["state"]
    return {**variable, "value": value, "state": left}


@contextmanager
def player(browser: "Browser") -> Iterator[Player]:
    """Open the player in a window of its own."""
    context = browser.new_context()
    try:
        yield Player(context.new_page())
    finally:
        context.close()
