// A small toolbar above a text in Markdown: it wraps the selection or begins its lines.
// <div class="toolbar" data-markdown="id_of_textarea" hidden> <button type="button" data-wrap="**"> <button data-line="- ">

function replace(area, before, text, after) {
  const { selectionStart: start, selectionEnd: end } = area;
  area.setRangeText(before + text + after, start, end, "end");
  area.setSelectionRange(start + before.length, start + before.length + text.length);
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function press(button, area) {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  const { wrap, line, link } = button.dataset;
  if (wrap) replace(area, wrap, chosen, wrap);
  else if (line) replace(area, "", chosen.split("\n").map((row) => line + row).join("\n"), "");
  else if (link !== undefined) replace(area, "[", chosen, "](https://)");
}

for (const bar of document.querySelectorAll("[data-markdown]")) {
  const area = document.getElementById(bar.dataset.markdown);
  bar.hidden = !area;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) press(button, area);
  });
}
