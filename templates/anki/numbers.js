// Says in words whether a typed number lies within the tolerance: Anki compares letters.
// Without this script Anki's comparison, the value and its tolerance stand there.
// ES5 only: old phones keep old web views.
(function () {
  var box = document.querySelector(".answer .typed");
  var compared = document.getElementById("typeans");
  if (!box || !compared || box.hasAttribute("data-ready")) return; // a client may run the script again
  box.setAttribute("data-ready", "");

[% include "anki/typed.js" %]

[% include "shared/typed-number.js" %]

[% if losses %]

[% include "shared/typed-loss.js" %]
[% endif %]
[% if other_scripts %]

[% include "shared/typed-signs.js" %]
[% endif %]

  function closed(text) {
    return text.trim().replace(/\s*([^\d\s.,])\s*/g, "$1");
  }

  function withoutUnit(text) {
    var unit = box.querySelector(".unit");
    var words = unit ? closed(unit.textContent).toLowerCase() : "";
    text = closed([% if losses %]lossOf(text)[% else %]text[% endif %]);
    // Of $/h the $ stands before the figure.
    var tails = [words, words.replace(/^[a-z]{0,3}[$\u00a3\u00a5\u20a0-\u20cf]/, "")].filter(function (tail) {
      return tail && text.slice(-tail.length).toLowerCase() === tail;
    });
    if (tails.length) text = text.slice(0, -tails[0].length);
    text = text.trim().replace(/\s*[$%\u00a3\u00a5\u20a0-\u20cf]$/, "");
    return text.replace(/^([-+\u2212\u2013]?)\s*[A-Z]{0,3}[$\u00a3\u00a5\u20a0-\u20cf]/, "$1").trim();
  }

  function isRight(number) {
    var value = parse(box.getAttribute("data-value"), ".", ",");
    var margin = Number(box.getAttribute("data-margin"));
    if (!margin) return number === value;
    // What reckoning in twos leaves over is no fault of the student's.
    var grain = 1e-12 * Math.max(Math.abs(value), margin);
    return Math.abs(number - value) <= margin + grain;
  }

  var given = typed();
  if (!given) box.className += " is-empty";
  var number = parse(withoutUnit([% if other_scripts %]inPlainSigns(given)[% else %]given[% endif %]), box.getAttribute("data-point"), box.getAttribute("data-group"));
  if (number === null) return;
  var right = isRight(number);
  var words = box.querySelector(right ? ".judged.right" : ".judged.wrong");
  words.querySelector(".number").textContent = given;
  words.hidden = false;
  box.className += right ? " is-right" : " is-wrong";
})();
