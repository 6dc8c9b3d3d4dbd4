// A draft saves itself while one writes: a form as a whole, or each of its fieldsets by itself.
// <form or fieldset data-autosave data-saved="… at …" data-conflict data-unsaved data-refused>, <span data-draft-state>.
const SAVES_AFTER = 2000;
let saving = 0;

function bodyOf(form, part) {
  const body = new FormData(form);
  // Files are sent once, with the form; of a fieldset only its own fields.
  for (const [name, value] of [...body]) {
    const isElsewhere = part !== form && name !== "csrfmiddlewaretoken" && !part.elements.namedItem(name);
    if (value instanceof File || isElsewhere) body.delete(name);
  }
  body.append("act", "save");
  body.append("quiet", "on");
  return body;
}

function autosave(part) {
  const form = part.form ?? part;
  const state = part.querySelector("[data-draft-state]") ?? document.querySelector("[data-draft-state]");
  let timer = 0;
  let isSaving = false;

  async function save() {
    if (isSaving) {
      timer = setTimeout(save, SAVES_AFTER);
      return;
    }
    isSaving = true;
    saving += 1;
    try {
      const answer = await fetch(location.href, { method: "POST", body: bodyOf(form, part) });
      if (answer.ok && !answer.redirected) {
        const { revision, at } = await answer.json();
        part.querySelector("[name^=revision]").value = revision;
        state.textContent = part.dataset.saved.replace("…", at);
      } else {
        state.textContent = answer.status === 409 ? part.dataset.conflict : part.dataset.refused;
      }
    } catch {
      state.textContent = part.dataset.unsaved;
    }
    isSaving = false;
    saving -= 1;
  }

  part.addEventListener("input", () => {
    // What was touched is sent, also where it is again as the page showed it.
    for (const shown of part.querySelectorAll("[name^=shown]")) shown.value = "";
    clearTimeout(timer);
    timer = setTimeout(save, SAVES_AFTER);
  });
  // A draft that is being saved must not make what is sent stale.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!saving || event.defaultPrevented) return;
    event.preventDefault();
    setTimeout(() => form.requestSubmit(event.submitter), 200);
  });
}

for (const part of document.querySelectorAll("[data-autosave]")) autosave(part);
