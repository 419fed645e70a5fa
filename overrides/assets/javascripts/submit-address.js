// Addresses of the form: what its own address says, and those by which an entry is handed on.
import { isId } from "./libraries.js";

const MODES = ["new", "change", "story", "removal"];
const KINDS = ["libraries", "partnerships"];
const ALL_KINDS = [...KINDS, "organizations", "checklists"]; // what can be taken down
const LONGEST = 2_000;

/** What an address such as ?mode=change&id=guangzhou-library&confirm=1 asks for, and what of it was not understood. */
export function readAddress(search) {
  const asked = { mode: "new", kind: "libraries", id: "", confirm: false };
  const ignored = search.length > LONGEST ? ["…"] : [];
  for (const [name, value] of new URLSearchParams(search.slice(0, LONGEST))) {
    if (name === "mode" && MODES.includes(value)) asked.mode = value;
    else if (name === "kind" && ALL_KINDS.includes(value)) asked.kind = value;
    else if (name === "id" && isId(value)) asked.id = value;
    else if (name === "confirm" && value === "1") asked.confirm = true;
    else ignored.push(`${name}=${value}`.slice(0, 60));
  }
  if (asked.mode === "change" && !KINDS.includes(asked.kind)) {
    ignored.push(`kind=${asked.kind}`);
    Object.assign(asked, { kind: "libraries", id: "" });
  }
  if (!["change", "removal"].includes(asked.mode)) Object.assign(asked, { id: "", confirm: false });
  return { asked, ignored };
}

/** The query of the page's own address for what somebody does on it. */
export function writeAddress({ mode, kind, id }) {
  const query = new URLSearchParams();
  if (mode !== "new") query.set("mode", mode);
  if (id && ["change", "removal"].includes(mode)) {
    if (kind !== "libraries") query.set("kind", kind);
    query.set("id", id);
  }
  return query.size ? `?${query}` : "";
}

function query(values) {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
}

/** Where GitHub shows a new file, filled in. */
export function newFile(folder, id, text) {
  return `${folder}?${query({ filename: `${id}.yml`, value: text })}`;
}

/** GitHub's form for changes with answers filled in; `address` has its template. */
export function issue(address, answers) {
  return `${address}&${query(answers)}`;
}

/** What opens a mail program with a message. */
export function mail(mailbox, subject, text) {
  return `mailto:${mailbox}?${query({ subject, body: text.replaceAll("\n", "\r\n") })}`;
}

/** The id nearest to a text, as the command line proposes it; empty where nothing of the text can stand in an id. */
export function slug(text) {
  const plain = text
    .normalize("NFKD")
    .replace(/[^\x00-\x7f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64)
    .replace(/-+$/, "");
  return plain.length >= 3 ? plain : "";
}
