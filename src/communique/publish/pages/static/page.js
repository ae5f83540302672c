// Keys and small comforts. Every action here is also a link or a button: the pages work without this file.
"use strict";

const why = () => document.getElementById("why");

function closeWhy() {
  const panel = why();
  if (!panel || !panel.firstElementChild) return false;
  panel.replaceChildren();
  if (closeWhy.from && closeWhy.from.isConnected) closeWhy.from.focus();
  return true;
}

function press(key) {
  const wanted = document.querySelector(`[data-key="${key}"]`);
  if (!wanted) return false;
  if (wanted.tagName === "SUMMARY") {
    wanted.parentElement.open = true;
    const first = wanted.parentElement.querySelector("select, input:not([type=hidden]), button");
    if (first) first.focus();
  } else {
    wanted.click();
  }
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[hx-get]");
  if (link) closeWhy.from = link;
  if (event.target.closest("[data-close]")) closeWhy();
  const mark = event.target.closest("mark[data-n]");
  if (mark && !event.target.closest("a")) {
    const note = document.getElementById("n" + mark.dataset.n.split(" ")[0]);
    if (note) note.querySelector("a").focus();
  }
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const open = event.target.closest("details[open]");
    if (closeWhy()) event.preventDefault();
    else if (typing) typing.blur();
    else if (open) open.open = false;
    return;
  }
  if (typing) return;
  if (event.key === "/") {
    const search = document.querySelector("header input[name=q]");
    if (search) { search.focus(); event.preventDefault(); }
  } else if (press(event.key)) {
    event.preventDefault();
  }
});

// A report's notes light up the words they rest on, and the words their notes.
function light(numbers, on) {
  for (const number of numbers) {
    for (const mark of document.querySelectorAll(`mark[data-n~="${number}"]`)) mark.classList.toggle("lit", on);
    const note = document.getElementById("n" + number);
    if (note) note.classList.toggle("lit", on);
  }
}
for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  for (const [name, on] of [[enter, true], [leave, false]]) {
    document.addEventListener(name, (event) => {
      const at = event.target.closest && event.target.closest("[data-n]");
      if (at) light(at.dataset.n.split(" "), on);
    });
  }
}
