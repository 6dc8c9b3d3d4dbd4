// Keeps what is typed: a form is sent in the background two seconds after the last key, five at the latest.
// <form data-autosave="/address/"> <p class="autosave" data-autosave-words data-saving="Saving…"
//   data-saved="Saved at {time}" data-conflict="…" data-failed="…" role="status">

const PAUSE = 2000;
const LATEST = 5000;

function watch(form) {
  const words = form.querySelector("[data-autosave-words]");
  let timer = 0;
  let since = 0;
  let unsaved = false;

  const say = (kind) => {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    words.textContent = (words.dataset[kind] ?? "").replace("{time}", time);
  };

  async function save() {
    since = 0;
    unsaved = false;
    say("saving");
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.ok) return say("saved");
      unsaved = true;
      say(answer.status === 409 ? "conflict" : "failed");
    } catch {
      unsaved = true;
      say("failed");
    }
  }

  form.addEventListener("input", () => {
    unsaved = true;
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LATEST - Date.now())));
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    unsaved = false;
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("[data-autosave]")) watch(form);
