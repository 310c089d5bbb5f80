// FSRS-6: when to ask again, from how well it was remembered (github.com/open-spaced-repetition, "The Algorithm").
// A memory is {stability, difficulty}: stability is the days after which it is recalled nine times out of ten.
const AGAIN = 1;
const HARD = 2;
const GOOD = 3;
const EASY = 4;
// The default weights, fitted to the reviews of thousands of learners.
const WEIGHTS = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const RETENTION = 0.9;
const MAX_INTERVAL = 36500;
const DECAY = -WEIGHTS[20];
const FACTOR = 0.9 ** (1 / DECAY) - 1;

function recall(memory, days) {
  return (1 + (FACTOR * Math.max(0, days)) / memory.stability) ** DECAY;
}

function firstDifficulty(rating) {
  return WEIGHTS[4] - Math.exp(WEIGHTS[5] * (rating - 1)) + 1;
}

function between(number, least, most) {
  return Math.min(Math.max(number, least), most);
}

function nextDifficulty(difficulty, rating) {
  const damped = difficulty - (WEIGHTS[6] * (rating - 3) * (10 - difficulty)) / 9;
  return between(WEIGHTS[7] * firstDifficulty(EASY) + (1 - WEIGHTS[7]) * damped, 1, 10);
}

function sameDayStability(stability, rating) {
  const growth = Math.exp(WEIGHTS[17] * (rating - 3 + WEIGHTS[18])) * stability ** -WEIGHTS[19];
  return stability * (rating === AGAIN ? growth : Math.max(growth, 1));
}

function forgottenStability(memory, chance) {
  const { stability, difficulty } = memory;
  const long =
    WEIGHTS[11] *
    difficulty ** -WEIGHTS[12] *
    ((stability + 1) ** WEIGHTS[13] - 1) *
    Math.exp((1 - chance) * WEIGHTS[14]);
  return Math.min(long, stability / Math.exp(WEIGHTS[17] * WEIGHTS[18]));
}

function recalledStability(memory, chance, rating) {
  const { stability, difficulty } = memory;
  const growth =
    Math.exp(WEIGHTS[8]) *
    (11 - difficulty) *
    stability ** -WEIGHTS[9] *
    (Math.exp((1 - chance) * WEIGHTS[10]) - 1) *
    (rating === HARD ? WEIGHTS[15] : 1) *
    (rating === EASY ? WEIGHTS[16] : 1);
  return stability * (1 + growth);
}

// The memory after an answer, `days` after the last one; `memory` is null for the first answer of all.
function remembered(memory, rating, days) {
  if (!memory) {
    return { stability: WEIGHTS[rating - 1], difficulty: between(firstDifficulty(rating), 1, 10) };
  }
  const chance = recall(memory, days);
  const stability =
    days < 1
      ? sameDayStability(memory.stability, rating)
      : rating === AGAIN
        ? forgottenStability(memory, chance)
        : recalledStability(memory, chance, rating);
  return { stability: Math.max(stability, 0.001), difficulty: nextDifficulty(memory.difficulty, rating) };
}

// Days until the next answer.
function interval(memory) {
  const days = (memory.stability / FACTOR) * (RETENTION ** (1 / DECAY) - 1);
  return between(Math.round(days), 1, MAX_INTERVAL);
}
