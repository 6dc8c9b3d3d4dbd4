// The draft of an answer saves itself while one writes. <form data-autosave data-saved="… at …" data-conflict data-unsaved data-refused>,
// <span data-draft-state>.
const SAVES_AFTER = 2000;
const form = document.querySelector("[data-autosave]");
const state = document.querySelector("[data-draft-state]");
let timer = 0;
let saving = false;

async function save() {
  if (saving) {
    timer = setTimeout(save, SAVES_AFTER);
    return;
  }
  saving = true;
  const body = new FormData(form);
  // Files are sent once, with the form.
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  body.append("act", "save");
  body.append("quiet", "on");
  try {
    const answer = await fetch(location.href, { method: "POST", body });
    if (answer.ok && !answer.redirected) {
      const { revision, at } = await answer.json();
      form.elements.namedItem("revision").value = revision;
      state.textContent = form.dataset.saved.replace("…", at);
    } else {
      state.textContent = answer.status === 409 ? form.dataset.conflict : form.dataset.refused;
    }
  } catch {
    state.textContent = form.dataset.unsaved;
  }
  saving = false;
}

if (form) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVES_AFTER);
  });
  // A draft that is being saved must not make what is sent stale.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    setTimeout(() => form.requestSubmit(event.submitter), 200);
  });
}
