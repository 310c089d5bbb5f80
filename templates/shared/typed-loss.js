  // What accounts write in brackets with a minus: (450), $(450).
  function lossOf(text) {
    return text.replace(/^([^\d()]*)\(([^()]*\d[^()]*)\)/, "\u2212$1$2");
  }
