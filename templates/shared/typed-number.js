  function inThrees(text, sign) {
    return text.split(sign).every(function (group, place) {
      return place ? /^\d{3}$/.test(group) : /^[1-9]\d{0,2}$/.test(group);
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
