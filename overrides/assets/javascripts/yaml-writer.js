// Writes a record as YAML in the project's one canonical form, as hooks/sister_libraries/yaml_writer.py does: the
// model's order, a group one field a line, a list of single values in brackets, a text plain where that is safe.
import { isInvisible, LEADING, TRAILING } from "./record-rules.js";

const WORDS = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"];
const NUMBER = /^(?:[-+]?(\p{Nd}[\p{Nd}_]*(\.\p{Nd}*)?|\.\p{Nd}+)([eE][-+]?\p{Nd}+)?|0[xob][\p{Nd}a-fA-F_]+|[-+]?\.(inf|nan))$/iu;
const FIRST = "-?:,[]{}#&*!|>'\"%@`=<";
// Kinds of value that are texts, even where they look like a number; years and coordinates stand as they are.
const TEXTS = ["text", "line", "id", "url", "mailbox", "country", "language", "zone", "identifier"];

function visible(text, rules) {
  return Array.from(text, (character) => {
    if (!isInvisible(character, rules)) return character;
    const code = character.codePointAt(0);
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
  }).join("");
}

function quoted(text, rules, number = false, listed = false) {
  if (NUMBER.test(text)) return number ? text : `"${text}"`;
  const plain =
    text &&
    !FIRST.includes(text[0]) &&
    !TRAILING.test(text) &&
    !LEADING.test(text) &&
    !WORDS.includes(text.toLowerCase()) &&
    !/:( |$)| #|\n/.test(text) &&
    !(listed && /[,[\]{}]/.test(text)) &&
    text === visible(text, rules);
  if (plain) return text;
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${visible(escaped, rules)}"`;
}

function fitsABlock(text, rules) {
  const lines = text.split("\n");
  const clean = lines.every((line) => !TRAILING.test(line) && line === visible(line, rules));
  return Boolean(lines[0] && lines.at(-1)) && clean && !lines[0].startsWith(" ");
}

const indented = (lines) => lines.map((line) => (line ? `  ${line}` : ""));

/** The nodes of a group's or a text's fields, in the model's order. */
function inner(node, rules) {
  if (node?.kind === "group") return new Map(node.fields);
  if (node?.kind !== "text") return new Map();
  return new Map([...rules.languages.map((code) => [code, { kind: "line" }]), ...Object.entries(node.extra)]);
}

function group(data, node, rules) {
  const fields = inner(node, rules);
  const names = [...fields.keys()].filter((name) => Object.hasOwn(data, name));
  names.push(...Object.keys(data).filter((name) => !fields.has(name)));
  return names.flatMap((name) => {
    const [first, below] = valueOf(data[name], fields.get(name), rules);
    return [`${quoted(name, rules)}:${first && ` ${first}`}`, ...indented(below)];
  });
}

/** What stands behind the colon, and the lines below it. */
function valueOf(value, node, rules) {
  const number = node !== undefined && !TEXTS.includes(node.of?.kind ?? node.kind);
  if (Array.isArray(value)) {
    const short = value.every((each) => typeof each === "string" && !each.includes("\n"));
    if (short) return [`[${value.map((each) => quoted(each, rules, number, true)).join(", ")}]`, []];
    return ["", value.flatMap((each) => item(each, node?.of ?? node, rules))];
  }
  if (typeof value === "object") {
    return Object.keys(value).length ? ["", group(value, node, rules)] : ["{}", []];
  }
  if (value.includes("\n") && fitsABlock(value, rules)) return ["|-", value.split("\n")];
  return [quoted(value, rules, number), []];
}

function item(value, node, rules) {
  const [first, below] = valueOf(value, node, rules);
  const [top, ...rest] = first ? [first, ...indented(below)] : below;
  return [`- ${top}`, ...indented(rest)];
}

/** The text of the record file of this kind (a folder of data/) that says what `record` says. */
export function write(record, kind, rules) {
  return `${[rules.heads[kind], ...group(record, rules.kinds[kind], rules)].join("\n")}\n`;
}
