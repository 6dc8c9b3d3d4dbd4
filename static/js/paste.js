// Keeps the table that was pasted beside its text, so that cells stay cells. Text that is changed by hand counts alone.
// <textarea data-paste="html"> in a form with a hidden field of that name.

const LONGEST = 1_000_000;

document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("[data-paste]");
  const html = event.clipboardData?.getData("text/html") ?? "";
  const kept = field?.form.elements.namedItem(field.dataset.paste);
  if (!kept) return;
  const isWhole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
  setTimeout(() => {
    kept.value = isWhole && /<t[dr]\b/i.test(html) && html.length < LONGEST ? html : "";
  });
});

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-paste]") && event.inputType !== "insertFromPaste") {
    event.target.form.elements.namedItem(event.target.dataset.paste).value = "";
  }
});
