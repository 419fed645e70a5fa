// What people type in their own way, written as records have it: when they leave a field, and before their eyes.

const full = (text) => text.replace(/[\uff01-\uff5e]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0)).replaceAll("\u3000", " ");
const two = (text) => text.padStart(2, "0");

/** An address as it is copied or said: with Chinese punctuation, or without its beginning. */
function url(text) {
  const plain = text.replaceAll("。", ".");
  return /^[\p{L}\p{Nd}-]+(\.[\p{L}\p{Nd}-]+)+(\/\S*)?$/u.test(plain) ? `https://${plain}` : plain;
}

/** A date as it is written in Chinese, or with slashes; only where it is plain which number is the year. */
function date(text) {
  const [, year, month, day] = /^(\d{4})\s*(?:[年/.-]\s*(\d{1,2})?\s*(?:[月/.-]\s*(?:(\d{1,2})\s*日?)?)?)?$/.exec(text) ?? [];
  if (!year || (/[/.-]$/.test(text) && text.length > 4)) return text;
  return [year, ...[month, day].filter(Boolean).map(two)].join("-");
}

/** Degrees as a map gives them, rounded to what a record has. */
function degrees(text) {
  const [, number, side] = /^([-−+]?\d{1,3}(?:\.\d+)?)\s*°?\s*([NSEW]?)$/i.exec(text) ?? [];
  if (!number) return text;
  const value = Number(number.replace("−", "-"));
  return (/[SW]/i.test(side) ? -Math.abs(value) : value).toFixed(2);
}

/** An identifier, or the address of its page. */
function identifier(text) {
  return /^https?:\/\/(?:www\.|m\.)?wikidata\.org\/(?:wiki|entity)\/(Q\d+)$/i.exec(text)?.[1].toUpperCase() ?? text;
}

const KINDS = { url, date, degrees, identifier, mailbox: (text) => text.replaceAll("。", ".") };

/** What was typed into a field of this kind, as a record has it; as it was, where it cannot be told what is meant. */
export function tidied(kind, text) {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind](full(text).trim()) : text;
}
