// Options that can be chosen, in a new order at each showing and in the same order on the answer.
// Without this script, or without storage, the card shows its options in their printed order.
// ES5 only: old phones keep old web views.
(function () {
  var box = document.querySelector(".choices");
  var list = box && box.querySelector(".options");
  if (!list || list.hasAttribute("data-ready")) return; // a client may run the script again
  list.setAttribute("data-ready", "");
  var many = list.classList.contains("multi");
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

  function options() {
    return Array.prototype.slice.call(list.querySelectorAll("li[data-option]"));
  }

  function nameOf(option) {
    return option.getAttribute("data-option");
  }

  function arrange(order) {
    var shown = options();
    order.forEach(function (name) {
      shown.forEach(function (option) {
        if (nameOf(option) === name) list.appendChild(option);
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
    if (!state) return;
    arrange(state.order);
    options().forEach(function (option) {
      if (state.chosen.indexOf(nameOf(option)) < 0) return;
      option.classList.add("chosen");
      var why = option.querySelector(".why");
      if (!why) {
        why = document.createElement("span");
        why.className = "why";
        option.appendChild(why);
      }
      var mine = document.createElement("span");
      mine.className = "mine";
      mine.textContent = "Your answer. ";
      why.insertBefore(mine, why.firstChild);
    });
  }

  function ask() {
    var state = { order: options().map(nameOf), chosen: [] };
    if (!list.hasAttribute("data-fixed")) arrange(shuffled(state.order));
    save(state);

    function choose(option) {
      var name = nameOf(option);
      var had = state.chosen.indexOf(name) >= 0;
      var others = state.chosen.filter(function (other) {
        return many && other !== name;
      });
      state.chosen = had ? others : others.concat(name);
      options().forEach(function (other) {
        var chosen = state.chosen.indexOf(nameOf(other)) >= 0;
        other.classList[chosen ? "add" : "remove"]("chosen");
        other.setAttribute("aria-checked", String(chosen));
      });
      save(state);
    }

    list.setAttribute("role", many ? "group" : "radiogroup");
    options().forEach(function (option) {
      // By `tappable` AnkiMobile and AnkiDroid know that a tap is meant for the option and does not turn the card.
      option.className += " live tappable";
      option.tabIndex = 0;
      option.setAttribute("role", many ? "checkbox" : "radio");
      option.setAttribute("aria-checked", "false");
      option.addEventListener("click", function (event) {
        event.stopPropagation();
        choose(option);
      });
      // Only on an option that has the focus: elsewhere space and enter turn the card.
      option.addEventListener("keydown", function (event) {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        choose(option);
      });
    });
    // A card leaves its page without notice, so the listener asks whether its list is still shown.
    document.addEventListener("keydown", function number(event) {
      if (!document.body.contains(list)) {
        document.removeEventListener("keydown", number);
        return;
      }
      if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
      var option = options()[event.key - 1];
      if (option) choose(option);
    });
  }

  if (box.getAttribute("data-side") === "back") showAnswer();
  else ask();
})();
