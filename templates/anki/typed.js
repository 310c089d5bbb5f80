  // What was typed stands before the arrow; dashes for letters that are missing are not typed. Where nothing was
  // typed, the answer stands there alone.
  function typed() {
    var text = "";
    for (var part = compared.firstChild; part; part = part.nextSibling) {
      if (part.nodeName === "BR" || part.id === "typearrow" || part.id === "typecheckmark") break;
      [% if other_scripts %]
      // Before a mark that begins a part, Anki sets a space.
      if (part.nodeName === "SPAN" && part.className !== "typeMissed") text += part.textContent.replace(/^\u00a0(?=.)/, "");
      [% else %]
      if (part.nodeName === "SPAN" && part.className !== "typeMissed") text += part.textContent;
      [% endif %]
    }
    return text.replace(/\s+/g, " ").trim();
  }