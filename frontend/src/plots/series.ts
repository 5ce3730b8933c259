// A metric's values as columns for a plot, and what is read off them.

/** [instant, value, split or null, session id], oldest first, as the page carries them. */
export type Point = [instant: string, value: number, split: string | null, sessionId: string];

export interface Series {
  /** Seconds since 1970, ascending. */
  times: number[];
  /** The names of the splits that occur; one null where there are none. */
  splits: (string | null)[];
  /** Per split the values at each time, null where the value is another split's. */
  values: (number | null)[][];
  /** The middle of each session's best and its neighbours', where that best value stands. */
  median: (number | null)[];
  /** Which value is the best of all, and which the best of the last session. */
  best: number;
  last: number;
}

/** How many sessions on either side a moving median takes in. */
const REACH = 2;

export function seriesOf(points: Point[], higherIsBetter: boolean): Series {
  const splits = [...new Set(points.map(([, , split]) => split))];
  const sittings = sittingsOf(points, higherIsBetter);
  const bests = sittings.map(({ value }) => (higherIsBetter ? value : -value));
  return {
    times: points.map(([instant]) => Date.parse(instant) / 1000),
    splits,
    values: splits.map((split) => points.map((point) => (point[2] === split ? point[1] : null))),
    median: movingMedian(points.length, sittings),
    best: sittings[bests.indexOf(Math.max(...bests))]?.at ?? -1,
    last: sittings.at(-1)?.at ?? -1,
  };
}

/** The best value of a session, and where it stands among all values. */
interface Sitting {
  value: number;
  at: number;
}

/** One for each session, in the order in which they began. */
function sittingsOf(points: Point[], higherIsBetter: boolean): Sitting[] {
  const found = new Map<string, Sitting>();
  points.forEach(([, value, , sessionId], at) => {
    const before = found.get(sessionId);
    const isBetter = !before || (higherIsBetter ? value > before.value : value < before.value);
    if (isBetter) found.set(sessionId, { value, at });
  });
  return Array.from(found.values());
}

function movingMedian(length: number, sittings: Sitting[]): (number | null)[] {
  const line: (number | null)[] = Array.from({ length }, () => null);
  // A line through fewer sessions than it takes in would only draw them again.
  if (sittings.length <= 2 * REACH) return line;
  sittings.forEach(({ at }, index) => {
    const near = sittings.slice(Math.max(0, index - REACH), index + REACH + 1);
    line[at] = middle(near.map(({ value }) => value));
  });
  return line;
}

function middle(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}
