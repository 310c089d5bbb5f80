  // Signs as keyboards of some scripts have them, as plain ones: wide signs, figures, Hebrew marks of abbreviations and
  // hyphens, two letters of Yiddish in one, vowels of Thai in parts. What nobody sees is left out, and so are the commas
  // between groups of figures as in India, 12,34,567.
  function inPlainSigns(text) {
    return text
      .replace(/[\u200b-\u200d\u2060]/g, "")
      .replace(/[\uff01-\uff5e]/g, function (sign) { return String.fromCharCode(sign.charCodeAt(0) - 0xfee0); })
      .replace(/[\u0660-\u0669\u06f0-\u06f9\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]/g, function (sign) { return String(sign.charCodeAt(0) & 15); })
      .replace(/[\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0b66-\u0b6f\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef\u0d66-\u0d6f]/g, function (sign) { return String((sign.charCodeAt(0) & 15) - 6); })
      .replace(/\u3000/g, " ").replace(/[\u066b\u3002\u0964]/g, ".").replace(/\u066c/g, ",").replace(/\u061f/g, "?")
      .replace(/\u05f4/g, '"').replace(/\u05f3/g, "'").replace(/\u05be/g, "-")
      .replace(/\u05f0/g, "\u05d5\u05d5").replace(/\u05f1/g, "\u05d5\u05d9").replace(/\u05f2/g, "\u05d9\u05d9")
      .replace(/\u0e40\u0e40/g, "\u0e41").replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, "$1\u0e33")
      .replace(/\d{1,2}(,\d\d)+,\d{3}(?![\d,])/g, function (figure) { return figure.replace(/,/g, ""); });
  }
