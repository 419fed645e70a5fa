// The page “List or change an entry”: forms for a library and for a partnership, what is wrong with what was typed,
// listings that look alike, the entry as it will appear, and the ways to send it. Nothing is sent from here.
import { rank, traits } from "./duplicates.js";
import { Directory, partOf } from "./libraries.js";
import { picker } from "./picker.js";
import { Preview } from "./record-preview.js";
import { check } from "./record-rules.js";
import { inCommonUse } from "./simplified.js";
import { issue, mail, newFile, readAddress, slug, writeAddress } from "./submit-address.js";
import { RecordForm } from "./submit-form.js";
import { $, breathe, data, element, say, today, words } from "./submit-page.js";
import { Drafts } from "./submit-store.js";
import { tidied } from "./submit-tidy.js";
import { write } from "./yaml-writer.js";

const KINDS = ["libraries", "partnerships"];
const WAIT = 400; // milliseconds after the last letter

const loaded = new Map();

/** A file of the site as JSON, asked for once. */
function load(address) {
  if (!loaded.has(address)) {
    const loading = fetch(address).then((reply) => {
      if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
      return reply.json();
    });
    loading.catch(() => loaded.delete(address));
    loaded.set(address, loading);
  }
  return loaded.get(address);
}

const directory = new Directory(data.libraries.folder, data.libraries.parts);
const drafts = new Drafts(data.version);
const preview = new Preview(data, words);
const forms = {};
const names = {}; // of libraries, by id, as the form knows them
let rules;
let known;
let variants; // Traditional characters and their Simplified ones, once there may be some in the form
let doing = { mode: "new", kind: "libraries", id: "" };
let original = null; // the record that is being changed
let checked = false; // whether faults are shown while somebody types
let idChosen = false;
let likely = [];
let lookedFor = 0;
let turns = 0;
let waiting;
let touched = false; // whether anything was typed since the form was filled; a window left alone keeps and drops nothing
let begunFrom = ""; // the entry as it was when somebody began to change it
let assumed = []; // the source that nobody typed: what is wrong with it is said at the website that it is

// -- what somebody does ----------------------------------------------------------------------------------------------

const isStory = () => doing.mode === "story" || (doing.mode === "change" && doing.kind === "partnerships");
const kind = () => (isStory() ? "partnerships" : "libraries");
const form = () => (forms[kind()] ??= dressed(kind()));
const draftKey = () => (doing.mode === "change" ? `change:${doing.kind}/${doing.id}` : doing.mode);
const idField = () => form().control("id");

function message(...parts) {
  $("message").replaceChildren(...parts.flat());
  $("message").className = parts.length ? "notice" : "";
}

const paragraph = (text) => element("p", text);

function hide(...ids) {
  for (const id of ids) $(id).hidden = true;
}

/** What a new entry begins with. */
function blank(folder) {
  const day = today();
  return folder === "libraries" ? { status: "seeking", listed: day, confirmed: day } : { listed: day };
}

async function recordOf(folder, id) {
  const part = await load(`${data.folder}${folder}/${partOf(id, data.parts[folder])}.json`);
  return Object.hasOwn(part, id) ? structuredClone(part[id]) : null;
}

/** Shows the form for what somebody does now, filled from the draft on this device, or from the entry. */
async function begin({ notes = [] } = {}) {
  const { mode, id } = doing;
  const turn = (turns += 1);
  checked = false;
  touched = false;
  original = null;
  likely = [];
  message(...notes);
  hide("errors", "result", "libraries", "partnerships", "removal");
  $("likely").replaceChildren();
  for (const radio of document.getElementsByName("submit-mode")) radio.checked = radio.value === mode;
  history.replaceState(null, "", writeAddress(doing) || location.pathname);
  $("which").hidden = !["change", "removal"].includes(mode);
  $("removal").hidden = mode !== "removal";
  if (mode === "removal") return beginRemoval(notes);
  if (mode === "change" && !id) return undefined;
  if (mode === "change") {
    let found;
    try {
      found = await recordOf(doing.kind, id);
    } catch (error) {
      console.warn(error);
      return turn === turns ? message(...notes, paragraph(words.failed)) : undefined;
    }
    if (turn !== turns) return undefined; // somebody chose something else meanwhile
    original = found;
    if (!original) {
      doing.id = "";
      return message(...notes, paragraph(say(words.gone, { id })));
    }
  }
  $(kind()).hidden = false;
  await breathe();
  if (turn !== turns) return undefined;
  form().at("id").hidden = mode === "change";
  await breathe();
  if (turn !== turns) return undefined;
  form().reset();
  await breathe();
  if (turn !== turns) return undefined;
  const draft = drafts.get(draftKey());
  begunFrom = original ? (draft?.base ?? base()) : "";
  const left = form().fill(draft?.record ?? original ?? blank(kind()), { unfold: Boolean(draft ?? original) });
  idChosen = Boolean(draft?.id);
  idField().value = mode === "change" ? id : (draft?.id ?? "");
  message(...notes, ...toldOf(draft, left));
  await breathe();
  if (turn === turns) await lookForLikely();
  return undefined;
}

/** Leaves what somebody does for something else, after what is typed was kept. */
function turnTo(next) {
  clearTimeout(waiting);
  keep();
  doing = next;
  return begin();
}

function beginRemoval(notes) {
  const there = data.titles[doing.kind] ?? known.ids[doing.kind];
  if (doing.id && !(Array.isArray(there) ? there.includes(doing.id) : Object.hasOwn(there, doing.id))) {
    notes = [...notes, paragraph(say(words.gone, { id: doing.id }))];
    doing.id = "";
  }
  const kept = drafts.get("removal")?.record.reason;
  $("reason").value = typeof kept === "string" ? kept : "";
  message(...notes, ...($("reason").value ? [paragraph(words.restored)] : []));
}

/** What the form says of the draft that it was filled from, and of what had no place in it any more. */
function toldOf(draft, left) {
  if (!draft) return [];
  const told = [paragraph(draft.older ? words.older : words.restored)];
  if (original) {
    const again = element("button", words.again, { type: "button" });
    again.addEventListener("click", () => {
      drafts.drop(draftKey());
      begin();
    });
    if (draft.base !== base()) told.push(paragraph(words.outdated));
    told.push(again);
  }
  if (left.length) {
    const list = element("ul");
    for (const [path, value] of left) {
      const shown = typeof value === "string" ? value : JSON.stringify(value);
      list.append(element("li", `${path.join(" › ")}: ${shown}`));
    }
    told.push(paragraph(words.dropped), list);
  }
  return told;
}

/** Sets the day on which somebody says that everything is right, and shows the entry at once. */
function confirmToday() {
  const field = form().control("confirmed");
  field.value = today();
  const label = RecordForm.label(form().at("confirmed"));
  message(paragraph(say(words.confirmed, { field: label, date: preview.known(today()) })));
  touched = true;
  keep();
  return submit();
}

/** What the form was filled from, as a text: a draft that says the same is none, one of an older entry says so. */
const base = () => write(original ?? blank(kind()), kind(), rules);

function keep() {
  if (!touched) return;
  if (doing.mode === "removal") drafts.keep("removal", { reason: $("reason").value });
  else if (doing.mode !== "change" || original) {
    const record = form().read();
    if (write(record, kind(), rules) === base()) drafts.drop(draftKey());
    else drafts.keep(draftKey(), record, { id: idField().value, base: begunFrom });
  }
  if (drafts.lost) message(paragraph(words.lost));
}

// -- what is wrong -----------------------------------------------------------------------------------------------------

/** The record to be sent: what is typed, with the library's own page as its source where no other is named. */
function finished(record) {
  if (kind() !== "libraries" || record.sources || !record.website || doing.mode === "change") return record;
  assumed = [{ url: record.website, seen: today().slice(0, 7) }];
  return { ...record, sources: assumed };
}

async function chinese(record) {
  if (variants || inCommonUse(JSON.stringify(record))) return;
  try {
    const table = await load(data.variants);
    const simple = [...table.to];
    variants = new Map([...table.from].map((each, index) => [each, simple[index]]));
  } catch (error) {
    console.warn(error); // the check of the pull request knows them, too
  }
}

function context(id) {
  return {
    today: today(),
    ids: { libraries: new Set(known.ids.libraries), organizations: new Set(known.ids.organizations) },
    moved: known.moved,
    paired: known.paired.includes(id),
    variants,
  };
}

function fault(text, field, code, notice = false) {
  return { text, field, code, notice };
}

function faultsOfId(id, others) {
  if (doing.mode === "change") return [];
  const field = form().at("id");
  // It is proposed from the name and the website: while something is wrong elsewhere, nobody need think of it.
  if (!id) return others.some((each) => !each.notice) ? [] : [fault(words.noAddress, field, "E202")];
  const taken = known.ids[kind()].includes(id) || Object.hasOwn(known.moved[kind()] ?? {}, id);
  if (taken) return [fault(words.taken, field, "E308")];
  const node = { kind: "group", fields: [["id", { kind: "id" }, true]], together: [] };
  const found = check({ id }, "id", { ...rules, kinds: { id: node } }, { today: today() }).fields;
  return found.map(() => fault(say(data.messages.E219, { found: id, expected: slug(id) || "example-town-library" }), field, "E219"));
}

/** Everything that is wrong or worth a look in a record: [{text, field, code, notice}]. */
function faultsOf(record, id) {
  const { reading, fields, together } = check(record, kind(), rules, context(id));
  const at = new Set(reading.map((each) => each.at.join(".")));
  const typed = ({ at: [first] }) => first !== "sources" || record.sources !== assumed;
  const all = [...reading, ...fields.filter((each) => !at.has(each.at.join("."))), ...together].filter(typed);
  const found = all.map(({ code, at: path, values }) => {
    const isLibrary = kind() === "partnerships" && path[0] === "libraries" && path.length > 1;
    const field = code === "E202" && path[0] === "sources" && !record.sources ? form().at(kind() === "libraries" ? "website" : "sources") : form().field(path);
    if (isLibrary && code === "E219") return fault(say(data.messages.E204, values), field, code); // a name, not an id
    const other = values.other && form().field([...path, values.other]);
    const shown = { ...values, ...(other && { other: RecordForm.label(other).split(" › ").at(-1) }), field: RecordForm.label(field) };
    return fault(say(data.messages[code], shown), field, code, data.notices.includes(code));
  });
  const bytes = new TextEncoder().encode(write(record, kind(), rules)).length;
  if (bytes > rules.limits.bytes) found.push(fault(say(data.messages.E102), form().form, "E102"));
  return [...found, ...faultsOfId(id, found)];
}

function showErrors(faults) {
  form().show(faults);
  const list = $("errors").querySelector("ul");
  list.replaceChildren(
    ...faults.map(({ text, field }) => {
      const control = RecordForm.first(field);
      control.id ||= `submit-at-${field.dataset.at ?? "form"}`;
      const item = element("li");
      const link = element("a", say(words.fault, { field: RecordForm.label(field), text }), { href: `#${control.id}` });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        reveal(control);
      });
      item.append(link);
      return item;
    }),
  );
  const count = faults.length;
  $("errors-title").textContent = count === 1 ? words.error : say(words.errors, { count });
  $("errors").hidden = count === 0;
}

function reveal(control) {
  for (let folded = control.closest("details"); folded; folded = folded.parentElement.closest("details")) {
    if (control.parentElement !== folded || control.tagName !== "SUMMARY") folded.open = true;
  }
  control.focus();
  control.scrollIntoView({ block: "center" });
}

async function submit() {
  const read = form().read();
  const record = finished(read);
  await chinese(record);
  const faults = faultsOf(record, idField().value.trim());
  const errors = faults.filter((each) => !each.notice);
  checked = true;
  showErrors(errors);
  if (errors.length) {
    $("result").hidden = true;
    $("errors").focus();
    $("errors").scrollIntoView({ block: "start" });
    return;
  }
  await lookForLikely();
  showResult(record, idField().value.trim(), faults);
}

// -- listings that look alike ------------------------------------------------------------------------------------------

async function lookForLikely() {
  const record = form().read();
  const asked = doing.mode === "new" ? record : {};
  const number = (lookedFor += 1);
  let found = [];
  if (asked.country && asked.name) {
    try {
      const there = known.countries.includes(asked.country);
      const listings = there ? await load(`${data.folder}listings/${asked.country.toLowerCase()}.json`) : [];
      const listing = {
        names: Object.entries(asked.name).filter(([code]) => code !== "local_language").map(([, text]) => text),
        country: asked.country,
        places: Object.values(asked.city ?? {}),
        website: asked.website ?? "",
        identifiers: Object.values(asked.identifiers ?? {}),
      };
      const others = await Promise.all(listings.map(async (each) => ({ ...each, ...(await traits(each, data.duplicates)) })));
      const ranked = rank(await traits(listing, data.duplicates), others, data.duplicates);
      found = ranked.map((each) => ({ ...each, listing: listings.find(({ id }) => id === each.id) }));
    } catch (error) {
      console.warn(error);
    }
  }
  if (number !== lookedFor) return; // something else was typed meanwhile
  likely = found;
  const shown = likely.map(({ id }) => id).join(" ");
  if ($("likely").dataset.shown === shown) return;
  $("likely").dataset.shown = shown;
  $("likely").replaceChildren(...(likely.length ? [likelyBox(words.likely)] : []));
}

function likelyBox(title) {
  const box = element("div", "", { class: "notice" });
  const list = element("ul");
  for (const { id, reasons, listing } of likely) {
    const item = element("li");
    const change = element("a", words.changeIt, { href: `?mode=change&id=${id}` });
    change.addEventListener("click", (event) => {
      event.preventDefault();
      turnTo({ mode: "change", kind: "libraries", id }).then(() => $("which-title").scrollIntoView());
    });
    item.append(element("a", listing.title[data.code], { href: `${data.home}libraries/${id}/`, target: "_blank", rel: "noopener" }));
    item.append(` ${listing.town[data.code]} (${reasons.map((code) => data.reasons[code]).join(" · ")}) `, change);
    list.append(item);
  }
  box.append(paragraph(title), list);
  return box;
}

// -- the entry as it will appear, and the ways to send it ----------------------------------------------------------------

function said(text, tag = "span") {
  return element(tag, text.text, text.lang ? { lang: text.lang } : {});
}

function paragraphs(text) {
  const box = element("div", "", text.lang ? { lang: text.lang } : {});
  box.append(...text.text.split(/\n\n+/).map((each) => element("p", each.trim())));
  return text.lang ? [element("p", words.untranslated, { class: "untranslated" }), box] : [box];
}

function listOf(rows, tag = "ul") {
  const list = element(tag);
  list.append(...rows);
  return list;
}

function draw(shown) {
  const title = element("h3");
  title.append(said(shown.title));
  const parts = [title];
  if (shown.others?.length) {
    const others = element("p", "", { class: "other-names" });
    shown.others.forEach((each, index) => others.append(...(index ? [" · "] : []), said(each)));
    parts.push(others);
  }
  if (shown.standing) parts.push(element("p", shown.standing, { class: `standing standing--${shown.code}` }));
  if (shown.confirmed) parts.push(element("p", shown.confirmed, { class: "where" }));
  if (shown.summary) parts.push(said(shown.summary, "p"));
  if (shown.description) parts.push(...paragraphs(shown.description));
  if (shown.lessons) parts.push(element("h4", words.lessons), ...paragraphs(shown.lessons));
  if (shown.requests?.length) {
    const items = shown.requests.map(([activity, text]) => {
      const item = element("li", activity);
      if (text) item.append(element("br"), said(text));
      return item;
    });
    parts.push(element("h4", words.requestsFor), listOf(items));
  }
  const facts = element("dl", "", { class: "facts" });
  for (const [label, values] of shown.facts) {
    const row = element("div");
    const value = element("dd", values.length === 1 ? values[0] : "");
    if (values.length > 1) value.append(listOf(values.map((each) => element("li", each))));
    row.append(element("dt", label), value);
    facts.append(row);
  }
  parts.push(element("h4", words.glance), facts);
  if (shown.contact?.length) parts.push(element("h4", words.contact), element("p", shown.contact.join(" · ")));
  const sources = shown.sources.map(([name, note]) => {
    const item = element("li", `${name} `);
    if (note) item.append(element("span", note, { class: "where" }));
    return item;
  });
  parts.push(element("h4", words.sources), listOf(sources));
  if (shown.listed) parts.push(element("p", shown.listed, { class: "where" }));
  return parts;
}

function showResult(record, id, faults) {
  const folder = kind();
  const text = write(record, folder, rules);
  const shown = folder === "libraries" ? preview.library(record) : preview.partnership(record, names);
  const notes = faults.filter((each) => each.notice).map(({ text: each }) => element("li", each));
  const boxes = [];
  if (original && write(original, folder, rules) === text) notes.push(element("li", words.unchanged));
  if (likely.length) boxes.push(likelyBox(words.duplicate));
  if (notes.length) {
    const box = element("div", "", { class: "notice" });
    box.append(paragraph(words.notices), listOf(notes));
    boxes.push(box);
  }
  $("notices").replaceChildren(...boxes);
  $("preview").replaceChildren(...draw(shown));
  $("preview").hidden = false;
  $("simplified").hidden = false;
  const file = `data/${folder}/${id}.yml`;
  handOver({ title: shown.title.text, text, file, id, folder, heading: words.result });
}

/** Offers a text in every way: on GitHub, by e-mail, as a copy and as a file. */
function handOver({ title, text, file, id, folder, heading }) {
  const change = doing.mode === "change";
  const removal = doing.mode === "removal";
  const subject = say(removal ? words.removalTitle : words.mailSubject, { name: title, id });
  const filled = newFile(data.new[folder], id, text);
  const long = !removal && !change && filled.length > data.longest_address;
  const github = $("github");
  github.firstChild.data = long ? words.openEmpty : github.dataset.label;
  github.href = long ? data.new[folder] : change ? data.edit[folder].replace("ID", id) : filled;
  github.parentElement.hidden = removal;
  github.onclick = change ? () => copy(text) : null;
  $("github-how").textContent = removal ? words.removalHow : long ? say(words.tooLong, { file: `${id}.yml` }) : change ? words.editHow : words.newHow;
  const what = removal ? text : `\`\`\`\`yaml\n${text}\`\`\`\`\n`;
  const asked = issue(data.issue, { title: subject, entry: file, what });
  $("issue").parentElement.hidden = asked.length > data.longest_address;
  $("issue-how").hidden = removal || $("issue").parentElement.hidden;
  $("issue-how").textContent = words.issueHow;
  $("issue").href = asked;
  if ($("mail")) {
    const whole = mail(data.mailbox, subject, removal ? text : `${words.mailHello}\n\n${file}\n\n${text}`);
    const fits = whole.length <= data.longest_mail;
    $("mail").href = fits ? whole : mail(data.mailbox, subject, `${words.mailAttached}\n\n${file}\n`);
    $("mail-how").textContent = fits ? words.mailHow : words.mailLong;
  }
  $("copied").textContent = "";
  $("copy").onclick = () => copy(text);
  $("download").onclick = () => download(removal ? `removal-${id}.txt` : `${id}.yml`, text);
  $("file").textContent = removal ? "" : file;
  $("yaml").textContent = text;
  $("result-title").textContent = heading;
  $("next").hidden = removal;
  $("result").hidden = false;
  $("result-title").focus();
  $("result-title").scrollIntoView({ block: "start" });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    $("copied").textContent = words.copied;
  } catch {
    $("copied").textContent = words.notCopied;
  }
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  element("a", "", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function askForRemoval() {
  if (!doing.id) {
    $("pick-error").textContent = words.choose;
    $("pick-error").hidden = false;
    $("pick").focus();
    return;
  }
  const address = new URL(`${data.home}${doing.kind}/${doing.id}/`, location.href).href;
  const reason = $("reason").value.trim();
  const text = `${say(words.removalText, { address })}\n${reason ? `\n${reason}\n` : ""}`;
  hide("preview", "simplified");
  $("notices").replaceChildren();
  handOver({ title: doing.id, text, file: `data/${doing.kind}/${doing.id}.yml`, id: doing.id, folder: doing.kind, heading: words.removalResult });
}

// -- choosing entries and libraries ------------------------------------------------------------------------------------

async function searchLibraries(text) {
  const found = await directory.search(text, data.code, { closed: true });
  return found.map((each) => ({ id: each.id, kind: "libraries", label: each.name, note: each.town }));
}

async function searchEntries(text) {
  const libraries = await searchLibraries(text);
  const asked = text.toLowerCase().split(/\s+/);
  const others = known.stories[data.code].map((label, index) => ({ id: known.ids.partnerships[index], kind: "partnerships", label, note: "" }));
  for (const [folder, titles] of Object.entries(doing.mode === "removal" ? data.titles : {})) {
    others.push(...Object.entries(titles).map(([id, label]) => ({ id, kind: folder, label, note: "" })));
  }
  const found = others.filter(({ label }) => asked.every((word) => label.toLowerCase().includes(word)));
  return [...libraries, ...found.slice(0, 6)];
}

function announced(count) {
  return count ? say(words.found, { count }) : words.none;
}

function wireEntryPicker() {
  return picker({
    input: $("pick"),
    list: $("pick-list"),
    status: $("pick-status"),
    search: searchEntries,
    say: announced,
    failed: words.failed,
    choose(choice) {
      $("pick-error").hidden = true;
      turnTo({ ...doing, kind: choice.kind, id: choice.id });
    },
    // What is in the box is no entry any more, so nothing is asked for the one that was chosen before.
    async typed(text) {
      if (doing.id) await turnTo({ ...doing, id: "" });
      $("pick-error").textContent = text ? words.choose : "";
      $("pick-error").hidden = !text;
    },
  });
}

/** Wires a field that names a library: what is shown is its name, what is kept is its id. */
function wireLibraryPicker(holder, hidden, input) {
  const changed = () => hidden.dispatchEvent(new Event("change", { bubbles: true }));
  const field = picker({
    input,
    list: holder.querySelector("[role=listbox]"),
    status: holder.querySelector("[role=status]"),
    search: searchLibraries,
    say: announced,
    failed: words.failed,
    choose(choice) {
      names[choice.id] = choice.label;
      hidden.value = choice.id;
      changed();
    },
    typed(text) {
      hidden.value = text;
      changed();
    },
  });
  hidden.addEventListener("filled", async () => {
    const id = hidden.value;
    field.set(names[id] ?? id);
    const found = await directory.library(id).catch(() => undefined);
    if (found && hidden.value === id) {
      names[id] = found.name[data.code];
      field.set(names[id]);
    }
  });
}

async function nameEntry(entries) {
  if (!doing.id) return entries.set("");
  if (data.titles[doing.kind]) return entries.set(data.titles[doing.kind][doing.id] ?? "");
  if (doing.kind === "partnerships") return entries.set(known.stories[data.code][known.ids.partnerships.indexOf(doing.id)] ?? "");
  const found = await directory.library(doing.id).catch(() => undefined);
  return entries.set(found?.name[data.code] ?? "");
}

/** The form for records of a kind: made when it is first needed, because it has hundreds of choices. */
function dressed(folder) {
  const made = new RecordForm($(folder), rules.kinds[folder], rules, wireLibraryPicker);
  made.control("id").addEventListener("input", ({ target }) => (idChosen = Boolean(target.value)));
  return made;
}

/** An id from what is typed: the English name, the name as it calls itself, or the host of its website. */
function proposeId(record) {
  if (kind() === "libraries") {
    const host = /^https?:\/\/([^/?#]+)/.exec(record.website ?? "")?.[1].replace(/^www\./, "") ?? "";
    return [record.name?.en, record.name?.local, host].map((each) => slug(each ?? "")).find(Boolean) ?? "";
  }
  return slug((record.libraries ?? []).join(" ").slice(0, 64));
}

// -- the page ------------------------------------------------------------------------------------------------------------

function changed() {
  touched = true;
  clearTimeout(waiting);
  waiting = setTimeout(settled, WAIT);
}

async function settled() {
  clearTimeout(waiting);
  keep();
  if (doing.mode === "removal") return;
  const record = form().read();
  const writing = document.activeElement === idField() && idField().value; // not under somebody's hands
  if (!idChosen && !writing && doing.mode !== "change") idField().value = proposeId(record);
  $("result").hidden = true;
  if (checked) {
    await chinese(record);
    showErrors(faultsOf(finished(record), idField().value.trim()).filter((each) => !each.notice));
  }
  await lookForLikely();
}

/** What was typed in somebody's own way is written as records have it. */
function tidy({ target }) {
  const value = target.dataset.kind ? tidied(target.dataset.kind, target.value) : target.value;
  if (value !== target.value) target.value = value;
}

async function start() {
  const whole = document.getElementById("submit");
  try {
    [rules, known] = await Promise.all([load(`${data.folder}rules.json`), load(`${data.folder}known.json`)]);
  } catch (error) {
    console.warn(error);
    $("message").textContent = words.failed;
    whole.hidden = false;
    whole.removeAttribute("aria-busy");
    return;
  }
  $("github").dataset.label = $("github").firstChild.data;
  const entries = wireEntryPicker();
  for (const folder of [...KINDS, "removal"]) {
    $(folder).addEventListener("input", changed);
    $(folder).addEventListener("change", tidy);
    $(folder).addEventListener("change", () => {
      touched = true;
      return settled();
    });
    $(folder).addEventListener("submit", async (event) => {
      event.preventDefault();
      if (folder === "removal") askForRemoval();
      else {
        await settled();
        await submit();
      }
    });
  }
  for (const radio of document.getElementsByName("submit-mode")) {
    radio.addEventListener("change", async () => {
      const carried = radio.value === "change" ? (KINDS.includes(doing.kind) ? doing : {}) : radio.value === "removal" ? doing : {};
      await turnTo({ mode: radio.value, kind: carried.kind ?? "libraries", id: carried.id ?? "" });
      await nameEntry(entries);
    });
  }
  $("clear").addEventListener("click", async () => {
    if (!confirm(words.sure)) return;
    drafts.clear();
    doing = { ...doing, id: "" };
    await begin({ notes: [paragraph(words.cleared)] });
    await nameEntry(entries);
  });
  addEventListener("pagehide", () => clearTimeout(waiting) ?? keep());
  addEventListener("pageshow", ({ persisted }) => persisted && !touched && begin()); // another window may have typed
  const { asked, ignored } = readAddress(location.search);
  doing = { mode: asked.mode, kind: asked.kind, id: asked.id };
  const notes = ignored.length ? [paragraph(`${words.ignored} ${ignored.join(", ")}`)] : [];
  const moves = known.moved[doing.kind] ?? {};
  if (Object.hasOwn(moves, doing.id) && moves[doing.id]) {
    notes.push(paragraph(say(words.moved, { id: doing.id })));
    doing.id = moves[doing.id];
  }
  await begin({ notes });
  whole.hidden = false;
  if (asked.confirm && original) await confirmToday();
  await nameEntry(entries);
  whole.removeAttribute("aria-busy");
}

start();
