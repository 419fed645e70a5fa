// Composes an agreement between two libraries, in every language of the site side by side.
import { compose, plain } from "./agreement-text.js";
import { docxTable, TYPE } from "./docx.js";
import { Directory } from "./libraries.js";
import { picker } from "./picker.js";

const KEPT = "sister-libraries.agreement";
const $ = (id) => document.getElementById(`agreement-${id}`);
const form = document.getElementById("agreement");
const data = JSON.parse($("data").textContent);
const words = JSON.parse($("words").textContent);
const directory = new Directory(data.folder, data.parts);

function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function tell(text) {
  $("status").textContent = text;
}

/** What the form says, by the names of its fields. */
function values() {
  const found = Object.fromEntries(new FormData(form));
  found.activities = new FormData(form).getAll("activities");
  return found;
}

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function cell(code, heading, text, others = []) {
  const made = element("td", "", { lang: data.words[code].tag });
  if (heading) made.append(element("strong", heading));
  for (const line of text.split("\n")) made.append(element("p", line, others.length ? { lang: data.words[others[0]].tag, class: "agreement-other" } : { dir: "auto" }));
  return made;
}

function show() {
  const now = values();
  for (const each of form.querySelectorAll("[data-level]")) each.hidden = each.dataset.level !== now.level;
  const texts = data.languages.map((code) => [code, compose(data, now, code)]);
  $("caption").textContent = texts[0][1].title;
  const rows = [texts.map(([code, { title }]) => cell(code, title, ""))];
  texts[0][1].clauses.forEach((_, index) => {
    rows.push(texts.map(([code, { clauses }]) => cell(code, `${index + 1}. ${clauses[index].heading}`, clauses[index].text, clauses[index].others)));
  });
  for (const index of [0, 1]) rows.push(texts.map(([code, { sign }]) => cell(code, "", `${sign[index]}\n\u00a0`)));
  $("text").tBodies[0].replaceChildren(
    ...rows.map((cells) => {
      const row = element("tr");
      row.append(...cells);
      return row;
    }),
  );
}

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(values()));
  } catch {
    tell(words.lost);
  }
}

/** Puts texts that were kept into the fields; what fits none is passed over. */
function restore() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEPT));
  } catch {
    // Nothing that can be read: as if there were nothing.
  }
  if (typeof kept !== "object" || kept === null) return;
  for (const field of form.elements) {
    const value = Object.hasOwn(kept, field.name) ? kept[field.name] : undefined;
    if (field.type === "checkbox") field.checked = Array.isArray(value) && value.includes(field.value);
    else if (field.type === "radio") field.checked = typeof value === "string" ? value === field.value : field.checked;
    else if (field.name && typeof value === "string") {
      const before = field.value;
      field.value = value.slice(0, field.maxLength > 0 ? field.maxLength : 2000);
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = before;
    }
  }
}

function download(name, type, content) {
  const anchor = element("a", "", { download: name, href: URL.createObjectURL(new Blob([content], { type })) });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  tell(say(words.saved, { file: name }));
}

function document_(now) {
  const texts = data.languages.map((code) => ({ tag: data.words[code].tag, ...compose(data, now, code) }));
  const rows = texts[0].clauses.map((_, index) => texts.map(({ clauses }) => ({ heading: `${index + 1}. ${clauses[index].heading}`, text: clauses[index].text })));
  const sign = [0, 1].map((index) => texts.map((each) => ({ heading: "", text: `${each.sign[index]}\n\n____________________` })));
  return docxTable(texts.map(({ tag, title }) => ({ tag, title })), [...rows, ...sign]);
}

function wire(side) {
  picker({
    input: $(side),
    list: $(`${side}-list`),
    status: $(`${side}-status`),
    say: (count) => (count ? say(words.found, { count }) : words.none),
    failed: words.failed,
    search: async (text) => {
      const found = await directory.search(text, data.here, { closed: true });
      return found.map(({ id, name, town }) => ({ id, label: name, note: town }));
    },
    choose: async ({ id, label }) => {
      const library = await directory.library(id).catch(() => null);
      name(side, Object.fromEntries(data.languages.map((code) => [code, library?.name?.[code] ?? label])));
    },
    typed: (text) => name(side, { [data.here]: text }),
  });
}

function name(side, texts) {
  for (const code of data.languages) $(`${side}-${code}`).value = texts[code] ?? "";
  changed();
}

function changed() {
  keep();
  show();
}

["a", "b"].forEach(wire);
restore();
show();
form.addEventListener("input", (event) => event.target.name && changed());
form.addEventListener("submit", (event) => event.preventDefault());
$("docx").addEventListener("click", () => download("agreement.docx", TYPE, document_(values())));
$("txt").addEventListener("click", () => download("agreement.txt", "text/plain;charset=utf-8", `\ufeff${plain(data, values()).replace(/\n/g, "\r\n")}\r\n`));
$("print").addEventListener("click", () => print());
$("clear").addEventListener("click", () => {
  if (!confirm(words.clear)) return;
  form.reset();
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // Nothing was kept.
  }
  show();
  tell(words.cleared);
});
for (const button of document.querySelectorAll("[data-blank]")) {
  button.addEventListener("click", () => download(`${button.dataset.blank}.docx`, TYPE, document_({ level: button.dataset.blank })));
}
// Another window may have written more of it.
function renew() {
  restore();
  show();
}
addEventListener("storage", ({ key }) => key === KEPT && renew());
addEventListener("pageshow", ({ persisted }) => persisted && renew());
form.hidden = false;
$("blanks").hidden = false;
