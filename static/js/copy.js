// A button that copies a prepared text; where the clipboard is refused, the text appears in a box to copy by hand.
// <button type="button" data-copy="#id" data-copied="12 addresses copied"> and <textarea id="id" hidden>

async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  const text = source.value ?? source.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
    say(button, button.dataset.copied);
  } catch {
    source.hidden = false;
    source.focus();
    source.select?.();
  }
}

function say(button, words) {
  const before = button.textContent;
  button.textContent = words;
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));
  setTimeout(() => (button.textContent = before), 3000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
