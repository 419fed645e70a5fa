// A checklist as a table and as text. `sections`: {title, steps: {id, text, detail, done, who, by, note}}.

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value) {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180 with a byte order mark, which spreadsheets want; no cell is a formula. */
export function csv(columns, sections, { yes, no }) {
  const rows = sections.flatMap(({ title, steps }) => steps.map((step) => [title, step.text, step.done ? yes : no, step.who, step.by, step.note]));
  return `\ufeff${[columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

function escaped(text) {
  return text.replace(/([\\`*_[\]<>#|])/g, "\\$1").replace(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, "$1\\$2");
}

/** Markdown with task lists. */
export function markdown(title, sections, { who, mark }) {
  const lines = [`# ${escaped(title)}`];
  for (const section of sections) {
    lines.push("", `## ${escaped(section.title)}`, "");
    for (const step of section.steps) {
      const facts = [step.who && who.replace("{who}", () => step.who), step.by].filter(Boolean).join(mark);
      lines.push(`- [${step.done ? "x" : " "}] ${escaped(step.text)}${facts ? ` (${escaped(facts)})` : ""}`);
      if (step.note) lines.push(...step.note.split("\n").filter(Boolean).map((line) => `      ${escaped(line)}`.replace(/^ {6}/, "  ")));
    }
  }
  return `${lines.join("\n")}\n`;
}
