// Options that can be chosen, in a new order at each showing and in the same order on the answer.
// Without this script, or without storage, the card shows its options in their printed order.
(function () {
  var box = document.querySelector(".choices");
  var list = box && box.querySelector(".options");
  if (!list) return;
  var many = list.classList.contains("multi");
  var key = "nasec-study:" + box.dataset.id;

  // Desktop keeps a window object between the sides, phones and the web keep sessionStorage.
  function load() {
    try {
      return JSON.parse(window.sessionStorage.getItem(key)) || window[key] || null;
    } catch (error) {
      return window[key] || null;
    }
  }

  function save(state) {
    window[key] = state;
    try {
      window.sessionStorage.setItem(key, JSON.stringify(state));
    } catch (error) {
      // The window object has it.
    }
  }

  function options() {
    return Array.prototype.slice.call(list.querySelectorAll("li"));
  }

  function arrange(order) {
    order.forEach(function (name) {
      var option = list.querySelector('li[data-option="' + name + '"]');
      if (option) list.appendChild(option);
    });
  }

  function names() {
    return options().map(function (option) {
      return option.dataset.option;
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
      if (state.chosen.indexOf(option.dataset.option) < 0) return;
      option.classList.add("chosen");
      var mine = document.createElement("span");
      mine.className = "mine";
      mine.textContent = "Your answer. ";
      var why = option.querySelector(".why");
      if (!why) {
        why = document.createElement("span");
        why.className = "why";
        option.appendChild(why);
      }
      why.insertBefore(mine, why.firstChild);
    });
  }

  function ask() {
    var state = { order: names(), chosen: [] };
    if (!("fixed" in list.dataset)) state.order = shuffled(state.order);
    arrange(state.order);
    save(state);

    function choose(option) {
      var name = option.dataset.option;
      var had = state.chosen.indexOf(name) >= 0;
      if (!many) state.chosen = [];
      if (had) {
        state.chosen = state.chosen.filter(function (other) {
          return other !== name;
        });
      } else {
        state.chosen.push(name);
      }
      options().forEach(function (other) {
        var chosen = state.chosen.indexOf(other.dataset.option) >= 0;
        other.classList.toggle("chosen", chosen);
        other.setAttribute("aria-checked", String(chosen));
      });
      save(state);
    }

    list.setAttribute("role", many ? "group" : "radiogroup");
    options().forEach(function (option) {
      option.classList.add("live");
      option.tabIndex = 0;
      option.setAttribute("role", many ? "checkbox" : "radio");
      option.setAttribute("aria-checked", "false");
      option.addEventListener("click", function (event) {
        event.stopPropagation();
        choose(option);
      });
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
      var option = /^[1-9]$/.test(event.key) && options().slice(event.key - 1)[0];
      if (option && option.classList.contains("live")) choose(option);
    });
  }

  if (box.dataset.side === "back") showAnswer();
  else ask();
})();
