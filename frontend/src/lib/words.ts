// Every word that scripts show, in one place, so that a catalogue can take them later.

export const words = {
  undo: "Undo",
  undone: "Brought back.",
  dismiss: "Dismiss",
  saved: "Saved.",
  saveAnyway: "Save mine anyway",
  stale: "This was changed elsewhere in the meantime.",
  offline: "The server cannot be reached. What you typed is still here; try again.",
  serverFault: "Something went wrong on the server. What you typed is still here; try again.",
  loading: "Loading…",
  cannotLoad: "This could not be loaded.",
  required: "This is needed.",
  keysTitle: "Keys",
  keysOn: "Use these keys",
  keysEverywhere: "Everywhere",
  keyHelp: "Show the keys",
  keySearch: "Search on this page",
  keyNew: "Add something new",
  keyGo: (place: string) => `Go to ${place}`,
  close: "Close",
};
