// What every page does beside its own work: menus, the error summary, Undo for ten seconds, announcements.
document.documentElement.classList.add("js");

const UNDO_LASTS = 10_000;
const MENUS = ".site-nav__menu[open], .phone-nav[open]";

function closeMenus(except) {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.(MENUS);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

/** Whether somebody is typing, or a key belongs to what has the focus. */
const isTyping = (element) => element.isContentEditable || element.matches("input, textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const box = [...document.querySelectorAll("[data-search]")].find((each) => each.offsetParent);
  event.preventDefault();
  if (!box) return location.assign("/search/");
  box.focus();
  box.select();
});

/** Let a screen reader say `words` without moving the focus. */
function announce(words) {
  document.getElementById("announce").textContent = words;
}

document.addEventListener("portal:announce", (event) => announce(event.detail));

/** Take an offer of Undo away after its time, unless somebody is just using it; it stays in sight until then. */
function startUndo(message) {
  const form = message.querySelector("form");
  const list = message.closest("#messages");
  message.removeAttribute("data-undo");
  list?.classList.add("stays-in-sight");
  setTimeout(function end() {
    if (form.contains(document.activeElement)) setTimeout(end, 1000);
    else {
      form.remove();
      list?.classList.remove("stays-in-sight");
    }
  }, UNDO_LASTS);
}

/** Whether the address points at something, or what was swapped has the focus already. */
const goesOn = (root) =>
  document.getElementById(location.hash.slice(1)) || (root !== document && root.contains(document.activeElement));

function prepare(root) {
  for (const message of root.querySelectorAll("[data-undo]")) startUndo(message);
  // Where one goes on from another element, a message is only said aloud.
  const focused = root.querySelector("[data-focus]:not(.message)");
  const message = root.querySelector(".message[data-focus]");
  if (focused) focused.focus();
  if (message && (focused || goesOn(root))) announce(message.querySelector("span").textContent);
  else message?.focus();
}

prepare(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) prepare(event.target);
});

// Work that ends while one waits is said aloud once.
document.addEventListener("htmx:afterSwap", () => {
  const ended = document.querySelector(".progress[data-state='done'], .progress[data-state='failed']");
  if (ended && !ended.hasAttribute("hx-get") && !ended.dataset.announced) {
    ended.dataset.announced = "true";
    announce(ended.querySelector(".progress__words").textContent.trim());
  }
  const opens = ended?.dataset.opens;
  if (opens) {
    ended.dataset.opens = "";
    location.assign(opens);
  }
});

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    document.body.dataset.offline = "true";
    announce(document.body.dataset.offlineWords ?? "");
  });
}
