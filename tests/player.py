"""Two QTI 3 players in Chromium, Amp-up.io's and Citolab's: an item is loaded, answered, and scored."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Where `npm ci` was run with the packages of .ci/node.
MODULES = Path(os.environ.get("NASEC_NODE", "/nowhere")) / "node_modules"
VUE = MODULES / "vue/dist/vue.js"
PLAYER = MODULES / "qti3-item-player/dist/qti3Player.umd.js"
COMPONENTS = MODULES / "@citolab/qti-components/cdn/index.global.js"

_PAGE = """<!doctype html><meta charset="utf-8"><title>player</title><div id="app"></div>"""
_START = """
new Vue({
  render: create => create(window.qti3Player.default ?? window.qti3Player, {
    props: { suppressAlertMessages: true, suppressInvalidResponseMessages: true },
    on: {
      notifyQti3PlayerReady: player => { window.player = player },
      notifyQti3ItemReady: () => window.told(),
      notifyQti3EndAttemptCompleted: data => window.told(data.state),
    },
  }),
}).$mount('#app')
"""
# The players tell each of their steps, some thousand for an item.
_QUIETLY = "() => { for (const kind of ['log', 'info', 'debug']) console[kind] = () => {} }"
# What the player tells when it is done with what it is asked to do.
_DONE = """
const done = ask => new Promise((resolve, reject) => {
  window.told = resolve
  setTimeout(reject, 30_000, new Error('the player tells nothing'))
  ask()
})
"""
# An item that is the same as the last one would not be loaded anew.
_LOAD = f"""
async ({{xml, state}}) => {{
  {_DONE}
  window.player.resetItem()
  await Vue.nextTick()
  const control = {{ max_attempts: 0, show_feedback: false, validate_responses: false }}
  const shown = {{ guid: 'one', status: 'interacting', sessionControl: control, state }}
  await done(() => window.player.loadItemFromXml(xml, shown))
}}
"""
_END = f"""
async () => {{
  {_DONE}
  return JSON.stringify(await done(() => window.player.endAttempt('done')))
}}
"""


# The elements of an item as elements of a page, which the components then are.
_ANSWER = """
async ({xml, responses}) => {
  const made = node => {
    if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE)
      return document.createTextNode(node.data)
    if (node.nodeType !== Node.ELEMENT_NODE) return document.createComment('')
    const element = document.createElement(node.localName)
    for (const attribute of node.attributes) element.setAttribute(attribute.name, attribute.value)
    for (const child of node.childNodes) element.append(made(child))
    return element
  }
  const item = made(new DOMParser().parseFromString(xml, 'application/xml').documentElement)
  document.getElementById('app').replaceChildren(item)
  await item.updateComplete
  await new Promise(resolve => setTimeout(resolve, 30))
  for (const [name, value] of Object.entries(responses)) item.updateResponseVariable(name, value)
  item.processResponse()
  return Object.fromEntries(item._context.variables.map(variable => [variable.identifier, variable.value]))
}
"""


class Components:
    """A page with Citolab's components; what goes wrong in it is kept."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.faults = _faults_in(page)
        page.set_content(_PAGE)
        page.evaluate(_QUIETLY)
        page.add_script_tag(path=str(COMPONENTS))
        page.wait_for_function("() => customElements.get('qti-assessment-item')")

    def answered(self, xml: str, responses: Mapping[str, Any]) -> dict[str, Any]:
        """Load an item and give it responses by name, each number as its digits; return its outcomes."""
        outcomes: dict[str, Any] = self.page.evaluate(_ANSWER, {"xml": xml, "responses": dict(responses)})
        return outcomes


def _faults_in(page: "Page") -> list[str]:
    """Return a list to which each error of a page is added."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    return faults


class Player:
    """A page with Amp-up.io's player; what goes wrong in it is kept."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.faults = _faults_in(page)
        self._states: dict[str, dict[str, Any]] = {}
        page.set_content(_PAGE)
        page.evaluate(_QUIETLY)
        page.add_script_tag(path=str(VUE))
        page.add_script_tag(path=str(PLAYER))
        page.evaluate(_START)
        page.wait_for_function("() => window.player")

    def load(self, xml: str, state: Mapping[str, Any] | None = None) -> None:
        """Load an item, as it was left in some state."""
        self.page.evaluate(_LOAD, {"xml": xml.partition("?>")[2], "state": state})

    def answered(self, xml: str, responses: Mapping[str, Any]) -> dict[str, Any]:
        """Load an item, give it responses by name in place of those it has when untouched; return its outcomes."""
        state = self._untouched(xml)
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

    def typed(self, xml: str, texts: Sequence[str]) -> dict[str, Any]:
        """Load an item, type a text into each of its fields, and return its outcomes."""
        self.load(xml)
        for field, text in zip(self.page.locator("#qti-item-container input").all(), texts, strict=True):
            field.fill(text)
        return {found["identifier"]: found["value"] for found in self._ended()["outcomeVariables"]}

    def text(self) -> str:
        """Return what the item shows."""
        return self.page.locator("#qti-item-container").inner_text()

    def _untouched(self, xml: str) -> dict[str, Any]:
        """Return the state of an item whose attempt ends before anything is done; a player is asked once."""
        if xml not in self._states:
            self.load(xml)
            self._states[xml] = self._ended()
        return self._states[xml]

    def _ended(self) -> dict[str, Any]:
        """End the attempt and return the state of the item."""
        state: dict[str, Any] = json.loads(self.page.evaluate(_END))
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
    """Open Amp-up.io's player in a window of its own."""
    with browser.new_context() as context:
        yield Player(context.new_page())


@contextmanager
def components(browser: "Browser") -> Iterator[Components]:
    """Open Citolab's components in a window of their own."""
    with browser.new_context() as context:
        yield Components(context.new_page())
