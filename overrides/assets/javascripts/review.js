// The yearly review: kept on this device, taken along as a document, and handed to the form as the draft of a story.
import { docxTable, TYPE } from "./docx.js";
import { Directory } from "./libraries.js";
import { picker } from "./picker.js";
import { plain, rows, story, title } from "./review-text.js";

const KEPT = "sister-libraries.review";
const DRAFTS = "sister-libraries.submit"; // what the form keeps of its drafts, by what somebody does there
const form = document.getElementById("review");
const $ = (id) => document.getElementById(`review-${id}`);
const data = JSON.parse($("data").textContent);
const words = JSON.parse($("words").textContent);
const directory = new Directory(data.folder, data.parts);

function tell(text) {
  $("status").textContent = text;
}

function values() {
  return Object.fromEntries(new FormData(form));
}

function stored(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return typeof found === "object" && found !== null && !Array.isArray(found) ? found : {};
  } catch {
    return {};
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    tell(words.lost);
    return false;
  }
}

function restore() {
  const kept = stored(KEPT);
  for (const field of form.elements) {
    if (field.name && Object.hasOwn(kept, field.name) && typeof kept[field.name] === "string") field.value = kept[field.name].slice(0, 2_500);
  }
}

function download(file, type, content) {
  const anchor = document.createElement("a");
  anchor.download = file;
  anchor.href = URL.createObjectURL(new Blob([content], { type }));
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  tell(words.saved.replace("{file}", file));
}

function wire(side) {
  const setId = (id) => {
    form.elements[`${side}.id`].value = id;
    keep(KEPT, values());
  };
  picker({
    input: $(side),
    list: $(`${side}-list`),
    status: $(`${side}-status`),
    say: (count) => (count ? words.found.replace("{count}", count) : words.none),
    failed: words.failed,
    search: async (text) => {
      const found = await directory.search(text, data.here, { closed: true });
      return found.map(({ id, name, town }) => ({ id, label: name, note: town }));
    },
    choose: ({ id }) => setId(id),
    typed: () => setId(""),
  });
}

restore();
["a", "b"].forEach(wire);
form.addEventListener("input", () => keep(KEPT, values()));
form.addEventListener("submit", (event) => event.preventDefault());
$("docx").addEventListener("click", () => {
  const now = values();
  const columns = ["a", "b"].map((side) => ({ tag: data.tag, title: now[side].trim() || words[side] }));
  download("review.docx", TYPE, docxTable(columns, rows(now, data.questions), title(now, words)));
});
$("txt").addEventListener("click", () => download("review.txt", "text/plain;charset=utf-8", `\ufeff${plain(values(), data.questions, words).replace(/\n/g, "\r\n")}\r\n`));
$("print").addEventListener("click", () => print());
$("clear").addEventListener("click", () => {
  if (!confirm(words.clear)) return;
  form.reset();
  for (const side of ["a", "b"]) form.elements[`${side}.id`].value = "";
  keep(KEPT, {});
  tell(words.cleared);
});
$("story")?.addEventListener("click", () => {
  const drafts = stored(DRAFTS);
  if (Object.hasOwn(drafts, "story") && !confirm(words.overwrite)) return;
  if (keep(DRAFTS, { ...drafts, story: { version: 0, record: story(values(), data.here, words), id: "" } })) location.assign(data.submit);
});
// Another window may have written more of it.
addEventListener("storage", ({ key }) => key === KEPT && restore());
addEventListener("pageshow", ({ persisted }) => persisted && restore());
$("tools").hidden = false;
