// Says in words whether a typed number lies within the tolerance: Anki compares letters.
// Without this script Anki's comparison, the value and its tolerance stand there.
// ES5 only: old phones keep old web views.
(function () {
  var box = document.querySelector(".answer .typed");
  var compared = document.getElementById("typeans");
  if (!box || !compared || box.hasAttribute("data-ready")) return; // a client may run the script again
  box.setAttribute("data-ready", "");

  // What was typed stands before the arrow; dashes for letters that are missing are not typed. Where nothing was
  // typed, the answer stands there alone.
  function typed() {
    var text = "";
    for (var part = compared.firstChild; part; part = part.nextSibling) {
      if (part.nodeName === "BR" || part.id === "typearrow" || part.id === "typecheckmark") break;
      if (part.nodeName === "SPAN" && part.className !== "typeMissed") text += part.textContent;
    }
    return text.replace(/\s+/g, " ").trim();
  }

  function inThrees(text, sign) {
    return text.split(sign).every(function (group, place) {
      return place ? /^\d{3}$/.test(group) : /^\d{1,3}$/.test(group);
    });
  }

  // Digits with a point, from the signs of a language: its own decimal sign, or the point of a phone's keyboard, and
  // groups of three. Null for what is no number, such as 1,5 where a comma parts groups.
  function plain(text, point, group) {
    var whole = text.replace(/(\d)[\s'\u2019](?=\d{3}(?!\d))/g, "$1");
    var other = point === "," ? "." : ",";
    var hasOther = whole.indexOf(other) >= 0;
    if (hasOther && whole.indexOf(point) >= 0) {
      // Both: the last one is the decimal sign, the other one parts groups.
      if (whole.lastIndexOf(other) > whole.lastIndexOf(point)) other = [point, (point = other)][0];
      if (!inThrees(whole.slice(0, whole.indexOf(point)), other)) return null;
      whole = whole.split(other).join("");
    } else if (hasOther && group === other && inThrees(whole, other)) {
      whole = whole.split(other).join("");
    } else if (hasOther && other === ".") {
      point = ".";
    }
    whole = whole.replace(point, ".");
    return /^(\d+\.?\d*|\.\d+)$/.test(whole) ? whole : null;
  }

  // A number as "sign digits power of ten" without zeros that say nothing; null for what is no number.
  function parse(text, point, group) {
    var powers = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b";
    text = text.trim().replace(/[\u2212\u2013]/g, "-");
    text = text.replace(/[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207b]/g, function (sign) {
      return "0123456789-".charAt(powers.indexOf(sign));
    });
    text = text.replace(/^([-+]?)10\^/, "$11e");
    var parts = /^([-+]?)\s*([\d.,'\u2019\s]+?)\s*(?:(?:e|[x\u00d7*\u00b7\u22c5]\s*10\s*\^?)\s*([-+]?\d{1,3}))?$/i.exec(text);
    var digits = parts && plain(parts[2].trim(), point, group);
    if (!digits) return null;
    var power = Number(parts[3] || 0) - (digits.split(".")[1] || "").length;
    var whole = digits.replace(".", "").replace(/^0+/, "");
    var short = whole.replace(/0+$/, "");
    return short ? parts[1].replace("+", "") + short + "e" + (power + whole.length - short.length) : "0e0";
  }

  function withoutUnit(text) {
    var unit = box.querySelector(".unit");
    var words = unit ? unit.textContent.trim().toLowerCase() : "";
    var ends = words && text.slice(-words.length).toLowerCase() === words;
    return (ends ? text.slice(0, -words.length) : text.replace(/%$/, "")).trim();
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
  var number = parse(withoutUnit(given), box.getAttribute("data-point"), box.getAttribute("data-group"));
  if (number === null) return;
  var right = isRight(number);
  var words = box.querySelector(right ? ".judged.right" : ".judged.wrong");
  words.querySelector(".number").textContent = given;
  words.hidden = false;
  box.className += right ? " is-right" : " is-wrong";
})();
