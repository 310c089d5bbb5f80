// Options in a new order at each showing and in the same order on the answer, and keys that reach them.
// Without this script, or without storage, the options stand in their printed order and can be chosen all the same.
// ES5 only: old phones keep old web views.
(function () {
  var box = document.querySelector(".choices");
  var list = box && box.querySelector(".options");
  if (!list || list.hasAttribute("data-ready")) return; // a client may run the script again
  list.setAttribute("data-ready", "");
  var key = "nasec-study:" + box.getAttribute("data-id");

  // The desktop keeps the window between the sides; phones and the web load a new page but keep sessionStorage.
  function load() {
    var state;
    try {
      state = JSON.parse(window.sessionStorage.getItem(key));
    } catch (error) {
      // The window may have it.
    }
    state = state || window[key];
    return state && state.order && state.chosen ? state : null;
  }

  function save(state) {
    window[key] = state;
    try {
      window.sessionStorage.setItem(key, JSON.stringify(state));
    } catch (error) {
      // The window has it.
    }
  }

  function all(selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  }

  function options() {
    return all(".choices .options li");
  }

  function nameOf(option) {
    return option.getAttribute("data-option");
  }

  function arrange(parts, order) {
    order.forEach(function (name) {
      parts.forEach(function (part) {
        if (nameOf(part) === name) part.parentNode.appendChild(part);
      });
    });
  }

  function shuffled(order) {
    for (var last = order.length - 1; last > 0; last -= 1) {
      var other = Math.floor(Math.random() * (last + 1));
      var kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return order;
  }

  function showAnswer() {
    var state = load();
    var reasons = all(".reasons > div");
    if (state) {
      arrange(options(), state.order);
      arrange(reasons, state.order);
    }
    options().forEach(function (option) {
      var right = option.classList.contains("right");
      var chosen = Boolean(state) && state.chosen.indexOf(nameOf(option)) >= 0;
      var said = document.createElement("span");
      said.className = chosen ? "said" : "said unseen";
[% if ours %]
      said.lang = "[[ language_of_words ]]";
[% endif %]
      said.textContent = chosen ? box.getAttribute("data-mine") + " " : "";
      var verdict = document.createElement("span");
      verdict.className = "unseen";
      verdict.textContent = box.getAttribute(right ? "data-right" : "data-wrong") + " ";
      said.appendChild(verdict);
      option.appendChild(document.createTextNode(" "));
      option.appendChild(said);
      if (!chosen) return;
      option.classList.add("chosen");
      // The reason of what was chosen stands where the student looks first.
      reasons.forEach(function (reason) {
        if (nameOf(reason) !== nameOf(option)) return;
        var why = document.createElement("span");
        why.className = "why";
[% if ours %]
        why.lang = "[[ language ]]";
[% endif %]
        why.innerHTML = reason.querySelector("dd").innerHTML;
        said.appendChild(why);
        reason.parentNode.removeChild(reason);
      });
    });
    if (reasons.length && !all(".reasons > div").length) all(".others")[0].hidden = true;
  }

  function ask() {
    var state = { order: options().map(nameOf), chosen: [] };
    if (!list.hasAttribute("data-fixed")) arrange(options(), shuffled(state.order));
    save(state);

    function inputs() {
      return options().map(function (option) {
        return option.querySelector("input");
      });
    }

    function choose() {
      state.chosen = options()
        .filter(function (option) {
          return option.querySelector("input").checked;
        })
        .map(nameOf);
      save(state);
    }

    inputs().forEach(function (input) {
      input.checked = false; // a browser may remember it
    });
    list.addEventListener("change", choose);
    // A tap on an option is not one on the card.
    list.addEventListener("click", function (event) {
      event.stopPropagation();
    });

    // Digits, space and enter are Anki's own on the desktop and never come here; arrows do. A card leaves its page
    // without notice, so the listener asks whether its list is still shown.
    document.addEventListener("keydown", function arrow(event) {
      if (!document.body.contains(list)) {
        document.removeEventListener("keydown", arrow);
        return;
      }
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (event.target !== document.body && !list.contains(event.target)) return;
      var every = inputs();
      var place = every.indexOf(document.activeElement);
      var one = every[0].type === "radio";
      if (event.key === "ArrowDown") place = (place + 1) % every.length;
      else if (event.key === "ArrowUp") place = (place < 1 ? every.length : place) - 1;
      else if (one || place < 0 || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
      event.preventDefault();
      every[place].focus();
      if (one) every[place].checked = true;
      else if (event.key === "ArrowRight" || event.key === "ArrowLeft") every[place].checked = event.key === "ArrowRight";
      choose();
    });
  }

  if (box.getAttribute("data-side") === "back") showAnswer();
  else ask();
})();
