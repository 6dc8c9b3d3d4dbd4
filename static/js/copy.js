// Buttons that copy a text; where the clipboard is refused, the text appears in a box to copy by hand.
// A prepared text: <button type="button" data-copy="#id" data-copied="12 addresses copied"> and <textarea id="id" hidden>.
// One the server gives for a form: <button type="submit" formaction="…" data-copy-from="#id">; without script the form goes there,
// and with it where the server asks something first.

async function copy(button, text, words, box) {
  try {
    await navigator.clipboard.writeText(text);
    say(button, words);
  } catch {
    if (box.value !== undefined) box.value = text;
    box.hidden = false;
    box.focus();
    box.select?.();
  }
}

async function fetchAndCopy(button) {
  if (!button.form.reportValidity()) return;
  const question = new URLSearchParams(new FormData(button.form));
  const answer = await fetch(`${button.formAction}?${question}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return location.assign(`${button.formAction}?${question}`);
  const { text, copied } = await answer.json();
  await copy(button, text, copied, document.querySelector(button.dataset.copyFrom));
}

function say(button, words) {
  const before = button.textContent;
  button.textContent = words;
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));
  setTimeout(() => (button.textContent = before), 3000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  if (button.dataset.copyFrom) {
    event.preventDefault();
    fetchAndCopy(button);
    return;
  }
  const source = document.querySelector(button.dataset.copy);
  copy(button, source.value ?? source.textContent.trim(), button.dataset.copied, source);
});
