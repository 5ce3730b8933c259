// The words of the dialogs that choose goals and start practice.

export const startWords = {
  title: "Start practice",
  goals: "What is it for?",
  goalsTitle: "Goals of this session",
  noGoals: "No short-term goal is open. You can practise all the same, and choose one later.",
  findGoal: "Find a goal",
  template: "After which plan?",
  noTemplate: "None, I choose as I go",
  activities: (count: number) => (count === 1 ? "1 activity" : `${count} activities`),
  start: "Start the clock",
  plan: "Plan it for later",
  planned: "Planned.",
  save: "Save",
  cancel: "Cancel",
  due: (day: string) => `due ${day}`,
} as const;
