// Says in words whether what was typed is right: Anki compares letters, and knows one spelling.
// Without this script Anki's comparison and the answer stand there.
// ES5 only: old phones keep old web views.
(function () {
  var box = document.querySelector(".answer .typed");
  var compared = document.getElementById("typeans");
  var expected = box && box.querySelector("[data-rule]");
  if (!expected || !compared || box.hasAttribute("data-ready")) return; // a client may run the script again
  box.setAttribute("data-ready", "");

[% include "anki/typed.js" %]

[% if other_scripts %]

[% include "shared/typed-signs.js" %]
[% endif %]

  // Capitals, spaces beside figures and signs, the zero before a decimal, the shapes of quotes and dashes, and the
  // signs around a sentence never count.
  function plain(text) {
    text = text.normalize ? text.normalize("NFC") : text;
    [% if other_scripts %]
    text = inPlainSigns(text);
    [% endif %]
    text = text.replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'").replace(/[\u2010-\u2015\u2212]/g, "-");
    text = text.replace(/[\u00ab\u00bb\u201c-\u201f]/g, '"');
    text = text.replace(/\s+/g, " ").replace(/^[\s\u00bf\u00a1]+|[\s.!?\u2026]+$/g, "").toLowerCase();
    text = text.replace(/ ?([!-\/:-@\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u2000-\u2bff]) ?/g, "$1");
    text = text.replace(/(^|[^\w\u00c0-\u024f.,)])\.(?=\d)/g, function (found, before) { return before + "0."; });
    return text.replace(/(\d) (?=\D)/g, "$1").replace(/(\D) (?=\d)/g, "$1");
  }

  function bare(text) {
    var twins = { "\u0153": "oe", "\u00e6": "ae", "\u00df": "ss", "\u00f8": "o", "\u0142": "l" };
    text = plain(text).replace(/[\u0153\u00e6\u00df\u00f8\u0142]/g, function (sign) { return twins[sign]; });
    [% if other_scripts %]
    text = text.normalize ? text.normalize("NFD") : text;
    text = text.replace(/[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g, "");
    // \u0439 is no \u0438 with an accent, nor \u0457 an \u0456.
    return text.replace(/([\u0438\u0443]\u0306|\u0456\u0308|[\u0433\u043a]\u0301)|[\u0300-\u036f]/g, "$1");
    [% else %]
    return text.normalize ? text.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : text;
    [% endif %]
  }

  var given = typed();
  if (!given) {
    box.className += " is-empty";
    return;
  }
  var answers = [expected.textContent].concat(JSON.parse(expected.getAttribute("data-accept")));
  function matches(form) {
    return answers.some(function (answer) { return form(answer) === form(given); });
  }
  var right = matches(plain);
  var nearly = !right && matches(bare);
  var forgiven = nearly && expected.getAttribute("data-rule") === "true";
  var words = box.querySelector(right ? ".judged.right" : forgiven ? ".judged.nearly" : ".judged.wrong");
  words.querySelector(".number").textContent = given;
  words.hidden = false;
  if (right) box.className += " is-right";
})();
