// Shows beside each time of the agenda the reader's own. The link leads to the same view made by the server.
// <a href="?zone=…" data-own-time data-back="Hide my time">Show in my time</a>

const format = new Intl.DateTimeFormat(document.documentElement.lang, {
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function add(time) {
  const own = document.createElement("span");
  own.className = "agenda__own";
  own.textContent = format.format(new Date(time.dateTime));
  time.after(own);
}

function toggle(link) {
  const shown = document.querySelectorAll(".agenda__own");
  if (shown.length) for (const own of shown) own.remove();
  else for (const time of document.querySelectorAll(".agenda__time time[datetime]")) add(time);
  const words = link.textContent;
  link.textContent = link.dataset.back;
  link.dataset.back = words;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-own-time]");
  if (!link) return;
  event.preventDefault();
  toggle(link);
});
