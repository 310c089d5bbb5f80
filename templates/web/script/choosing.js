// Which cards come next, in which order, and when each comes again.
const NEW_A_DAY = 10;
const RIGHT_ENOUGH = 0.75;

// Right and sure is good, right and unsure is hard, and so is nearly all; anything less was not remembered.
function ratingOf(share, sure) {
  if (share >= 1) return sure ? GOOD : HARD;
  return share >= RIGHT_ENOUGH ? HARD : AGAIN;
}

function daysToExam(state) {
  const day = state.exam ? dayOf(state.exam) : null;
  return day === null || day <= today() ? null : day - today();
}

// A number for a card that is the same each time, to spread cards over days.
function spread(name, over) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 1000003;
  return sum % Math.max(1, over);
}

// Days until a card comes again; before an exam all come once more, spread over the last quarter of the time.
function daysUntil(memory, name, left) {
  const days = interval(memory);
  if (left === null || days < left) return days;
  return Math.max(1, left - 1 - spread(name, Math.floor(left / 4)));
}

// A card's next due day; an exam that was set later draws it nearer. A card that was answered while the clock was ahead,
// by more than a journey changes it, is due at once.
function dueOf(known, name, left) {
  if (known.last > today() + 1) return today();
  if (left === null || known.due < today() + left) return known.due;
  return today() + Math.max(0, left - 1 - spread(name, Math.floor(left / 4)));
}

function fits(item, filter) {
  const places = item.places || [];
  return (
    (!filter.reading || places.some(([reading]) => reading === filter.reading)) &&
    (!filter.section || places.some((place) => place.join("/") === filter.section)) &&
    (!filter.objective || item.objective === filter.objective) &&
    (!filter.kind || item.kind === filter.kind) &&
    (!filter.level || item.level === filter.level) &&
    (!filter.importance || item.importance === filter.importance)
  );
}

function readingOf(card) {
  return card.item.places && card.item.places.length ? card.item.places[0][0] : "";
}

// Cards so that neighbours are from other readings, or else serve other objectives, as far as that can be: the next
// one is sought among the first few, so that what is urgent stays early.
const REACH = 12;

function interleaved(cards) {
  const waiting = [...cards];
  const order = [];
  while (waiting.length) {
    const last = order[order.length - 1];
    const near = waiting.slice(0, REACH);
    const other = (card) => !last || (readingOf(card) !== readingOf(last) && card.item.id !== last.item.id);
    const apart = (card) => !last || (card.item.objective !== last.item.objective && card.item.id !== last.item.id);
    const next = near.find((card) => other(card) && apart(card)) || near.find(other) || near.find(apart) || near[0];
    order.push(next);
    waiting.splice(waiting.indexOf(next), 1);
  }
  return order;
}

// The two sides of a term do not come on one day.
function oneSideEach(cards, state) {
  const seen = new Set();
  return cards.filter((card) => {
    if (card.item.kind !== "term") return true;
    const isToday = cardsOf(card.item).some((side) => side.name !== card.name && (state.cards[side.name] || {}).last === today());
    if (isToday || seen.has(card.item.id)) return false;
    return seen.add(card.item.id);
  });
}

// What is due and what is new among the cards that fit, the most urgent first.
function waitingCards(state, filter) {
  const left = daysToExam(state);
  const fitting = CARDS.filter((card) => fits(card.item, filter));
  const due = fitting.filter((card) => state.cards[card.name] && dueOf(state.cards[card.name], card.name, left) <= today());
  const chance = (card) => recall(state.cards[card.name], today() - state.cards[card.name].last);
  due.sort((one, other) => chance(one) - chance(other));
  const fresh = fitting.filter((card) => !state.cards[card.name]);
  const begun = Object.values(state.cards).filter((card) => card.first === today()).length;
  const pace = left === null ? NEW_A_DAY : Math.max(NEW_A_DAY, Math.ceil(fresh.length / Math.max(1, left - 2)));
  const either = new Set(oneSideEach([...due, ...fresh], state));
  const [dueNow, freshNow] = [due, fresh].map((cards) => cards.filter((card) => either.has(card)));
  return { due: dueNow, fresh: freshNow, today: Math.max(0, pace - begun) };
}

function forToday(state, filter) {
  const { due, fresh, today: room } = waitingCards(state, filter);
  return interleaved([...due, ...interleaved(fresh).slice(0, room)]);
}

// For a quiz: what is due, then what is new, then what was seen longest ago.
function forQuiz(state, filter, number) {
  const { due, fresh } = waitingCards(state, filter);
  const rest = CARDS.filter((card) => fits(card.item, filter) && state.cards[card.name] && !due.includes(card));
  rest.sort((one, other) => state.cards[one.name].last - state.cards[other.name].last);
  const taken = oneSideEach([...due, ...interleaved(shuffled(fresh)), ...rest], emptyState()).slice(0, number);
  return interleaved(taken);
}

// Writes an answer down: how much of it was right, and whether the student was sure (null: did not say). What returns
// in this session is due until then, also where the session is left. Returns the day on which the card comes again,
// and how to take the answer back.
function answered(card, share, sure, returns) {
  let due = today();
  let known = null;
  change((state) => {
    known = state.cards[card.name] || null;
    const memory = remembered(known, ratingOf(share, sure), known ? today() - known.last : 0);
    due = today() + (returns ? 0 : daysUntil(memory, card.name, daysToExam(state)));
    state.cards[card.name] = {
      stability: Number(memory.stability.toPrecision(8)),
      difficulty: Number(memory.difficulty.toPrecision(8)),
      first: known ? known.first : today(),
      last: today(),
      due,
      answers: (known ? known.answers : 0) + 1,
      hash: card.item.hash,
      right: card.item.right || [],
      asks: card.item.asks,
    };
    state.log.push([today(), card.name, sure === null ? -1 : Number(sure), Number(share.toFixed(3))]);
  });
  const takeBack = () =>
    change((state) => {
      if (known) state.cards[card.name] = known;
      else delete state.cards[card.name];
      state.log.splice(state.log.map((line) => line[1]).lastIndexOf(card.name), 1);
    });
  return { due, takeBack };
}
