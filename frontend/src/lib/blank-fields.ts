// A GET form leaves its blank fields out of the address.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "get") return;
  const blank = Array.from(form.elements).filter(
    (field): field is HTMLInputElement | HTMLSelectElement =>
      (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && field.value === "",
  );
  for (const field of blank) field.disabled = true;
  // The browser has read the form by then; the page may come back by the back button.
  setTimeout(() => blank.forEach((field) => (field.disabled = false)));
});
