// The words of the plots.

export const plotWords = {
  values: "Values",
  median: "Moving median of five sessions’ best",
  best: "Best",
  last: "Last session",
} as const;
