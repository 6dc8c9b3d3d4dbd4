// Names as tokens with suggestions, on top of a field with one person a line: "name; function; body".
// <table data-names-url="…"> around <textarea data-names> or <input data-names data-most="1">, with the words it
// says in data-add ("Add “%(typed)s” as typed"), data-remove ("Remove") and data-offers ("%(number)s suggestions").

const WAIT = 150;

function element(name, attributes = {}, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

const linesOf = (field) => field.value.split("\n").map((line) => line.trim()).filter(Boolean);
const say = (words) => document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));

class People {
  constructor(field) {
    this.field = field;
    this.most = Number(field.dataset.most ?? 50);
    this.url = field.closest("[data-names-url]").dataset.namesUrl;
    this.box = element("div", { class: "tokens" });
    this.list = element("ul", { class: "tokens__list" });
    this.input = element("input", {
      type: "text", id: `${field.id}_typed`, role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": `${field.id}_offers`, maxlength: "600",
    });
    this.offers = element("ul", { class: "tokens__offers", id: `${field.id}_offers`, role: "listbox", hidden: "" });
    this.offers.setAttribute("aria-label", field.labels[0]?.textContent ?? "");
    for (const label of [...field.labels]) label.htmlFor = this.input.id;
    this.box.append(this.list, this.input, this.offers);
    field.hidden = true;
    field.after(this.box);
    this.listen();
    this.show();
    if (field.matches("[data-focus]")) this.input.focus();
  }

  listen() {
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => {
      this.add(this.input.value);
      this.close();
    });
    this.offers.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the focus stays in the field
      const offer = event.target.closest("[data-line]");
      if (offer) this.add(offer.dataset.line);
    });
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.remove(Number(button.dataset.index));
    });
  }

  show() {
    const lines = linesOf(this.field);
    this.list.replaceChildren(
      ...lines.map((line, index) => {
        const [name] = line.split(";");
        const token = element("li", { class: "tokens__token", title: line }, name);
        const label = `${this.field.dataset.remove} ${name}`;
        token.append(element("button", { type: "button", "aria-label": label, "data-index": index }, "×"));
        return token;
      }),
    );
    this.list.hidden = !lines.length;
    this.input.hidden = lines.length >= this.most;
  }

  set(lines) {
    this.field.value = lines.join("\n");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.show();
  }

  add(line) {
    this.input.value = "";
    this.close();
    if (line.trim()) this.set([...linesOf(this.field), line.trim()]);
  }

  remove(index) {
    this.set(linesOf(this.field).filter((_line, at) => at !== index));
    this.input.focus();
  }

  async ask() {
    const typed = this.input.value.trim();
    if (typed.length < 2) return this.close();
    const response = await fetch(`${this.url}?q=${encodeURIComponent(typed)}`).catch(() => null);
    const { people } = response?.ok ? await response.json() : { people: [] };
    if (typed === this.input.value.trim()) this.open(typed, people);
  }

  open(typed, people) {
    const as = this.field.dataset.add.replace("%(typed)s", typed);
    const rows = [...people, { line: typed, name: as, detail: "" }];
    this.offers.replaceChildren(
      ...rows.map(({ line, name, detail }, index) => {
        const id = `${this.offers.id}_${index}`;
        const offer = element("li", { role: "option", id, "data-line": line, "aria-selected": "false" }, name);
        if (detail) offer.append(element("span", { class: "table__second" }, detail));
        return offer;
      }),
    );
    this.offers.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.choose(0);
    say(this.field.dataset.offers.replace("%(number)s", people.length));
  }

  close() {
    clearTimeout(this.timer);
    this.offers.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  choose(index) {
    const offers = [...this.offers.children];
    this.chosen = (index + offers.length) % offers.length;
    offers.forEach((offer, at) => offer.setAttribute("aria-selected", String(at === this.chosen)));
    this.input.setAttribute("aria-activedescendant", offers[this.chosen].id);
  }

  onKey(event) {
    const isOpen = !this.offers.hidden;
    if (isOpen && ["ArrowDown", "ArrowUp"].includes(event.key) && !event.altKey) {
      event.preventDefault();
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && this.input.value.trim()) {
      event.preventDefault();
      this.add(isOpen ? this.offers.children[this.chosen].dataset.line : this.input.value);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Backspace" && !this.input.value) {
      this.remove(linesOf(this.field).length - 1);
    }
  }
}

function prepare(root) {
  for (const field of root.querySelectorAll("[data-names]:not([hidden])")) new People(field);
}

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target));
