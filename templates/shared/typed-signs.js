  // Wide signs of keyboards for Chinese and Japanese, and the figures of Arabic and Persian, as plain ones.
  function inPlainSigns(text) {
    return text
      .replace(/[\uff01-\uff5e]/g, function (sign) { return String.fromCharCode(sign.charCodeAt(0) - 0xfee0); })
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, function (sign) { return String(sign.charCodeAt(0) & 15); })
      .replace(/\u3000/g, " ").replace(/[\u066b\u3002]/g, ".").replace(/\u066c/g, ",").replace(/\u061f/g, "?");
  }
